//! Durable rows of the shape of our messages, so many in a statement, each statement a transaction of its own: what the
//! database can store with nothing around it.

use std::{ops::RangeInclusive, str::FromStr};

use anyhow::Result;
use sqlx::{
    ConnectOptions, Executor, PgConnection, SqliteConnection,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use uuid::Uuid;

use super::{Counted, Time};

const TEXT: &str =
    "A hundred bytes, as the messages of the other scenarios have them, so that both write the same amount.";
/// All in one conversation, by one sender.
const ROOM: Uuid = Uuid::from_u128(1);

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

/// Many rows as one parameter: each of its own would cost more than the row.
const INTO_SQLITE: &str = "insert into rows_of_the_bench
    select unhex($2), value->>0, unhex(value->>1), unhex($2), unhex(value->>2), $3, value->>0, value->>0
    from json_each($1)";
const INTO_POSTGRES: &str = "insert into rows_of_the_bench
    select $4, n.seq, n.id, $4, n.client_id, $5, n.seq, n.seq
    from unnest($1::bigint[], $2::uuid[], $3::uuid[]) as n (seq, id, client_id)";

pub(super) async fn run(database: &str, batch: u32, time: Time) -> Result<Counted> {
    let mut made = 0;
    let mut next = || {
        made += i64::from(batch);
        made - i64::from(batch) + 1..=made
    };
    match database.strip_prefix("sqlite:") {
        Some(path) => {
            let mut conn = sqlite(path).await?;
            time.repeat(async || insert_sqlite(&mut conn, next()).await).await
        }
        None => {
            let mut conn = postgres(database).await?;
            time.repeat(async || insert_postgres(&mut conn, next()).await).await
        }
    }
}

async fn insert_sqlite(conn: &mut SqliteConnection, places: RangeInclusive<i64>) -> Result<u64> {
    let row = |seq| (seq, Uuid::now_v7().simple().to_string(), Uuid::now_v7().simple().to_string());
    let rows: Vec<(i64, String, String)> = places.map(row).collect();
    let query = sqlx::query(INTO_SQLITE).bind(serde_json::to_string(&rows)?);
    let done = query.bind(ROOM.simple().to_string()).bind(TEXT).execute(conn).await?;
    Ok(done.rows_affected())
}

async fn insert_postgres(conn: &mut PgConnection, places: RangeInclusive<i64>) -> Result<u64> {
    let seqs: Vec<i64> = places.collect();
    let ids = || -> Vec<Uuid> { seqs.iter().map(|_| Uuid::now_v7()).collect() };
    let query = sqlx::query(INTO_POSTGRES).bind(&seqs).bind(ids()).bind(ids());
    Ok(query.bind(ROOM).bind(TEXT).execute(conn).await?.rows_affected())
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
