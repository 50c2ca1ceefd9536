//! Messages: by their place in a conversation, and never with a hole in a page.

use protocol::{ConversationId, Message};
use rusqlite::{Connection, OptionalExtension, params};

use super::{Cache, Fault, conversations::key, search};
use crate::model::Page;

/// Bits of a message's key below its time.
const CHANCE_BITS: u32 = 20;

/// Keeps a message unless a newer form of it is there. One of an unknown conversation is of no use.
pub(super) fn put(db: &Connection, message: &Message) -> Result<(), Fault> {
    let Some(conversation) = key(db, message.conversation_id)? else { return Ok(()) };
    let mut find =
        db.prepare_cached("SELECT key, version FROM messages WHERE conversation = ?1 AND seq = ?2")?;
    let known: Option<(i64, i64)> =
        find.query_row([conversation, message.seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let body = serde_json::to_string(message)?;
    let key = match known {
        Some((_, version)) if version > message.version => return Ok(()),
        Some((key, _)) => {
            let mut change =
                db.prepare_cached("UPDATE messages SET version = ?2, body = ?3 WHERE key = ?1")?;
            change.execute(params![key, message.version, body])?;
            key
        }
        None => {
            let key = free_key(db, message)?;
            let mut add = db.prepare_cached(
                "INSERT INTO messages (key, conversation, seq, version, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?;
            add.execute(params![key, conversation, message.seq, message.version, body])?;
            key
        }
    };
    search::index(db, key, conversation, message)
}

/// Forgets all messages of a conversation.
pub(super) fn forget(db: &Connection, id: ConversationId) -> Result<(), Fault> {
    let Some(conversation) = key(db, id)? else { return Ok(()) };
    db.execute(
        "DELETE FROM words WHERE rowid IN (SELECT key FROM messages WHERE conversation = ?1)",
        [conversation],
    )?;
    db.execute("DELETE FROM messages WHERE conversation = ?1", [conversation])?;
    Ok(())
}

/// The smallest key of a message of that time.
pub(super) const fn key_from(millis: i64) -> i64 {
    millis.saturating_mul(1 << CHANCE_BITS)
}

fn free_key(db: &Connection, message: &Message) -> Result<i64, Fault> {
    let chance = message.id.uuid().as_u64_pair().1 & ((1 << CHANCE_BITS) - 1);
    let mut key = key_from(message.created_at.millis()) | i64::try_from(chance).unwrap_or(0);
    let mut taken = db.prepare_cached("SELECT 1 FROM messages WHERE key = ?1")?;
    while taken.exists([key])? {
        key += 1;
    }
    Ok(key)
}

impl Cache {
    /// What is known of a page without a hole, oldest first; nothing when what lies next to it is not known.
    pub fn page(&self, id: ConversationId, page: Page, size: u32) -> Result<Vec<Message>, Fault> {
        let Some(conversation) = key(&self.db, id)? else { return Ok(Vec::new()) };
        match page {
            Page::Newest => self.downwards(conversation, None, size),
            Page::Before(seq) => self.downwards(conversation, Some(seq), size),
            Page::After(seq) => self.upwards(conversation, seq, size),
            Page::Around(seq) => {
                let mut messages = self.downwards(conversation, Some(seq.saturating_add(1)), size / 2)?;
                messages.extend(self.upwards(conversation, seq, size.div_ceil(2))?);
                Ok(messages)
            }
        }
    }

    /// Those right before a place, or the newest.
    fn downwards(&self, conversation: i64, before: Option<i64>, size: u32) -> Result<Vec<Message>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT seq, body FROM messages WHERE conversation = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3",
        )?;
        let mut rows = find.query(params![conversation, before.unwrap_or(i64::MAX), size])?;
        let mut next = before.map(|before| before - 1);
        let mut messages = Vec::new();
        while let Some(row) = rows.next()? {
            let seq: i64 = row.get(0)?;
            if next.is_some_and(|next| next != seq) {
                break;
            }
            next = Some(seq - 1);
            messages.push(serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?);
        }
        messages.reverse();
        Ok(messages)
    }

    /// Those right after a place.
    fn upwards(&self, conversation: i64, after: i64, size: u32) -> Result<Vec<Message>, Fault> {
        let mut find = self.db.prepare_cached(
            "SELECT seq, body FROM messages WHERE conversation = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3",
        )?;
        let mut rows = find.query(params![conversation, after, size])?;
        let mut messages: Vec<Message> = Vec::new();
        for next in after + 1.. {
            let Some(row) = rows.next()? else { break };
            if row.get::<_, i64>(0)? != next {
                break;
            }
            messages.push(serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?);
        }
        Ok(messages)
    }
}
