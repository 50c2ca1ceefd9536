//! What the user has said of chats for this device.

use protocol::ConversationId;
use rusqlite::{Connection, params};

use super::{Fault, writing::uuid};
use crate::model::Marked;

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

/// All of them.
pub(super) fn all(db: &Connection) -> Result<Vec<(ConversationId, Marked)>, Fault> {
    let mut find = db.prepare("SELECT conversation, muted, pinned, unread FROM marks")?;
    let rows = find.query_map([], |row| {
        let marked = Marked { muted: row.get(1)?, pinned: row.get(2)?, unread: row.get(3)? };
        Ok((uuid(row, 0)?.into(), marked))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
