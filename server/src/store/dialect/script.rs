//! Several statements over rows, one after the other. SQLite does them in one go: each trip to its thread and back costs
//! more than a row.

use sqlx::AssertSqlSafe;

use super::{Bulk, Value};
use crate::store::{Conn, Kind, Raw};

/// A statement with its rows.
pub(in crate::store) type Part<'a> = (&'a Bulk, Vec<Vec<Value<'a>>>);

/// Runs all of them; tells how many rows they touched together.
pub(in crate::store) async fn run(conn: &mut Conn, parts: &[Part<'_>]) -> sqlx::Result<u64> {
    match conn.raw() {
        Raw::Sqlite(raw) => {
            let texts: Vec<_> =
                parts.iter().map(|(bulk, rows)| bulk.text(Kind::Sqlite, rows.len())).collect();
            let query = sqlx::query(AssertSqlSafe(texts.join("; ")));
            let query = parts.iter().fold(query, |query, (bulk, rows)| bulk.bind(query, rows));
            Ok(query.execute(&mut *raw).await?.rows_affected())
        }
        Raw::Postgres(raw) => {
            let mut touched = 0;
            for (bulk, rows) in parts {
                touched += bulk.for_postgres(rows).execute(&mut *raw).await?.rows_affected();
            }
            Ok(touched)
        }
    }
}
