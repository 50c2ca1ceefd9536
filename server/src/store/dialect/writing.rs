//! Statements that write what happens all the time: to PostgreSQL each is said once over all its rows, to SQLite for each
//! row by itself, which there is several times cheaper, done in one go by the [`Scribe`](super::Scribe).

use super::{Bulk, Value};

/// A statement over rows, in the words of both databases.
#[derive(Debug)]
pub(in crate::store) struct Writing {
    /// Over all rows, for PostgreSQL.
    pub(in crate::store) bulk: Bulk,
    /// Over one row, for SQLite: the columns are its parameters `?1`, `?2`, …, in their order. (`$1` would be a name there.)
    pub(in crate::store) row: &'static str,
}

/// A statement with its rows.
#[derive(Debug)]
pub(in crate::store) struct Part<'a> {
    pub(in crate::store) writing: &'static Writing,
    pub(in crate::store) rows: Vec<Vec<Value<'a>>>,
    /// Each row must be written, or nothing at all is.
    pub(in crate::store) is_strict: bool,
}

impl<'a> Part<'a> {
    /// All rows must be written.
    pub(in crate::store) const fn strict(writing: &'static Writing, rows: Vec<Vec<Value<'a>>>) -> Self {
        Self { writing, rows, is_strict: true }
    }

    /// Those rows are written of which the statement says so.
    pub(in crate::store) const fn lenient(writing: &'static Writing, rows: Vec<Vec<Value<'a>>>) -> Self {
        Self { writing, rows, is_strict: false }
    }
}
