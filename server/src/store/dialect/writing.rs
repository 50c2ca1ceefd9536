//! Statements that write what happens all the time: to PostgreSQL each is said once over all its rows, to SQLite for each
//! row by itself, which there is several times cheaper, done in one go by the [`Scribe`](super::Scribe).

use super::{Bulk, Joint, Rows, joint::is_broken_off, only_reads};
use crate::{
    error::{Error, Result},
    store::{Conn, Raw},
};

/// A statement over rows, in the words of both databases.
#[derive(Debug)]
pub(in crate::store) struct Writing {
    /// Over all rows, for PostgreSQL.
    pub(in crate::store) bulk: Bulk,
    /// Over one row, for SQLite: the columns are its parameters `?1`, `?2`, …, in their order. (`$1` would be a name there.)
    pub(in crate::store) row: &'static str,
}

/// A statement with its rows, of which those are written of which it says so.
#[derive(Debug)]
pub(in crate::store) struct Part<'a> {
    pub(in crate::store) writing: &'static Writing,
    pub(in crate::store) rows: Rows<'a>,
}

/// What is written in one transaction.
#[derive(Debug, Default)]
pub(in crate::store) struct Work<'a> {
    /// All of this or nothing at all, with the rows of each set;
    pub(in crate::store) joint: Option<(&'static Joint, Vec<Rows<'a>>)>,
    /// then these, one after the other.
    pub(in crate::store) parts: Vec<Part<'a>>,
}

impl Part<'_> {
    /// Writes its rows on PostgreSQL; false when that has ended the transaction, so that others can go on.
    pub(in crate::store) async fn write(&self, conn: &mut Conn) -> Result<bool> {
        let Raw::Postgres(raw) = conn.raw() else { return Err(only_reads()) };
        match self.writing.bulk.for_postgres(&self.rows).execute(raw).await {
            Err(sqlx::Error::Database(error)) if is_broken_off(&*error) => Ok(false),
            done => done.map(|_| true).map_err(Error::from),
        }
    }
}

impl Work<'_> {
    /// PostgreSQL is told it in one statement, which needs no transaction around it.
    pub(in crate::store) fn is_one_statement(&self) -> bool {
        usize::from(self.joint.is_some()) + self.parts.len() == 1
    }
}
