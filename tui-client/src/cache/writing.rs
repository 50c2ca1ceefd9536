//! What somebody has written: messages that are to be sent, in the order in which they were written, and drafts.

use protocol::{ClientId, ConversationId, MessageId, Timestamp};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use super::Fault;
use crate::model::{Draft, Entry, Pending, PendingState};

/// Keeps a message at its place in the order; only whether it was refused changes later.
pub(super) fn put_pending(db: &Connection, pending: &Pending) -> Result<(), Fault> {
    let refused = match &pending.state {
        PendingState::Refused(reason) => Some(reason),
        PendingState::Unkept | PendingState::Waiting(_) | PendingState::Later(..) | PendingState::Sent(_) => {
            None
        }
    };
    db.prepare_cached(
        "INSERT INTO outbox (client_id, conversation, text, reply_to, written_at, refused, forward)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (client_id) DO UPDATE SET refused = excluded.refused",
    )?
    .execute(params![
        pending.client_id.uuid().as_bytes(),
        pending.conversation_id.uuid().as_bytes(),
        pending.text,
        pending.reply_to.map(|id| id.uuid().as_bytes().to_vec()),
        pending.written_at.millis(),
        refused,
        pending.forward.as_ref().map(serde_json::to_string).transpose()?,
    ])?;
    Ok(())
}

pub(super) fn remove_pending(db: &Connection, id: ClientId) -> Result<(), Fault> {
    db.prepare_cached("DELETE FROM outbox WHERE client_id = ?1")?.execute([id.uuid().as_bytes()])?;
    Ok(())
}

/// Keeps a draft; an empty one is none.
pub(super) fn put_draft(db: &Connection, id: ConversationId, draft: &Draft) -> Result<(), Fault> {
    if draft.is_empty() {
        db.execute("DELETE FROM drafts WHERE conversation = ?1", [id.uuid().as_bytes()])?;
        return Ok(());
    }
    let bytes = |id: MessageId| id.uuid().as_bytes().to_vec();
    let reply_to = draft.reply_to.map(bytes);
    let (changed, change) = draft.change.clone().map(|(id, text)| (bytes(id), text)).unzip();
    db.prepare_cached(
        "INSERT OR REPLACE INTO drafts (conversation, text, reply_to, changed, change) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute(params![id.uuid().as_bytes(), draft.text, reply_to, changed, change])?;
    Ok(())
}

/// All of it, as it would be kept again.
pub(super) fn all(db: &Connection) -> Result<Vec<Entry>, Fault> {
    let mut entries: Vec<Entry> = pending(db)?.into_iter().map(Entry::Pending).collect();
    let drafts = drafts(db)?.into_iter();
    entries.extend(drafts.map(|(conversation_id, draft)| Entry::Draft { conversation_id, draft }));
    Ok(entries)
}

/// The messages that are to be sent, in their order.
pub(super) fn pending(db: &Connection) -> Result<Vec<Pending>, Fault> {
    let mut find = db.prepare(
        "SELECT client_id, conversation, text, reply_to, written_at, refused, forward FROM outbox ORDER BY number",
    )?;
    let mut rows = find.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let refused: Option<String> = row.get(5)?;
        let begin = PendingState::Waiting(Timestamp::from_millis(0));
        let forward: Option<String> = row.get(6)?;
        all.push(Pending {
            client_id: uuid(row, 0)?.into(),
            conversation_id: uuid(row, 1)?.into(),
            text: row.get(2)?,
            reply_to: optional_uuid(row, 3)?.map(Into::into),
            forward: forward.as_deref().map(serde_json::from_str).transpose()?,
            written_at: Timestamp::from_millis(row.get(4)?),
            state: refused.map_or(begin, PendingState::Refused),
        });
    }
    Ok(all)
}

/// The drafts of all conversations.
pub(super) fn drafts(db: &Connection) -> Result<Vec<(ConversationId, Draft)>, Fault> {
    let mut find = db.prepare("SELECT conversation, text, reply_to, changed, change FROM drafts")?;
    let rows = find.query_map([], |row| {
        let reply_to = optional_uuid(row, 2)?.map(Into::into);
        let changed: Option<MessageId> = optional_uuid(row, 3)?.map(Into::into);
        let change = changed.zip(row.get(4)?);
        Ok((uuid(row, 0)?.into(), Draft { text: row.get(1)?, reply_to, change }))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get(column).map(Uuid::from_bytes)
}

pub(super) fn optional_uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Uuid>> {
    Ok(row.get::<_, Option<[u8; 16]>>(column)?.map(Uuid::from_bytes))
}
