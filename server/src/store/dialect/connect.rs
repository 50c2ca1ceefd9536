//! Opening the database.

use std::{path::Path, str::FromStr, time::Duration};

use anyhow::{Context, bail};
use sqlx::{
    AssertSqlSafe, Executor,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};

use super::{Near, Scribe};
use crate::store::{Pool, Store, queue::SHARDS, writer::Writer};

/// How long a request waits for a connection before it is told to come back.
const ACQUIRE: Duration = Duration::from_secs(5);

/// How long a connection waits for another one to have written.
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// The same for one that is asked on the server's own threads: nobody is answered meanwhile.
const BUSY_AT_ONCE: Duration = Duration::from_millis(50);

/// Rows that a connection hands over without waiting: more than a page has, so that it is not woken for the last of them.
const ROWS: usize = 512;

/// Those who read an embedded database at once,
const READERS: u32 = 4;

/// and those whose questions may take long.
const LONG_READERS: u32 = 3;

/// How an embedded database is used, by whatever connection.
pub(super) const PRAGMAS: [(&str, &str); 5] = [
    // What a statement may have to take back is kept in memory: in a file it costs every group one, and each page twice.
    ("temp_store", "memory"),
    // What somebody has taken back does not stay in the file until its page is used again.
    ("secure_delete", "fast"),
    ("cache_size", "-8192"),
    ("mmap_size", "268435456"),
    // 16 MiB of log: a page that many groups write is moved into the file a quarter as often. Still one block of its index.
    ("wal_autocheckpoint", "4000"),
];

impl Store {
    /// Opens `sqlite:PATH` (made when it is not there) or `postgres://…`. Does not migrate.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return open_postgres(url).await;
        }
        match url.strip_prefix("sqlite:") {
            Some(path) => open_sqlite(Path::new(path.strip_prefix("//").unwrap_or(path))).await,
            None => bail!("a database address begins with sqlite: or postgres://"),
        }
    }
}

async fn open_sqlite(path: &Path) -> anyhow::Result<Store> {
    let mut options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // With WAL, anything less may lose the last acknowledged commits in a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY)
        .statement_cache_capacity(256)
        .row_buffer_size(ROWS);
    for (name, value) in PRAGMAS {
        options = options.pragma(name, value);
    }
    let write = Writer::new(options, ACQUIRE);
    write.take().await.with_context(|| {
        format!("cannot open the database {}: is its folder there and writable?", path.display())
    })?;
    let read = Near::new(path.to_owned(), READERS, ACQUIRE, BUSY_AT_ONCE);
    let read_long = Near::new(path.to_owned(), LONG_READERS, ACQUIRE, BUSY);
    let turn = Near::new(path.to_owned(), 1, ACQUIRE, BUSY_AT_ONCE);
    let scribe = Scribe::start(path.to_owned()).context("cannot start the thread that writes")?;
    Ok(Store { pool: Pool::Sqlite { read, read_long, write, scribe, turn } })
}

/// Whatever the server's defaults are: what is acknowledged is on the disk; nobody waits long for what another node holds;
/// what a node held that has vanished without a word (its power, its network) is let go, not after the two hours of TCP; and no
/// disk turns any more, for whose sake rows would be looked for in all of a table instead of by their keys.
const SESSION: &str = "set synchronous_commit = on; set lock_timeout = '5s';
    set idle_in_transaction_session_timeout = '15s'; set tcp_user_timeout = '15s';
    set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3;
    set random_page_cost = 1.1";
/// A group finds its rows by their keys, however many they are; but PostgreSQL thinks that an array has ten and JSON a hundred,
/// for which it would read a small table whole, and would plan a group of one anew each time, which takes four times as long
/// as to do it.
const BY_KEYS: &str =
    "set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_hashjoin = off;
    set enable_mergejoin = off";
/// Connections for groups: one a shard, and one for readings.
const GROUPS: u32 = SHARDS + 1;

async fn open_postgres(url: &str) -> anyhow::Result<Store> {
    let options = PgConnectOptions::from_str(url)
        .context("DATABASE_URL cannot be read: postgres://user:password@host:5432/database")?
        .application_name("messenger-server");
    let groups = pool_of(GROUPS, &[SESSION, BY_KEYS]).connect_lazy_with(options.clone());
    let pool = pool_of(16, &[SESSION]).connect_with(options).await.context(
        "cannot reach PostgreSQL: does it run, and are host, user and password in DATABASE_URL right?",
    )?;
    Ok(Store { pool: Pool::Postgres { pool, groups } })
}

/// A pool of at most so many connections, each of which is told this first.
fn pool_of(most: u32, settings: &'static [&'static str]) -> PgPoolOptions {
    let options = PgPoolOptions::new().max_connections(most);
    options.acquire_timeout(ACQUIRE).test_before_acquire(false).after_connect(move |conn, _| {
        Box::pin(async move {
            for setting in settings {
                conn.execute(AssertSqlSafe(*setting)).await?;
            }
            Ok(())
        })
    })
}
