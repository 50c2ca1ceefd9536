//! SQLite's quick eye: connections of rusqlite's that are asked on the thread of whoever asks. A trip to another thread and
//! back costs more than a row that is found by its key, and a request asks several such questions. What may take long goes to
//! a thread that may wait, by itself. They only read.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{connect::PRAGMAS, glance::Glance, reader::Reader};
use crate::error::Result;

/// Statements that stay prepared: all of ours that read.
const PREPARED: usize = 128;

/// So many connections, opened when they are first needed; whoever wants one takes turns in the order of asking.
#[derive(Clone, Debug)]
pub(in crate::store) struct Near(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    count: u32,
    turns: Arc<Semaphore>,
    wait: Duration,
    busy: Duration,
    free: Mutex<Vec<Open>>,
}

/// A connection, and its thread once it has been asked what may take long.
#[derive(Debug)]
struct Open {
    conn: Connection,
    reader: Option<Reader>,
}

impl Inner {
    fn free(&self) -> MutexGuard<'_, Vec<Open>> {
        // Nothing here panics half-way through a change.
        self.free.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn connect(&self) -> rusqlite::Result<Open> {
        // Without a mutex: whoever has it has it alone.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(&self.path, flags)?;
        conn.set_prepared_statement_cache_capacity(PREPARED);
        conn.busy_timeout(self.busy)?;
        for (name, value) in PRAGMAS {
            conn.pragma_update(None, name, value)?;
        }
        Ok(Open { conn, reader: None })
    }
}

impl Near {
    /// As many as that, of a database that is there; a deed waits this long for those before it until it is told to come
    /// back. A question waits so long for a file that another program keeps from it, which readers of a log seldom meet.
    pub(in crate::store) fn new(path: PathBuf, count: u32, wait: Duration, busy: Duration) -> Self {
        let turns = Arc::new(Semaphore::new(count as usize));
        Self(Arc::new(Inner { path, count, turns, wait, busy, free: Mutex::default() }))
    }

    /// A connection for what is found by its key.
    pub(in crate::store) async fn take(&self) -> Result<Glance> {
        self.held(false).await
    }

    /// A connection for what may take long.
    pub(in crate::store) async fn take_long(&self) -> Result<Glance> {
        self.held(true).await
    }

    /// The same, at one moment, until it is given back.
    pub(in crate::store) async fn snapshot(&self) -> Result<Glance> {
        let glance = self.held(true).await?;
        glance.prepare("begin")?.raw_execute()?;
        Ok(glance)
    }

    async fn held(&self, is_long: bool) -> Result<Glance> {
        let turn = timeout(self.0.wait, Arc::clone(&self.0.turns).acquire_owned()).await;
        let turn = turn.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let free = self.0.free().pop();
        let open = match free {
            Some(open) => open,
            None => self.0.connect()?,
        };
        Ok(Glance::new(Held { open: Some(open), near: self.clone(), _turn: turn }, is_long))
    }

    /// Closes them when those who have one are done.
    pub(in crate::store) async fn close(&self) {
        let all = self.0.turns.acquire_many(self.0.count).await;
        self.0.turns.close();
        self.0.free().clear();
        drop(all);
    }
}

/// A connection that is not free.
pub(super) struct Held {
    /// Until it is given back.
    open: Option<Open>,
    near: Near,
    _turn: OwnedSemaphorePermit,
}

impl Held {
    pub(super) fn conn(&self) -> Result<&Connection> {
        Ok(&self.open.as_ref().ok_or(sqlx::Error::PoolClosed)?.conn)
    }

    /// Its thread, started when it is first needed.
    pub(super) fn reader(&mut self) -> Result<Reader> {
        let open = self.open.as_mut().ok_or(sqlx::Error::PoolClosed)?;
        let reader = match open.reader.take() {
            Some(reader) => reader,
            None => Reader::start().map_err(sqlx::Error::Io)?,
        };
        Ok(open.reader.insert(reader).clone())
    }
}

impl Drop for Held {
    /// In no transaction; one that cannot leave it is closed.
    fn drop(&mut self) {
        if let Some(open) = self.open.take()
            && (open.conn.is_autocommit() || open.conn.execute_batch("rollback").is_ok())
        {
            self.near.0.free().push(open);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        error::Error,
        store::dialect::{Bulk, Type, Value},
    };

    const LONG: Duration = Duration::from_secs(20);

    record! {
        struct Thing {
            name: String,
            number: Option<i64>,
            is_good: bool,
        }
    }

    struct Desk {
        _folder: tempfile::TempDir,
        writer: Connection,
        near: Near,
    }

    fn desk(count: u32, wait: Duration) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.db");
        let writer = Connection::open(&path).unwrap();
        let words = "pragma journal_mode = wal; create table t (id blob, name text, number integer);
            insert into t values (x'000102030405060708090a0b0c0d0e0f', 'one', 1), (null, 'two', null)";
        writer.execute_batch(words).unwrap();
        Desk { _folder: folder, writer, near: Near::new(path, count, wait, LONG) }
    }

