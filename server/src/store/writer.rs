//! The one connection that writes an embedded database. Not a pool: that tests a connection whenever it comes back, which
//! costs a group of messages as much as one of its statements.

use std::{sync::Arc, time::Duration};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions,
};
use tokio::{
    runtime::Handle,
    sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard},
    time::timeout,
};

/// Writers take turns, in the order in which they come.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    options: Arc<SqliteConnectOptions>,
    /// None when it is closed.
    line: Arc<Mutex<Option<Line>>>,
    wait: Duration,
}

/// The connection, for whoever has their turn.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) conn: SqliteConnection,
    /// A transaction has begun and not ended.
    is_open: bool,
}

impl Line {
    async fn say(&mut self, words: &'static str) -> sqlx::Result<()> {
        self.conn.execute(AssertSqlSafe(words)).await?;
        Ok(())
    }

    /// Ends what somebody began and left.
    async fn roll_back(&mut self) {
        if std::mem::take(&mut self.is_open) {
            // It fails when the database has done so by itself.
            _ = self.say("rollback").await;
        }
    }
}

impl Writer {
    /// Opens it; a deed waits this long for those before it until it is told to come back.
    pub(super) async fn open(options: SqliteConnectOptions, wait: Duration) -> sqlx::Result<Self> {
        let line = Line { conn: options.connect().await?, is_open: false };
        Ok(Self { options: Arc::new(options), line: Arc::new(Mutex::new(Some(line))), wait })
    }

    /// Waits for those before.
    pub(super) async fn turn(&self) -> sqlx::Result<OwnedMappedMutexGuard<Option<Line>, Line>> {
        let turn = timeout(self.wait, Arc::clone(&self.line).lock_owned()).await;
        let turn = turn.map_err(|_| sqlx::Error::PoolTimedOut)?;
        OwnedMutexGuard::try_map(turn, Option::as_mut).map_err(|_| sqlx::Error::PoolClosed)
    }

    /// Begins a transaction when all before it have ended.
    pub(super) async fn begin(&self) -> sqlx::Result<Writing> {
        let mut line = self.turn().await?;
        line.roll_back().await;
        match line.say("begin immediate").await {
            Err(sqlx::Error::WorkerCrashed) => {
                line.conn = self.options.connect().await?;
                line.say("begin immediate").await?;
            }
            begun => begun?,
        }
        line.is_open = true;
        Ok(Writing { line, writer: self.clone() })
    }

    /// Closes it when all have ended.
    pub(super) async fn close(&self) {
        let line = self.line.lock().await.take();
        if let Some(mut line) = line {
            line.roll_back().await;
            if let Err(error) = line.conn.close().await {
                tracing::warn!(%error, "the database was not closed well");
            }
        }
    }
}

/// A transaction; dropped before [`commit`](Writing::commit), nothing of it has happened.
pub(super) struct Writing {
    line: OwnedMappedMutexGuard<Option<Line>, Line>,
    writer: Writer,
}

impl Writing {
    pub(super) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.line.conn
    }

    /// Makes it last.
    pub(super) async fn commit(mut self) -> sqlx::Result<()> {
        self.line.say("commit").await?;
        self.line.is_open = false;
        Ok(())
    }
}

impl Drop for Writing {
    /// The next one would end it; but other programs shall not wait until somebody writes again.
    fn drop(&mut self) {
        if self.line.is_open
            && let Ok(runtime) = Handle::try_current()
        {
            let writer = self.writer.clone();
            runtime.spawn(async move {
                if let Ok(mut line) = writer.turn().await {
                    line.roll_back().await;
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

    use super::*;

    async fn writer(wait: Duration) -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().unwrap();
        let options =
            SqliteConnectOptions::new().filename(folder.path().join("x.db")).create_if_missing(true);
        let writer = Writer::open(options, wait).await.unwrap();
        let mut tx = writer.begin().await.unwrap();
        tx.conn().execute("create table t (n integer)").await.unwrap();
        tx.commit().await.unwrap();
        (folder, writer)
    }

    async fn count(writer: &Writer) -> i64 {
        let mut tx = writer.begin().await.unwrap();
        tx.conn().fetch_one("select count(*) from t").await.unwrap().get(0)
    }

    #[tokio::test]
    async fn what_is_committed_lasts_and_what_is_dropped_has_not_happened() {
        let (_folder, writer) = writer(Duration::from_secs(5)).await;
        let mut tx = writer.begin().await.unwrap();
        tx.conn().execute("insert into t values (1)").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = writer.begin().await.unwrap();
        tx.conn().execute("insert into t values (2)").await.unwrap();
        drop(tx);
        assert_eq!(count(&writer).await, 1);
    }

    #[tokio::test]
    async fn what_is_dropped_holds_nobody_up() {
        let (folder, writer) = writer(Duration::from_secs(5)).await;
        drop(writer.begin().await.unwrap());
        let options = SqliteConnectOptions::new().filename(folder.path().join("x.db"));
        let mut other = options.busy_timeout(Duration::from_secs(20)).connect().await.unwrap();
        other.execute("insert into t values (3)").await.unwrap();
        assert_eq!(count(&writer).await, 1);
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_told_to_come_back() {
        let (_folder, writer) = writer(Duration::from_millis(20)).await;
        let first = writer.begin().await.unwrap();
        assert!(matches!(writer.begin().await, Err(sqlx::Error::PoolTimedOut)));
        drop(first);
        writer.close().await;
        assert!(matches!(writer.begin().await, Err(sqlx::Error::PoolClosed)));
    }
}
