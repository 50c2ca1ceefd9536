//! A transaction that asks first and writes at its end, everything at once: what happens for every message.

use super::{
    Conn, Inner, Pool, Store, Tx,
    dialect::{Scribe, Turn, Work},
};
use crate::error::Result;

/// Why nothing is written, and may be tried anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unwritten {
    /// What goes together cannot be: something is there already, or is otherwise than was known.
    Otherwise,
    /// Others waited for what it had.
    BrokenOff,
}

/// Dropped without [`write`](Batch::write), nothing has happened.
pub(super) enum Batch {
    /// Whoever has the turn may read what nobody can change meanwhile.
    Sqlite { conn: Conn, scribe: Scribe, turn: Turn },
    /// Has begun nothing: what it is told may be otherwise when it writes.
    Free { conn: Conn, store: Store },
    /// Holds the rows that it has locked.
    Locking(Tx),
}

impl Store {
    /// Begins one that can lock rows; one that does not is free, on PostgreSQL, to be a single statement.
    pub(super) async fn batch(&self, locks: bool) -> Result<Batch> {
        if let Pool::Sqlite { write, scribe, turn: line, .. } = &self.pool {
            let turn = super::apart(write.turn()).await?;
            let conn = Conn(Inner::Near(line.take().await?));
            return Ok(Batch::Sqlite { conn, scribe: scribe.clone(), turn });
        }
        if locks {
            return Ok(Batch::Locking(self.begin_group().await?));
        }
        let conn = Conn(match &self.pool {
            Pool::Postgres { groups, .. } => Inner::Postgres(super::apart(groups.acquire()).await?),
            Pool::Sqlite { read, .. } => Inner::Near(read.take().await?),
        });
        Ok(Batch::Free { conn, store: self.clone() })
    }

    async fn begin_group(&self) -> Result<Tx> {
        match &self.pool {
            Pool::Postgres { groups, .. } => {
                Ok(Tx(Conn(Inner::PostgresTx(super::apart(groups.begin()).await?))))
            }
            Pool::Sqlite { .. } => self.begin().await,
        }
    }
}

impl Batch {
    /// For questions.
    pub(super) fn conn(&mut self) -> &mut Conn {
        match self {
            Self::Sqlite { conn, .. } | Self::Free { conn, .. } => conn,
            Self::Locking(tx) => tx,
        }
    }

    /// Writes all of it, durably; or says why nothing is written.
    pub(super) async fn write(self, work: Work<'_>) -> Result<Result<(), Unwritten>> {
        match self {
            Self::Sqlite { conn, scribe, turn } => {
                // Whoever has the next turn takes it.
                drop(conn);
                Ok(scribe.write(turn, work).await?.then_some(()).ok_or(Unwritten::Otherwise))
            }
            Self::Free { mut conn, .. } if work.is_one_statement() => write_all(&mut conn, &work).await,
            Self::Free { conn, store } => {
                // There may be no other.
                drop(conn);
                write_and_commit(store.begin_group().await?, &work).await
            }
            Self::Locking(tx) => write_and_commit(tx, &work).await,
        }
    }
}

async fn write_and_commit(mut tx: Tx, work: &Work<'_>) -> Result<Result<(), Unwritten>> {
    let written = write_all(&mut tx, work).await?;
    if written.is_ok() {
        tx.commit().await?;
    }
    Ok(written)
}

async fn write_all(conn: &mut Conn, Work { joint, parts }: &Work<'_>) -> Result<Result<(), Unwritten>> {
    if let Some((joint, rows)) = joint
        && let Err(unwritten) = joint.write(conn, rows).await?
    {
        return Ok(Err(unwritten));
    }
    for part in parts {
        if !part.write(conn).await? {
            return Ok(Err(Unwritten::BrokenOff));
        }
    }
    Ok(Ok(()))
}
