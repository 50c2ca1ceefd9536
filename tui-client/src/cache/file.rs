//! Opening the file. One that is damaged, or of a newer client, is set aside under another name and a new one is begun;
//! what was to be sent, what was being written and what was said of chats is carried over.

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags};

use super::{Cache, Fault, edits, schema, wishes, writing};
use crate::{message::Snapshot, model::Entry};

/// Another process of the same user may be writing.
const BUSY: Duration = Duration::from_secs(5);
/// Files beside the database that belong to it.
const PARTS: [&str; 2] = ["-wal", "-shm"];

/// A file that was set aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Where it is now.
    pub path: PathBuf,
    /// Why.
    pub reason: Reason,
    /// How many unsent messages were carried over; nothing when that could not be found out.
    pub saved: Option<usize>,
}

/// Why a file was set aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It cannot be read.
    Damaged,
    /// A newer client has made it.
    Newer,
}

/// Opens the cache at a path, and reads what a client begins with.
pub fn open(path: &Path) -> Result<(Cache, Snapshot, Option<Aside>), Fault> {
    let reason = match try_open(path) {
        Ok((cache, snapshot)) => return Ok((cache, snapshot, None)),
        Err(Fault::Newer(_)) => Reason::Newer,
        Err(fault) if is_damage(&fault) => Reason::Damaged,
        Err(fault) => return Err(fault),
    };
    let aside = set_aside(path, reason)?;
    let entries = saved_from(&aside);
    let (mut cache, _) = try_open(path)?;
    let saved = match &entries {
        Ok(entries) => {
            cache.keep(entries)?;
            Some(entries.iter().filter(|entry| matches!(entry, Entry::Pending(_))).count())
        }
        Err(_) => None,
    };
    let snapshot = cache.snapshot()?;
    Ok((cache, snapshot, Some(Aside { path: aside, reason, saved })))
}

fn try_open(path: &Path) -> Result<(Cache, Snapshot), Fault> {
    let mut db = Connection::open(path)?;
    db.busy_timeout(BUSY)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    // The client keeps in memory what it shows; what lies deeper is read from the disk.
    db.pragma_update(None, "cache_size", -1024)?;
    db.pragma_update(None, "journal_size_limit", 4 << 20)?;
    db.set_prepared_statement_cache_capacity(32);
    schema::migrate(&mut db)?;
    let cache = Cache { db };
    let snapshot = cache.snapshot()?;
    Ok((cache, snapshot))
}

/// The file is the trouble, not the disk or another process.
fn is_damage(fault: &Fault) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase, Unknown};

    match fault {
        Fault::Sql(error) => match error.sqlite_error_code() {
            // `Unknown` is SQL that does not fit the tables: a file that is not ours.
            Some(code) => matches!(code, DatabaseCorrupt | NotADatabase | Unknown),
            None => true,
        },
        Fault::Json(_) => true,
        Fault::Io(_) | Fault::Newer(_) => false,
    }
}

fn set_aside(path: &Path, reason: Reason) -> io::Result<PathBuf> {
    let word = match reason {
        Reason::Damaged => "damaged",
        Reason::Newer => "newer",
    };
    let free = (1..1_000).map(|n| beside(path, &format!(".{word}-{n}"))).find(|name| !name.exists());
    let to = free.unwrap_or_else(|| beside(path, &format!(".{word}")));
    fs::rename(path, &to)?;
    for part in PARTS {
        match fs::rename(beside(path, part), beside(&to, part)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(to)
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn saved_from(path: &Path) -> Result<Vec<Entry>, Fault> {
    let mut db = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // What an older client wrote is read in the form of today, where that can still be made.
    let _ = schema::migrate(&mut db);
    let mut entries = writing::all(&db)?;
    // A file of which no more can be read still gives what was to be sent.
    entries.extend(edits::all(&db).unwrap_or_default().into_iter().map(Entry::Edit));
    let wishes = wishes::all(&db).unwrap_or_default();
    entries.extend(wishes.into_iter().map(|(id, wish)| Entry::Wished(id, wish)));
    Ok(entries)
}

/// Removes the file and what belongs to it.
pub(super) fn erase(path: &Path) -> io::Result<()> {
    for end in ["", "-wal", "-shm"] {
        match fs::remove_file(beside(path, end)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}