    #[tokio::test]
    async fn columns_go_by_their_names_and_parameters_by_their_numbers() {
        let desk = desk(1, LONG);
        let mut glance = desk.near.take().await.unwrap();
        let sql = "select $2 as is_good, number, name from t where name <> $3 and name <> $1 order by name";
        let found: Vec<Thing> = glance.all(sql, &[&"none", &true, &"nobody"]).answer().await.unwrap();
        let found: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.number, one.is_good)).collect();
        assert_eq!(found, [("one", Some(1), true), ("two", None, true)]);
        let id: Option<(Uuid,)> =
            glance.first("select id from t where number = $1", &[&1]).answer().await.unwrap();
        assert_eq!(id.unwrap().0, Uuid::from_u128(0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f));
        let none = glance.first::<(i64,)>("select number from t where name = $1", &[&"x"]).answer().await;
        assert_eq!(none.unwrap(), None);
    }

    #[tokio::test]
    async fn rows_travel_as_parameters() {
        static NUMBERS: Bulk = Bulk::new(
            &[("name", Type::Text), ("number", Type::Int)],
            "select t.name, n.number from n join t on t.name = n.name order by 1",
        );
        let desk = desk(1, LONG);
        let mut glance = desk.near.take().await.unwrap();
        let row = |name, number| vec![Value::Text(Some(name)), Value::Int(number)];
        for some in [vec![row("one", 7)], vec![row("one", 7), row("none", 8), row("two", 9)]] {
            let found: Vec<(String, i64)> = glance.all_of(&NUMBERS, &some).answer().await.unwrap();
            assert_eq!(found.len(), some.len().div_ceil(2));
            assert_eq!(found[0], ("one".into(), 7));
        }
    }

    #[tokio::test]
    async fn what_was_committed_is_seen_and_nothing_is_written() {
        let desk = desk(1, LONG);
        for n in 1..4 {
            desk.writer.execute("update t set number = ?1 where name = 'two'", [n]).unwrap();
            let mut glance = desk.near.take().await.unwrap();
            let found =
                glance.first("select number from t where name = $1", &[&"two"]).answer().await.unwrap();
            assert_eq!(found, Some((n,)));
        }
        let glance = desk.near.take().await.unwrap();
        assert!(glance.prepare("delete from t").unwrap().raw_execute().is_err());
    }

    #[tokio::test]
    async fn a_question_with_a_parameter_too_few_is_an_error() {
        let desk = desk(1, LONG);
        let mut glance = desk.near.take().await.unwrap();
        let asked = glance.first::<(i64,)>("select number from t where name = $1 or number = $2", &[&"one"]);
        assert!(matches!(asked.answer().await, Err(Error::Internal(_))));
        let asked = glance.first::<(i64,)>("select number from t where name = $1", &[&"one"]);
        assert!(asked.answer().await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_thread_that_may_wait_answers_the_same() {
        let desk = desk(1, LONG);
        let mut glance = desk.near.take_long().await.unwrap();
        for _ in 0..3 {
            let all = glance.all("select name, number from t where number = $2 or name = $1", &[&"two", &1]);
            let all: Vec<(String, Option<i64>)> = all.answer().await.unwrap();
            assert_eq!(all, [("one".into(), Some(1)), ("two".into(), None)]);
        }
        let wrong = glance.first::<(i64,)>("select number from t where name = $1 and id = $2", &[&"one"]);
        assert!(matches!(wrong.answer().await, Err(Error::Internal(_))));
        assert!(glance.first::<(i64,)>("select 1", &[]).answer().await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_snapshot_sees_one_moment_and_leaves_no_transaction_behind() {
        let desk = desk(1, LONG);
        let count = async |glance: &mut Glance| {
            let all = glance.first::<(i64,)>("select count(*) from t", &[]).answer().await;
            all.unwrap().unwrap().0
        };
        let mut snapshot = desk.near.snapshot().await.unwrap();
        assert_eq!(count(&mut snapshot).await, 2);
        desk.writer.execute("insert into t values (null, 'three', 3)", []).unwrap();
        assert_eq!(count(&mut snapshot).await, 2);
        drop(snapshot);
        assert_eq!(count(&mut desk.near.take().await.unwrap()).await, 3);
    }

    #[tokio::test]
    async fn a_question_that_nobody_waits_for_any_more_spoils_nothing() {
        let desk = desk(2, LONG);
        for n in 0..40 {
            let asked = async {
                let mut glance = desk.near.snapshot().await.unwrap();
                glance.all::<(i64,)>("select number from t where number > 0", &[]).answer().await
            };
            _ = timeout(Duration::from_micros(n * 20), asked).await;
        }
        let all = [desk.near.take().await.unwrap(), desk.near.take().await.unwrap()];
        assert!(desk.near.0.free().is_empty());
        drop(all);
        assert!(desk.near.0.free().iter().all(|open| open.conn.is_autocommit()));
    }

    #[tokio::test]
    async fn whoever_waits_too_long_is_told_to_come_back_and_closing_waits_for_who_reads() {
        let desk = desk(2, Duration::from_millis(20));
        let (first, second) = (desk.near.take().await.unwrap(), desk.near.take().await.unwrap());
        assert!(matches!(desk.near.take().await, Err(Error::Unavailable { .. })));
        drop(second);
        let closing = desk.near.close();
        tokio::pin!(closing);
        assert!(timeout(Duration::from_millis(20), &mut closing).await.is_err());
        drop(first);
        closing.await;
        assert!(matches!(desk.near.take().await, Err(Error::Unavailable { .. })));
        assert!(desk.near.0.free().is_empty());
    }
}
