//! Other texts for messages that the server has not answered, or does not accept.

use protocol::{MessageId, Timestamp};
use rusqlite::{Connection, params};

use super::{Fault, writing::uuid};
use crate::model::PendingEdit;

/// Keeps one, in the place of an older one of the same message.
pub(super) fn put(db: &Connection, edit: &PendingEdit) -> Result<(), Fault> {
    db.execute(
        "INSERT INTO edits (message, conversation, text, known, refused) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (message) DO UPDATE
         SET text = excluded.text, known = excluded.known, refused = excluded.refused",
        params![
            edit.message_id.uuid().as_bytes(),
            edit.conversation_id.uuid().as_bytes(),
            edit.text,
            serde_json::to_string(&edit.known)?,
            edit.refused,
        ],
    )?;
    Ok(())
}

pub(super) fn remove(db: &Connection, message: MessageId) -> Result<(), Fault> {
    db.execute("DELETE FROM edits WHERE message = ?1", [message.uuid().as_bytes()])?;
    Ok(())
}

/// All of them, in the order in which they were written.
pub(super) fn all(db: &Connection) -> Result<Vec<PendingEdit>, Fault> {
    let mut find =
        db.prepare("SELECT message, conversation, text, known, refused FROM edits ORDER BY number")?;
    let mut rows = find.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(PendingEdit {
            message_id: uuid(row, 0)?.into(),
            conversation_id: uuid(row, 1)?.into(),
            text: row.get(2)?,
            known: serde_json::from_str(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?)?,
            refused: row.get(4)?,
            not_before: Timestamp::from_millis(0),
            asked: None,
        });
    }
    Ok(all)
}
