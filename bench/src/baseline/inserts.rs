//! Durable rows of the shape of our messages, so many in a statement, each statement a transaction of its own: what the
//! database can store with nothing around it.

use std::str::FromStr;

use anyhow::Result;
use sqlx::{
    AssertSqlSafe, ConnectOptions, Executor, PgConnection, SqliteConnection,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use uuid::Uuid;

use super::{Counted, Time};

const TEXT: &str =
    "A hundred bytes, as the messages of the other scenarios have them, so that both write the same amount.";
/// Conversations that the rows of a statement are spread over.
const ROOMS: u128 = 100;
const COLUMNS: usize = 8;

macro_rules! table {
    ($id:literal, $number:literal, $end:literal) => {
        concat!(
            "create table rows_of_the_bench (conversation_id ",
            $id,
            " not null, seq ",
            $number,
            " not null, id ",
            $id,
            " not null unique, sender_id ",
            $id,
            " not null, client_id ",
            $id,
            " not null, text text, created_at ",
            $number,
            " not null, version ",
            $number,
            " not null, primary key (conversation_id, seq), unique (sender_id, client_id))",
            $end
        )
    };
}

const SQLITE: &str = table!("blob", "integer", " strict, without rowid");
const POSTGRES: &str = table!("uuid", "bigint", "");

/// One statement over one connection of either database; how many rows.
macro_rules! insert {
    ($conn:expr, $sql:expr, $batch:expr, $made:expr) => {{
        let mut query = sqlx::query(AssertSqlSafe($sql.clone()));
        for number in $made..$made + i64::from($batch) {
            let room = u128::from(number.unsigned_abs()) % ROOMS;
            query = query
                .bind(Uuid::from_u128(room))
                .bind(number)
                .bind(Uuid::now_v7())
                .bind(Uuid::from_u128(room))
                .bind(Uuid::now_v7())
                .bind(TEXT)
                .bind(number)
                .bind(number);
        }
        $made += i64::from($batch);
        query.execute(&mut $conn).await?;
        Ok(u64::from($batch))
    }};
}

pub(super) async fn run(database: &str, batch: u32, time: Time) -> Result<Counted> {
    let sql = statement(batch);
    let mut made = 0;
    match database.strip_prefix("sqlite:") {
        Some(path) => {
            let mut conn = sqlite(path).await?;
            time.repeat(async || insert!(conn, sql, batch, made)).await
        }
        None => {
            let mut conn = postgres(database).await?;
            time.repeat(async || insert!(conn, sql, batch, made)).await
        }
    }
}

/// As the server opens it.
async fn sqlite(path: &str) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("cache_size", "-8192")
        .pragma("mmap_size", "268435456");
    let mut conn = options.connect().await?;
    conn.execute("drop table if exists rows_of_the_bench").await?;
    conn.execute(SQLITE).await?;
    Ok(conn)
}

async fn postgres(url: &str) -> Result<PgConnection> {
    let mut conn = PgConnectOptions::from_str(url)?.connect().await?;
    conn.execute("set synchronous_commit = on").await?;
    conn.execute("drop table if exists rows_of_the_bench").await?;
    conn.execute(POSTGRES).await?;
    Ok(conn)
}

fn statement(batch: u32) -> String {
    let row = |row: usize| {
        let places: Vec<String> =
            (1..=COLUMNS).map(|column| format!("${}", row * COLUMNS + column)).collect();
        format!("({})", places.join(", "))
    };
    let rows: Vec<String> = (0..batch as usize).map(row).collect();
    format!(
        "insert into rows_of_the_bench (conversation_id, seq, id, sender_id, client_id, text, created_at, version)
        values {}",
        rows.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn rows_are_stored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rows.db");
        for batch in [1, 16] {
            let rate =
                run(&format!("sqlite:{}", path.display()), batch, Time { millis: 20 }).await.unwrap().rate;
            assert!(rate > 0.0);
        }
        let mut conn = SqliteConnectOptions::new().filename(&path).connect().await.unwrap();
        let (rows,): (i64,) =
            sqlx::query_as("select count(*) from rows_of_the_bench").fetch_one(&mut conn).await.unwrap();
        assert!(rows > 0 && rows % 16 == 0, "{rows}");
    }
}
