//! LISTEN and NOTIFY of PostgreSQL, each on a connection of its own: a listener must never go back into a pool, and a
//! NOTIFY must never stand in the transaction of a deed.

use std::time::Duration;

use anyhow::{Context, bail};
use sqlx::{
    ConnectOptions, Executor, PgConnection, PgPool,
    postgres::{PgConnectOptions, PgListener, PgPoolOptions},
};
use tokio::time::timeout;

use super::{Pool, Store, dialect::rows};

/// The channel; each database has its own.
const CHANNEL: &str = "messenger";
/// A listener that has heard nothing for this long asks whether the database is still there: one whose peer has
/// vanished would wait for ever.
const QUIET: Duration = Duration::from_secs(20);
/// How long it waits for the answer.
const ANSWER: Duration = Duration::from_secs(5);

/// One NOTIFY for each payload, all in one round trip.
pub(super) const NOTIFY: &str =
    "select count(pg_notify('messenger', n.payload)) from json_array_elements_text($1::json) as n(payload)";

/// Hears what is notified.
pub struct Ear(PgListener);

/// Notifies.
pub struct Mouth(PgConnection);

fn options(store: &Store, name: &str) -> anyhow::Result<PgConnectOptions> {
    match &store.pool {
        Pool::Postgres { pool, .. } => Ok(pool.connect_options().as_ref().clone().application_name(name)),
        Pool::Sqlite { .. } => bail!("SQLite has no LISTEN and NOTIFY"),
    }
}

/// Begins to listen: everything that is notified from here on is heard. Fails on SQLite.
pub async fn listen(store: &Store) -> anyhow::Result<Ear> {
    let options = options(store, "messenger-listen")?;
    // The library's listener wants a pool; this one holds its connection and nothing else.
    let pool: PgPool = PgPoolOptions::new()
        .max_connections(1)
        .max_lifetime(None)
        .idle_timeout(None)
        .connect_lazy_with(options);
    let mut listener = PgListener::connect_with(&pool).await.context("cannot connect to listen")?;
    listener.listen(CHANNEL).await.context("cannot listen")?;
    Ok(Ear(listener))
}

impl Ear {
    /// The next payload.
    ///
    /// # Errors
    /// When the connection is lost: what was notified meanwhile is lost too.
    pub async fn hear(&mut self) -> anyhow::Result<String> {
        loop {
            match timeout(QUIET, self.0.try_recv()).await {
                Ok(Ok(Some(notice))) => return Ok(notice.payload().to_owned()),
                Ok(Ok(None)) => bail!("the connection that listens was lost"),
                Ok(Err(error)) => return Err(error).context("the connection that listens was lost"),
                Err(_) => {
                    let alive = timeout(ANSWER, self.0.execute("select 1")).await;
                    alive.context("the connection that listens is silent")??;
                }
            }
        }
    }
}

/// Connects to notify. Fails on SQLite.
pub async fn speak(store: &Store) -> anyhow::Result<Mouth> {
    let mut conn = options(store, "messenger-notify")?.connect().await.context("cannot connect to notify")?;
    // A hint that a power cut takes is worth no wait for the disk.
    conn.execute("set synchronous_commit = off").await?;
    Ok(Mouth(conn))
}

impl Mouth {
    /// Notifies these payloads, each of less than 8,000 bytes.
    pub async fn say(&mut self, payloads: &[String]) -> anyhow::Result<()> {
        sqlx::query(NOTIFY).bind(rows(payloads)).execute(&mut self.0).await.context("cannot notify")?;
        Ok(())
    }
}
