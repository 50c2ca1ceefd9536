//! Whose cache it is, and the list of conversations.

use protocol::{Conversation, ConversationId, Epoch, Profile, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Fault, messages};
use crate::model::Held;

pub(super) fn greeted(db: &Connection, epoch: Epoch, user: &Profile) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO life (one, epoch, user) VALUES (1, ?1, ?2)
         ON CONFLICT (one) DO UPDATE SET epoch = excluded.epoch, user = excluded.user",
    )?
    .execute(params![epoch.uuid().as_bytes(), serde_json::to_string(user)?])?;
    Ok(())
}

pub(super) fn note_contact(db: &Connection, at: Timestamp) -> Result<(), Fault> {
    db.execute("UPDATE life SET contact = ?1", [at.millis()])?;
    Ok(())
}

pub(super) fn note_place(db: &Connection, place: Option<ConversationId>) -> Result<(), Fault> {
    db.execute("UPDATE life SET place = ?1", params![place.map(|id| id.uuid().as_bytes().to_vec())])?;
    Ok(())
}

pub(super) fn note_visited(db: &Connection, visited: &[ConversationId]) -> Result<(), Fault> {
    db.execute("UPDATE life SET visited = ?1", [serde_json::to_string(visited)?])?;
    Ok(())
}

pub(super) fn put(db: &Connection, conversation: &Conversation, held: Held) -> Result<(), Fault> {
    db.prepare_cached(
        "INSERT INTO conversations (id, version, last_seq, body) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (id) DO UPDATE
         SET version = excluded.version, last_seq = excluded.last_seq, body = excluded.body",
    )?
    .execute(params![
        conversation.id.uuid().as_bytes(),
        held.version,
        held.last_seq,
        serde_json::to_string(conversation)?
    ])?;
    Ok(())
}

pub(super) fn remove(db: &Connection, id: ConversationId) -> Result<(), Fault> {
    messages::forget(db, id)?;
    db.execute("DELETE FROM conversations WHERE id = ?1", [id.uuid().as_bytes()])?;
    Ok(())
}

pub(super) fn remove_all(db: &Connection) -> Result<(), Fault> {
    db.execute_batch(
        "DELETE FROM conversations;
         DELETE FROM messages;
         INSERT INTO words (words) VALUES ('delete-all');",
    )?;
    Ok(())
}

pub(super) fn forget_writing(db: &Connection) -> Result<(), Fault> {
    db.execute_batch("DELETE FROM outbox; DELETE FROM edits; DELETE FROM drafts; DELETE FROM wishes;")?;
    Ok(())
}

/// The short key of a conversation, if it is in the list.
pub(super) fn key(db: &Connection, id: ConversationId) -> Result<Option<i64>, Fault> {
    let mut find = db.prepare_cached("SELECT key FROM conversations WHERE id = ?1")?;
    Ok(find.query_row([id.uuid().as_bytes()], |row| row.get(0)).optional()?)
}
