//! The memory: SQL and nothing else. One body a statement for SQLite and PostgreSQL; what must differ is in
//! [`dialect`]. Who may do what is decided before a function here is called, except inside [`append`], which asks
//! `domain::permission` within its transaction.
//!
//! Every statement is a named constant; `census` collects them, and a test prepares each on both databases.

#[macro_use]
mod record;

pub mod accounts;
pub mod amend;
pub mod append;
mod batch;
pub mod census;
pub mod changes;
pub mod conversations;
pub mod dialect;
pub mod known;
pub mod members;
pub mod mentions;
pub mod messages;
pub mod meta;
pub mod migrate;
pub mod notices;
pub mod positions;
pub mod presence;
pub mod queue;
mod raising;
pub mod reactions;
pub mod readings;
pub mod reads;
pub mod search;
pub mod seed;
pub mod sessions;
pub mod settings;
pub mod stamps;
pub mod verify;
mod writer;

use std::{
    ops::{Deref, DerefMut},
    pin::Pin,
};

use sqlx::{PgPool, Postgres, pool::PoolConnection};

use self::{
    dialect::{Glance, Near, Scribe},
    writer::{Taken, Writer},
};
use crate::error::{Error, Result};

/// The open database. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    pool: Pool,
}

#[derive(Clone)]
enum Pool {
    /// SQLite has one writer.
    Sqlite {
        /// What is found by its key,
        read: Near,
        /// and what may take long.
        read_long: Near,
        write: Writer,
        /// Writes as well, in the turns of `write`;
        scribe: Scribe,
        /// and reads then, so that it need not wait for those who only read.
        turn: Near,
    },
    Postgres {
        pool: PgPool,
        /// What writes groups, of which each statement is planned once.
        groups: PgPool,
    },
}

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The embedded one.
    Sqlite,
    /// A server, perhaps shared by several nodes.
    Postgres,
}

/// A connection, in or out of a transaction.
pub struct Conn(Inner);

enum Inner {
    Near(Glance),
    Sqlite(Taken),
    Postgres(PoolConnection<Postgres>),
    PostgresTx(sqlx::Transaction<'static, Postgres>),
}

/// The bare connection of one database or the other: what [`on!`] matches on.
enum Raw<'a> {
    Near(&'a mut Glance),
    Sqlite(&'a mut sqlx::SqliteConnection),
    Postgres(&'a mut sqlx::PgConnection),
}

impl Conn {
    fn raw(&mut self) -> Raw<'_> {
        match &mut self.0 {
            Inner::Near(glance) => Raw::Near(glance),
            Inner::Sqlite(conn) => Raw::Sqlite(conn.conn()),
            Inner::Postgres(conn) => Raw::Postgres(conn),
            Inner::PostgresTx(tx) => Raw::Postgres(tx),
        }
    }

    /// What is asked from here on is as long as for [`Store::read_long`].
    pub const fn may_take_long(&mut self) {
        if let Inner::Near(glance) = &mut self.0 {
            glance.may_take_long();
        }
    }

    const fn kind(&self) -> Kind {
        match &self.0 {
            Inner::Near(_) | Inner::Sqlite(_) => Kind::Sqlite,
            Inner::Postgres(_) | Inner::PostgresTx(_) => Kind::Postgres,
        }
    }
}

/// A transaction: dropped without [`commit`](Tx::commit), nothing of it has happened.
pub struct Tx(Conn);

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.0
    }
}

impl Tx {
    /// Makes it last: when this returns, it has reached the disk.
    pub async fn commit(self) -> Result<()> {
        match self.0.0 {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::PostgresTx(tx) => tx.commit().await?,
            Inner::Near(_) | Inner::Postgres(_) => {}
        }
        Ok(())
    }
}

impl Store {
    /// Which database it is.
    pub const fn kind(&self) -> Kind {
        match self.pool {
            Pool::Sqlite { .. } => Kind::Sqlite,
            Pool::Postgres { .. } => Kind::Postgres,
        }
    }

