//! The connection that writes an embedded database by sqlx, for all but what happens all the time. Not sqlx's pool: that tests
//! a connection whenever it comes back, and a trip to its thread costs as much as a small question.

use std::{sync::Arc, time::Duration};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions,
};
use tokio::{
    runtime::Handle,
    sync::{self, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// One connection, opened when it is first needed; whoever wants it takes turns in the order of asking.
#[derive(Clone)]
pub(super) struct Writer(Arc<Inner>);

struct Inner {
    options: SqliteConnectOptions,
    turns: Arc<Semaphore>,
    wait: Duration,
    slot: Slot,
}

type Slot = Arc<sync::Mutex<Option<Open>>>;

struct Open {
    conn: SqliteConnection,
    /// A transaction has begun and not ended.
    in_transaction: bool,
}

impl Open {
    async fn say(&mut self, words: &'static str) -> sqlx::Result<()> {
        self.conn.execute(AssertSqlSafe(words)).await?;
        Ok(())
    }

    /// Ends what somebody began and left.
    async fn roll_back(&mut self) {
        if self.in_transaction {
            // It fails when nothing had begun, or the database has done so by itself.
            _ = self.say("rollback").await;
            self.in_transaction = false;
        }
    }
}

impl Writer {
    /// A deed waits this long for those before it until it is told to come back.
    pub(super) fn new(options: SqliteConnectOptions, wait: Duration) -> Self {
        Self(Arc::new(Inner { options, turns: Arc::new(Semaphore::new(1)), wait, slot: Slot::default() }))
    }

    /// The turn without the connection, for who has one of their own.
    pub(super) async fn turn(&self) -> sqlx::Result<OwnedSemaphorePermit> {
        let turn = timeout(self.0.wait, Arc::clone(&self.0.turns).acquire_owned()).await;
        turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)
    }

    /// The connection, in no transaction.
    pub(super) async fn take(&self) -> sqlx::Result<Taken> {
        let turn = self.turn().await?;
        let mut slot = Arc::clone(&self.0.slot).lock_owned().await;
        match &mut *slot {
            Some(open) => open.roll_back().await,
            none => *none = Some(Open { conn: self.0.options.connect().await?, in_transaction: false }),
        }
        let open = OwnedMutexGuard::try_map(slot, Option::as_mut).map_err(|_| sqlx::Error::PoolClosed)?;
        Ok(Taken { open, writer: self.clone(), _turn: turn })
    }

    /// The connection in a transaction that writes.
    pub(super) async fn begin(&self) -> sqlx::Result<Taken> {
        const WORDS: &str = "begin immediate";
        let mut taken = self.take().await?;
        // Before it is true: whoever asked may go away while it becomes so.
        taken.open.in_transaction = true;
        match taken.open.say(WORDS).await {
            Err(sqlx::Error::WorkerCrashed) => {
                taken.open.conn = self.0.options.connect().await?;
                taken.open.say(WORDS).await?;
            }
            begun => begun?,
        }
        Ok(taken)
    }

    /// Closes it when whoever has it is done.
    pub(super) async fn close(&self) {
        self.0.turns.close();
        let open = self.0.slot.lock().await.take();
        if let Some(mut open) = open {
            open.roll_back().await;
            if let Err(error) = open.conn.close().await {
                tracing::warn!(%error, "the database was not closed well");
            }
        }
    }
}

/// The connection, perhaps in a transaction: dropped before [`commit`](Taken::commit), nothing of that has happened.
pub(super) struct Taken {
    // Let go of before the turn.
    open: OwnedMappedMutexGuard<Option<Open>, Open>,
    writer: Writer,
    _turn: OwnedSemaphorePermit,
}

impl Taken {
    pub(super) fn conn(&mut self) -> &mut SqliteConnection {
        &mut self.open.conn
    }

    /// Makes it last.
    pub(super) async fn commit(mut self) -> sqlx::Result<()> {
        self.open.say("commit").await?;
        self.open.in_transaction = false;
        Ok(())
    }
}

impl Drop for Taken {
    /// Whoever takes it next would end it; but nobody shall wait until then.
    fn drop(&mut self) {
        if self.open.in_transaction
            && let Ok(runtime) = Handle::try_current()
        {
            let slot = Arc::clone(&self.writer.0.slot);
            runtime.spawn(async move {
                if let Some(open) = slot.lock().await.as_mut() {
                    open.roll_back().await;
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

    use super::*;
    use crate::error::Error;

    const LONG: Duration = Duration::from_secs(20);

    fn options(folder: &tempfile::TempDir) -> SqliteConnectOptions {
        SqliteConnectOptions::new().filename(folder.path().join("x.db")).create_if_missing(true)
    }

    async fn writer(wait: Duration) -> (tempfile::TempDir, Writer) {
        let folder = tempfile::tempdir().unwrap();
        let writer = Writer::new(options(&folder), wait);
        writer.take().await.unwrap().conn().execute("create table t (n integer)").await.unwrap();
        (folder, writer)
    }

    async fn count(writer: &Writer) -> i64 {
        writer.take().await.unwrap().conn().fetch_one("select count(*) from t").await.unwrap().get(0)
    }

    #[tokio::test]
    async fn what_is_committed_lasts_and_what_is_dropped_has_not_happened() {
        let (_folder, writer) = writer(LONG).await;
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
        let (folder, writer) = writer(LONG).await;
        drop(writer.begin().await.unwrap());
        let mut other = options(&folder).busy_timeout(LONG).connect().await.unwrap();
        other.execute("insert into t values (3)").await.unwrap();
        assert_eq!(count(&writer).await, 1);
    }

    #[tokio::test]
    async fn a_question_that_nobody_waits_for_any_more_spoils_nothing() {
        let (_folder, writer) = writer(LONG).await;
        for n in 0..40 {
            let asked =
                async { writer.begin().await.unwrap().conn().execute("insert into t values (1)").await };
            _ = timeout(Duration::from_micros(n * 20), asked).await;
        }
        assert_eq!(count(&writer).await, 0);
    }

    #[tokio::test]
    async fn e12_without_room_whoever_writes_is_told_to_come_back_and_what_is_there_can_be_read() {
        let (folder, writer) = writer(LONG).await;
        writer.take().await.unwrap().conn().execute("pragma max_page_count = 4").await.unwrap();
        let much = "insert into t values (zeroblob(100000))";
        let mut tx = writer.begin().await.unwrap();
        let refused = tx.conn().execute(much).await.unwrap_err();
        assert!(matches!(Error::from(refused), Error::Unavailable { .. }));
        drop(tx);
        assert_eq!(count(&writer).await, 0);
        let other = rusqlite::Connection::open(folder.path().join("x.db")).unwrap();
        other.pragma_update(None, "max_page_count", 4).unwrap();
        let refused = other.execute(much, []).unwrap_err();
        assert!(matches!(Error::from(refused), Error::Unavailable { .. }));
    }

    #[tokio::test]
    async fn many_write_one_after_the_other() {
        let (_folder, writer) = writer(LONG).await;
        let all = (0..50).map(|n| {
            let writer = writer.clone();
            async move {
                let mut taken = writer.begin().await.unwrap();
                let before = taken.conn().fetch_one("select count(*) from t").await.unwrap().get::<i64, _>(0);
                taken.conn().execute("insert into t values (1)").await.unwrap();
                if n % 5 != 0 {
                    taken.commit().await.unwrap();
                }
                before
            }
        });
        let mut before = futures_util::future::join_all(all).await;
        before.dedup();
        assert_eq!(count(&writer).await, 40);
        assert_eq!(before, (0..40).collect::<Vec<_>>());
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
