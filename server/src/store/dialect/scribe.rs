//! SQLite's quick hand: a connection on a thread of its own that does a whole transaction in one trip, row by row, with
//! statements that stay prepared. sqlx makes a trip for each statement, and one statement over many rows costs several
//! times what they cost one by one. While it writes it has the turn of the one writer.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    sync::mpsc,
    thread,
    time::Duration,
};

use rusqlite::{
    Connection, ErrorCode, OpenFlags, ToSql, params_from_iter,
    types::{Null, ToSqlOutput},
};
use tokio::sync::{OwnedSemaphorePermit, oneshot};
use uuid::Uuid;

use super::{
    Part, Rows, Value, Work,
    connect::{BUSY, PRAGMAS},
};
use crate::error::{Error, Result};

/// Statements that stay prepared.
const PREPARED: usize = 32;

/// Nobody else writes as long as it is there.
pub(in crate::store) type Turn = OwnedSemaphorePermit;

/// Where the work is put. When the last one is dropped, the thread ends.
#[derive(Clone, Debug)]
pub(in crate::store) struct Scribe(mpsc::Sender<Task>);

enum Task {
    Write(Vec<Page>, Turn, oneshot::Sender<rusqlite::Result<bool>>),
    End(oneshot::Sender<()>),
}

/// A statement over one row, with the rows, that can travel.
struct Page {
    sql: &'static str,
    rows: Vec<Vec<Owned>>,
    /// Each row must be written, or nothing at all is.
    is_strict: bool,
}

/// A [`Value`] that can travel.
enum Owned {
    Uuid(Uuid),
    Int(i64),
    Text(String),
    Null,
}

impl Scribe {
    /// Starts the thread; it opens the database when there is something to write.
    pub(in crate::store) fn start(path: PathBuf) -> std::io::Result<Self> {
        let (sender, tasks) = mpsc::channel();
        thread::Builder::new().name("scribe".into()).spawn(move || work(&path, &tasks))?;
        Ok(Self(sender))
    }

    /// Writes all of it durably in one transaction; false, and nothing is written, when what goes together misses a row.
    /// It is done even if nobody waits for it any more.
    pub(in crate::store) async fn write(&self, turn: Turn, work: Work<'_>) -> Result<bool> {
        let (done, outcome) = oneshot::channel();
        self.0.send(Task::Write(pages(work), turn, done)).map_err(|_| gone())?;
        Ok(outcome.await.map_err(|_| gone())??)
    }

    /// Closes the database, after all that was asked for.
    pub(in crate::store) async fn end(&self) {
        let (done, ended) = oneshot::channel();
        if self.0.send(Task::End(done)).is_ok() {
            // An error as well means that it has ended.
            _ = ended.await;
        }
    }
}

const fn gone() -> Error {
    Error::Unavailable { retry_after: Duration::from_secs(1) }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy) => {
                tracing::warn!(%error, "the database does not answer");
                Self::Unavailable { retry_after: Duration::from_secs(2) }
            }
            Some(ErrorCode::DiskFull) => crate::store::full(&error),
            _ => Self::Internal(anyhow::Error::new(error).context("database")),
        }
    }
}

fn work(path: &PathBuf, tasks: &mpsc::Receiver<Task>) {
    let mut open = None;
    while let Ok(task) = tasks.recv() {
        match task {
            Task::Write(pages, turn, done) => {
                // A panic leaves neither a connection nor an answer: whoever asked hears that they may come again.
                let outcome = catch_unwind(AssertUnwindSafe(|| write(&mut open, path, &pages)));
                // Before anybody hears of it: they may want to write next.
                drop(turn);
                if let Ok(outcome) = outcome {
                    // Whoever asked may be gone; it is written all the same.
                    _ = done.send(outcome);
                }
            }
            Task::End(done) => {
                drop(open);
                _ = done.send(());
                return;
            }
        }
    }
}

/// One transaction. After an error the connection is closed, and with it whatever had begun.
fn write(open: &mut Option<Connection>, path: &PathBuf, pages: &[Page]) -> rusqlite::Result<bool> {
    let conn = match open.take() {
        Some(conn) => conn,
        None => connect(path)?,
    };
    say(&conn, "begin immediate")?;
    let is_written = write_all(&conn, pages)?;
    say(&conn, if is_written { "commit" } else { "rollback" })?;
    *open = Some(conn);
    Ok(is_written)
}

fn connect(path: &PathBuf) -> rusqlite::Result<Connection> {
    // Without a mutex: nobody else has it.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags)?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    conn.busy_timeout(BUSY)?;
    // Of WAL and its durability the file knows the one and every connection must be told the other.
    conn.pragma_update(None, "synchronous", "full")?;
    // What is written here names only rows that were looked up, or are touched, in the same turn.
    conn.pragma_update(None, "foreign_keys", false)?;
    for (name, value) in PRAGMAS {
        conn.pragma_update(None, name, value)?;
    }
    Ok(conn)
}

