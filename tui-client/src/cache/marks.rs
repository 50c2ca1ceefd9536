//! What the user has said of chats for this device.

use std::{path::Path, time::Duration};

use protocol::ConversationId;
use rusqlite::{Connection, OpenFlags, params};

use super::{Fault, writing::uuid};
use crate::model::Marked;

/// Whoever asks for what is muted does not wait.
const BUSY: Duration = Duration::from_millis(20);

/// Keeps it; a chat of which nothing is said has no row.
pub(super) fn put(db: &Connection, id: ConversationId, marked: Marked) -> Result<(), Fault> {
    if marked == Marked::default() {
        db.execute("DELETE FROM marks WHERE conversation = ?1", [id.uuid().as_bytes()])?;
        return Ok(());
    }
    db.execute(
        "INSERT OR REPLACE INTO marks (conversation, muted, pinned, unread) VALUES (?1, ?2, ?3, ?4)",
        params![id.uuid().as_bytes(), marked.muted, marked.pinned, marked.unread],
    )?;
    Ok(())
}

/// The chats of which the user wants to hear nothing, by the cache at a path, which no one here has open. None when
/// it cannot be read now. It may take a moment.
pub fn muted(path: &Path) -> Option<Vec<ConversationId>> {
    let find = || {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(BUSY)?;
        all(&db)
    };
    let all = if path.is_file() { find() } else { Ok(Vec::new()) };
    let muted = all.ok()?.into_iter().filter(|(_, marked)| marked.muted);
    Some(muted.map(|(id, _)| id).collect())
}

/// All of them.
pub(super) fn all(db: &Connection) -> Result<Vec<(ConversationId, Marked)>, Fault> {
    let mut find = db.prepare("SELECT conversation, muted, pinned, unread FROM marks")?;
    let rows = find.query_map([], |row| {
        let marked = Marked { muted: row.get(1)?, pinned: row.get(2)?, unread: row.get(3)? };
        Ok((uuid(row, 0)?.into(), marked))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
