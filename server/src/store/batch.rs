//! A transaction that asks first and writes at its end, everything at once: what happens for every message. Others wait
//! for their turn from its beginning, so what it was told still holds when it writes.

use super::{
    Conn, Inner, Pool, Store, Tx,
    dialect::{Part, Scribe, Turn},
};
use crate::error::Result;

/// Dropped without [`write`](Batch::write), nothing has happened.
pub(super) enum Batch {
    /// Whoever has the turn may read what nobody can change meanwhile.
    Sqlite { conn: Conn, scribe: Scribe, turn: Turn },
    /// Holds the rows that it has locked.
    Postgres(Tx),
}

impl Store {
    /// Begins one.
    pub(super) async fn batch(&self) -> Result<Batch> {
        let Pool::Sqlite { write, scribe, turn: line, .. } = &self.pool else {
            return Ok(Batch::Postgres(self.begin().await?));
        };
        let turn = super::apart(write.turn()).await?;
        let conn = Conn(Inner::Near(line.take().await?));
        Ok(Batch::Sqlite { conn, scribe: scribe.clone(), turn })
    }
}

impl Batch {
    /// For questions.
    pub(super) fn conn(&mut self) -> &mut Conn {
        match self {
            Self::Sqlite { conn, .. } => conn,
            Self::Postgres(tx) => tx,
        }
    }

    /// Writes all parts, durably; false, and nothing is written, when a strict one misses a row.
    pub(super) async fn write(self, parts: Vec<Part<'_>>) -> Result<bool> {
        match self {
            Self::Sqlite { conn, scribe, turn } => {
                // Whoever has the next turn takes it.
                drop(conn);
                scribe.write(turn, parts).await
            }
            Self::Postgres(mut tx) => {
                for Part { writing, rows, is_strict } in &parts {
                    let touched = execute_bulk!(tx, writing.bulk, rows)?;
                    if *is_strict && touched != rows.len() as u64 {
                        return Ok(false);
                    }
                }
                tx.commit().await?;
                Ok(true)
            }
        }
    }
}