fn write_all(conn: &Connection, pages: &[Page]) -> rusqlite::Result<bool> {
    for Page { sql, rows, is_strict } in pages {
        let mut statement = conn.prepare_cached(sql)?;
        for row in rows {
            if statement.execute(params_from_iter(row))? == 0 && *is_strict {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn say(conn: &Connection, words: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(words)?.execute([])?;
    Ok(())
}

fn pages(Work { joint, parts }: Work<'_>) -> Vec<Page> {
    let row = |row: Vec<Value<'_>>| row.into_iter().map(Owned::from).collect();
    let page =
        |sql, rows: Rows<'_>, is_strict| Page { sql, rows: rows.into_iter().map(row).collect(), is_strict };
    let joint = joint.into_iter().flat_map(|(joint, rows)| joint.sets.iter().zip(rows));
    let joint = joint.map(|(set, rows)| page(set.row, rows, true));
    joint.chain(parts.into_iter().map(|Part { writing, rows }| page(writing.row, rows, false))).collect()
}

impl From<Value<'_>> for Owned {
    fn from(value: Value<'_>) -> Self {
        match value {
            Value::Uuid(Some(id)) => Self::Uuid(id),
            Value::Int(number) => Self::Int(number),
            Value::Text(Some(text)) => Self::Text(text.to_owned()),
            Value::Uuid(None) | Value::Text(None) => Self::Null,
        }
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Uuid(Some(id)) => Ok(id.as_bytes().as_slice().into()),
            Self::Int(number) => number.to_sql(),
            Self::Text(Some(text)) => text.to_sql(),
            Self::Uuid(None) | Self::Text(None) => Null.to_sql(),
        }
    }
}

impl ToSql for Owned {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Uuid(id) => Ok(id.as_bytes().as_slice().into()),
            Self::Int(number) => number.to_sql(),
            Self::Text(text) => text.to_sql(),
            Self::Null => Null.to_sql(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::Semaphore;

    use super::*;
    use crate::store::dialect::{Bulk, Joint, Set, Type, Writing};

    const COLUMNS: &[(&str, Type)] = &[("n", Type::Int)];
    const INSERT: &str = "insert into t (n) values (?1) on conflict do nothing";
    static ADD: Writing = Writing { bulk: Bulk::new(COLUMNS, ""), row: INSERT };
    static WRONG: Writing = Writing { bulk: Bulk::new(COLUMNS, ""), row: "insert into nowhere values (?1)" };
    static ALL: Joint = Joint::new(&[Set { name: "all", columns: COLUMNS, row: INSERT }], "");

    struct Desk {
        folder: tempfile::TempDir,
        scribe: Scribe,
        turns: Arc<Semaphore>,
    }

    impl Desk {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("x.db");
            let words = "pragma journal_mode = wal; create table t (n integer primary key)";
            Connection::open(&path).unwrap().execute_batch(words).unwrap();
            Self { folder, scribe: Scribe::start(path).unwrap(), turns: Arc::new(Semaphore::new(1)) }
        }

        async fn write(&self, work: Work<'_>) -> Result<bool> {
            let turn = Arc::clone(&self.turns).acquire_owned().await.unwrap();
            self.scribe.write(turn, work).await
        }

        fn stored(&self) -> Vec<i64> {
            let conn = Connection::open(self.folder.path().join("x.db")).unwrap();
            let mut all = conn.prepare("select n from t order by n").unwrap();
            all.query_map([], |row| row.get(0)).unwrap().map(std::result::Result::unwrap).collect()
        }
    }

    fn rows(numbers: &[i64]) -> Vec<Vec<Value<'static>>> {
        numbers.iter().map(|n| vec![Value::Int(*n)]).collect()
    }

    fn all(numbers: &[i64]) -> Work<'static> {
        Work { joint: Some((&ALL, vec![rows(numbers)])), parts: Vec::new() }
    }

    fn some(writing: &'static Writing, numbers: &[i64]) -> Work<'static> {
        Work { joint: None, parts: vec![Part { writing, rows: rows(numbers) }] }
    }

    #[tokio::test]
    async fn what_goes_together_and_misses_a_row_leaves_nothing_written() {
        let desk = Desk::new();
        assert!(desk.write(all(&[1, 2])).await.unwrap());
        assert!(!desk.write(all(&[3, 2, 4])).await.unwrap());
        assert_eq!(desk.stored(), [1, 2]);
        assert!(desk.write(some(&ADD, &[3, 2, 4])).await.unwrap());
        assert_eq!(desk.stored(), [1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn an_error_leaves_nothing_written_and_ends_nothing() {
        let desk = Desk::new();
        let work = Work { parts: some(&WRONG, &[1]).parts, ..all(&[1]) };
        assert!(matches!(desk.write(work).await, Err(Error::Internal(_))));
        assert_eq!(desk.stored(), [] as [i64; 0]);
        assert!(desk.write(all(&[2])).await.unwrap());
        assert_eq!(desk.stored(), [2]);
    }

    #[tokio::test]
    async fn what_was_asked_for_is_written_though_nobody_waits() {
        let desk = Desk::new();
        for n in 0..20 {
            let turn = Arc::clone(&desk.turns).acquire_owned().await.unwrap();
            let asked = desk.scribe.write(turn, all(&[n]));
            _ = tokio::time::timeout(Duration::ZERO, asked).await;
        }
        desk.scribe.end().await;
        assert_eq!(desk.stored(), (0..20).collect::<Vec<_>>());
        let late = desk.write(all(&[99])).await;
        assert!(matches!(late, Err(Error::Unavailable { .. })));
    }
}