    /// A connection for questions that need not agree with each other and whose answers are found by their keys, at most a
    /// page of them: SQLite is asked on this thread, at once.
    pub async fn read(&self) -> Result<Conn> {
        Ok(Conn(match &self.pool {
            Pool::Sqlite { read, .. } => Inner::Near(read.take().await?),
            Pool::Postgres { pool, .. } => Inner::Postgres(apart(pool.acquire()).await?),
        }))
    }

    /// The same for an answer that is as long as somebody's list, or is looked for among all: SQLite is asked on a thread of
    /// its own, so that nobody's socket waits behind it.
    pub async fn read_long(&self) -> Result<Conn> {
        Ok(Conn(match &self.pool {
            Pool::Sqlite { read_long, .. } => Inner::Near(read_long.take_long().await?),
            Pool::Postgres { pool, .. } => Inner::Postgres(apart(pool.acquire()).await?),
        }))
    }

    /// A transaction in which all reads see the same moment.
    pub async fn snapshot(&self) -> Result<Tx> {
        Ok(Tx(Conn(match &self.pool {
            Pool::Sqlite { read_long, .. } => Inner::Near(read_long.snapshot().await?),
            Pool::Postgres { pool, .. } => {
                let begun = pool.begin_with("begin isolation level repeatable read read only");
                Inner::PostgresTx(apart(begun).await?)
            }
        })))
    }

    /// A transaction that writes. On SQLite there is one at a time, in order of asking.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx(Conn(match &self.pool {
            Pool::Sqlite { write, .. } => Inner::Sqlite(apart(write.begin()).await?),
            Pool::Postgres { pool, .. } => Inner::PostgresTx(apart(pool.begin()).await?),
        })))
    }

    /// Fails when the database does not answer.
    pub async fn ping(&self) -> Result<()> {
        let mut conn = self.read().await?;
        let _: Option<(i32,)> = fetch_optional!(conn, meta::PING)?;
        Ok(())
    }

    /// Closes all connections, once those in use are back.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { read, read_long, write, scribe, turn } => {
                read_long.close().await;
                read.close().await;
                write.close().await;
                turn.close().await;
                scribe.end().await;
            }
            Pool::Postgres { pool, groups } => {
                groups.close().await;
                pool.close().await;
            }
        }
    }
}

/// Waiting for a connection takes 4 KiB, which every task that may ever ask the database would hold for its life: ten
/// thousand idle sockets 40 MiB.
fn apart<F: Future>(waiting: F) -> Pin<Box<F>> {
    Box::pin(waiting)
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if is_full(&error) {
            return full(&error);
        }
        if is_passing(&error) {
            tracing::warn!(%error, "the database does not answer");
            return Self::Unavailable { retry_after: std::time::Duration::from_secs(2) };
        }
        Self::Internal(anyhow::Error::new(error).context("database"))
    }
}

/// There is no room for what is to be written: the administrator is told so, and whoever writes to try again later.
fn full(error: &dyn std::fmt::Display) -> Error {
    tracing::error!(%error, "THE DISK IS FULL: nothing is written until there is room where the database lies");
    Error::Unavailable { retry_after: std::time::Duration::from_secs(30) }
}

fn is_full(error: &sqlx::Error) -> bool {
    // SQLite and PostgreSQL.
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code);
    code.is_some_and(|code| code == "13" || code == "53100")
}

/// It is about the connection, or about the database as a whole, and not about the statement: the same may work in a
/// moment.
fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::Io(_)
        // Cut in the middle of its greeting, a connection speaks nonsense.
        | sqlx::Error::Protocol(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::WorkerCrashed => true,
        // PostgreSQL: connection exception, a standby or a transaction that took too long, broken off for others' sake,
        // insufficient resources, not in a state to be used, operator intervention.
        // SQLite: busy.
        sqlx::Error::Database(said) => said.code().is_some_and(|code| {
            let has_class = |class: &&str| code.len() == 5 && code.starts_with(*class);
            ["08", "25", "40", "53", "55", "57"].iter().any(has_class) || code == "5"
        }),
        _ => false,
    }
}
