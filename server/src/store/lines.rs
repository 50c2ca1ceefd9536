//! The connections of an embedded database. Not sqlx's pool: that tests a connection whenever it comes back, and a trip to
//! its thread costs as much as a small question.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, SqliteConnection, sqlite::SqliteConnectOptions,
};
use tokio::{
    runtime::Handle,
    sync::{self, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

/// So many connections, opened when they are first needed; whoever wants one takes turns in the order of asking.
#[derive(Clone)]
pub(super) struct Lines(Arc<Inner>);

struct Inner {
    options: SqliteConnectOptions,
    turns: Arc<Semaphore>,
    wait: Duration,
    slots: Vec<Slot>,
    /// Slots that nobody has; the one that was used last is taken next.
    free: Mutex<Vec<usize>>,
}

type Slot = Arc<sync::Mutex<Option<Line>>>;

struct Line {
    conn: SqliteConnection,
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
        if self.is_open {
            // It fails when nothing had begun, or the database has done so by itself.
            _ = self.say("rollback").await;
            self.is_open = false;
        }
    }
}

impl Inner {
    fn free(&self) -> MutexGuard<'_, Vec<usize>> {
        // Nothing here panics half-way through a change.
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Lines {
    /// As many as that; a deed waits this long for those before it until it is told to come back.
    pub(super) fn new(options: SqliteConnectOptions, count: usize, wait: Duration) -> Self {
        Self(Arc::new(Inner {
            options,
            turns: Arc::new(Semaphore::new(count)),
            wait,
            slots: (0..count).map(|_| Slot::default()).collect(),
            free: Mutex::new((0..count).collect()),
        }))
    }

    /// A turn without a connection, for who has one of their own.
    pub(super) async fn turn(&self) -> sqlx::Result<OwnedSemaphorePermit> {
        let turn = timeout(self.0.wait, Arc::clone(&self.0.turns).acquire_owned()).await;
        turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)
    }

    /// A connection, in no transaction.
    pub(super) async fn take(&self) -> sqlx::Result<Taken> {
        let turn = self.turn().await?;
        // There is one free slot for each turn.
        let number = self.0.free().pop().ok_or(sqlx::Error::PoolTimedOut)?;
        let back = Back { lines: self.clone(), number, _turn: turn };
        let mut slot = Arc::clone(&self.0.slots[number]).lock_owned().await;
        match &mut *slot {
            Some(line) => line.roll_back().await,
            none => *none = Some(Line { conn: self.0.options.connect().await?, is_open: false }),
        }
        let line = OwnedMutexGuard::try_map(slot, Option::as_mut).map_err(|_| sqlx::Error::PoolClosed)?;
        Ok(Taken { line, back })
    }

    /// A connection in a transaction that these words begin.
    pub(super) async fn begin(&self, words: &'static str) -> sqlx::Result<Taken> {
        let mut taken = self.take().await?;
        // Before it is true: whoever asked may go away while it becomes so.
        taken.line.is_open = true;
        match taken.line.say(words).await {
            Err(sqlx::Error::WorkerCrashed) => {
                taken.line.conn = self.0.options.connect().await?;
                taken.line.say(words).await?;
            }
            begun => begun?,
        }
        Ok(taken)
    }

    /// Closes them when those who have one are done.
    pub(super) async fn close(&self) {
        self.0.turns.close();
        for slot in &self.0.slots {
            let line = slot.lock().await.take();
            if let Some(mut line) = line {
                line.roll_back().await;
                if let Err(error) = line.conn.close().await {
                    tracing::warn!(%error, "the database was not closed well");
                }
            }
        }
    }
}

/// A connection, perhaps in a transaction: dropped before [`commit`](Taken::commit), nothing of that has happened.
pub(super) struct Taken {
    // Let go of before its slot is free.
    line: OwnedMappedMutexGuard<Option<Line>, Line>,
    back: Back,
}

impl Taken {
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

impl Drop for Taken {
    /// Whoever takes the slot next would end it; but nobody shall wait until then.
    fn drop(&mut self) {
        if self.line.is_open
            && let Ok(runtime) = Handle::try_current()
        {
            let slot = Arc::clone(&self.back.lines.0.slots[self.back.number]);
            runtime.spawn(async move {
                if let Some(line) = slot.lock().await.as_mut() {
                    line.roll_back().await;
                }
            });
        }
    }
}

/// Gives the slot back, then the turn.
struct Back {
    lines: Lines,
    number: usize,
    _turn: OwnedSemaphorePermit,
}

impl Drop for Back {
    fn drop(&mut self) {
        self.lines.0.free().push(self.number);
    }
}

#[cfg(test)]
mod tests {
    use sqlx::Row;

    use super::*;

    const LONG: Duration = Duration::from_secs(20);
    const WRITE: &str = "begin immediate";

    fn options(folder: &tempfile::TempDir) -> SqliteConnectOptions {
        SqliteConnectOptions::new().filename(folder.path().join("x.db")).create_if_missing(true)
    }

    async fn lines(wait: Duration) -> (tempfile::TempDir, Lines) {
        let folder = tempfile::tempdir().unwrap();
        let lines = Lines::new(options(&folder), 1, wait);
        lines.take().await.unwrap().conn().execute("create table t (n integer)").await.unwrap();
        (folder, lines)
    }

    async fn count(lines: &Lines) -> i64 {
        lines.take().await.unwrap().conn().fetch_one("select count(*) from t").await.unwrap().get(0)
    }

    #[tokio::test]
    async fn what_is_committed_lasts_and_what_is_dropped_has_not_happened() {
        let (_folder, lines) = lines(LONG).await;
        let mut tx = lines.begin(WRITE).await.unwrap();
        tx.conn().execute("insert into t values (1)").await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = lines.begin(WRITE).await.unwrap();
        tx.conn().execute("insert into t values (2)").await.unwrap();
        drop(tx);
        assert_eq!(count(&lines).await, 1);
    }

    #[tokio::test]
    async fn what_is_dropped_holds_nobody_up() {
        let (folder, lines) = lines(LONG).await;
        drop(lines.begin(WRITE).await.unwrap());
        let mut other = options(&folder).busy_timeout(LONG).connect().await.unwrap();
        other.execute("insert into t values (3)").await.unwrap();
        assert_eq!(count(&lines).await, 1);
    }

    #[tokio::test]
    async fn a_question_that_nobody_waits_for_any_more_spoils_nothing() {
        let (_folder, lines) = lines(LONG).await;
        for n in 0..40 {
            let asked =
                async { lines.begin(WRITE).await.unwrap().conn().execute("insert into t values (1)").await };
            _ = timeout(Duration::from_micros(n * 20), asked).await;
        }
        assert_eq!(count(&lines).await, 0);
    }

    #[tokio::test]
    async fn many_share_few() {
        let folder = tempfile::tempdir().unwrap();
        let lines = Lines::new(options(&folder), 3, LONG);
        let all = (0..50).map(|n| {
            let lines = lines.clone();
            async move {
                let mut taken =
                    if n % 2 == 0 { lines.take().await } else { lines.begin("begin").await }.unwrap();
                let row = taken.conn().fetch_one("select 1").await.unwrap();
                row.get::<i64, _>(0)
            }
        });
        let sum: i64 = futures_util::future::join_all(all).await.into_iter().sum();
        assert_eq!(sum, 50);
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_told_to_come_back() {
        let (_folder, lines) = lines(Duration::from_millis(20)).await;
        let first = lines.begin(WRITE).await.unwrap();
        assert!(matches!(lines.begin(WRITE).await, Err(sqlx::Error::PoolTimedOut)));
        drop(first);
        lines.close().await;
        assert!(matches!(lines.begin(WRITE).await, Err(sqlx::Error::PoolClosed)));
    }
}
