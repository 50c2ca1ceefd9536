//! Writings that go together: all of their rows are written, or nothing is. SQLite is told each row by itself, in one
//! transaction; PostgreSQL all of them in one statement, which is a transaction by itself and one trip.

use std::sync::OnceLock;

use sqlx::{AssertSqlSafe, Row, error::DatabaseError};

use super::{
    Rows,
    bulk::{Columns, arrays, bind_arrays},
    only_reads,
};
use crate::{
    error::Result,
    store::{Conn, Raw, batch::Unwritten},
};

/// Rows of one kind.
#[derive(Debug)]
pub(in crate::store) struct Set {
    /// What PostgreSQL's statement calls them.
    pub(in crate::store) name: &'static str,
    pub(in crate::store) columns: Columns,
    /// Over one of them, for SQLite: it must touch a row.
    pub(in crate::store) row: &'static str,
}

/// Sets of rows that go together.
#[derive(Debug)]
pub(in crate::store) struct Joint {
    pub(in crate::store) sets: &'static [Set],
    /// After the sets, which are named: answers whether all was written.
    body: &'static str,
    text: OnceLock<String>,
}

/// PostgreSQL has ended a transaction, so that others can go on (class 40).
pub(super) fn is_broken_off(error: &dyn DatabaseError) -> bool {
    error.code().is_some_and(|code| code.starts_with("40"))
}

impl Joint {
    pub(in crate::store) const fn new(sets: &'static [Set], body: &'static str) -> Self {
        Self { sets, body, text: OnceLock::new() }
    }

    /// As it is said to PostgreSQL.
    pub(in crate::store) fn text(&self) -> &str {
        self.text.get_or_init(|| {
            let mut first = 1;
            let mut named = Vec::with_capacity(self.sets.len());
            for set in self.sets {
                named.push(arrays(set.name, set.columns, first));
                first += set.columns.len();
            }
            format!("with {}, {}", named.join(", "), self.body)
        })
    }

    /// Writes all rows on PostgreSQL; or says why nothing is written.
    pub(in crate::store) async fn write(
        &'static self,
        conn: &mut Conn,
        rows: &[Rows<'_>],
    ) -> Result<Result<(), Unwritten>> {
        let Raw::Postgres(raw) = conn.raw() else { return Err(only_reads()) };
        let mut query = sqlx::query(AssertSqlSafe(self.text()));
        for (set, rows) in self.sets.iter().zip(rows) {
            query = bind_arrays(query, set.columns, rows);
        }
        match query.fetch_one(raw).await {
            // One of the rows is there already.
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Ok(Err(Unwritten::Otherwise)),
            Err(sqlx::Error::Database(error)) if is_broken_off(&*error) => Ok(Err(Unwritten::BrokenOff)),
            answer => Ok(answer?.try_get::<bool, _>(0)?.then_some(()).ok_or(Unwritten::Otherwise)),
        }
    }
}
