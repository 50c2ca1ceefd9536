//! What the user has said of chats and the server does not know yet.

use std::{path::Path, time::Duration};

use protocol::{ConversationId, request::ChangeSettings};
use rusqlite::{Connection, OpenFlags, params};

use super::{Fault, writing::uuid};

/// Whoever asks for what is muted does not wait.
const BUSY: Duration = Duration::from_millis(20);

/// Keeps it; a chat of which nothing is to be told has no row.
pub(super) fn put(db: &Connection, id: ConversationId, wish: ChangeSettings) -> Result<(), Fault> {
    if wish == ChangeSettings::default() {
        db.execute("DELETE FROM wishes WHERE conversation = ?1", [id.uuid().as_bytes()])?;
        return Ok(());
    }
    db.execute(
        "INSERT OR REPLACE INTO wishes (conversation, muted, pinned, unread) VALUES (?1, ?2, ?3, ?4)",
        params![id.uuid().as_bytes(), wish.muted, wish.pinned, wish.marked_unread],
    )?;
    Ok(())
}

/// Which chats are to be muted, or no more, without the server knowing of it: by the cache at a path, which no one here
/// has open. None when it cannot be read now. It may take a moment.
pub fn muted(path: &Path) -> Option<Vec<(ConversationId, bool)>> {
    let find = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(BUSY)?;
        wished(&db)
    };
    let all = if path.is_file() { find() } else { Ok(Vec::new()) };
    Some(all.ok()?.into_iter().filter_map(|(id, wish)| Some((id, wish.muted?))).collect())
}

/// Also in the form in which an older client has left the file: whoever only looks does not change it.
fn wished(db: &Connection) -> Result<Vec<(ConversationId, ChangeSettings)>, Fault> {
    if db.table_exists(None, "wishes")? {
        return all(db);
    }
    if !db.table_exists(None, "marks")? {
        return Ok(Vec::new());
    }
    let mut find = db.prepare("SELECT conversation FROM marks WHERE muted")?;
    let muted = ChangeSettings { muted: Some(true), ..ChangeSettings::default() };
    let rows = find.query_map([], |row| Ok((uuid(row, 0)?.into(), muted)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// All of them.
pub(super) fn all(db: &Connection) -> Result<Vec<(ConversationId, ChangeSettings)>, Fault> {
    let mut find = db.prepare("SELECT conversation, muted, pinned, unread FROM wishes")?;
    let rows = find.query_map([], |row| {
        let wish = ChangeSettings { muted: row.get(1)?, pinned: row.get(2)?, marked_unread: row.get(3)? };
        Ok((uuid(row, 0)?.into(), wish))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
