//! The signs that people have put to messages.

use protocol::{ConversationId, Message, Reaction, Timestamp, UserId};
use uuid::Uuid;

use super::Conn;
use crate::error::Result;

statements! {
    // The first sign first.
    COUNTS = "select seq, emoji, count(*), max(case when user_id = $4 then 1 else 0 end) from reactions
        where conversation_id = $1 and seq >= $2 and seq <= $3
        group by seq, emoji order by seq, min(created_at), emoji";
    SIGNS = "select seq, user_id, emoji from reactions where conversation_id = $1 and seq >= $2 and seq <= $3";
    PUT = "insert into reactions (conversation_id, seq, emoji, user_id, created_at) values ($1, $2, $3, $4, $5)
        on conflict do nothing";
    TAKE = "delete from reactions where conversation_id = $1 and seq = $2 and emoji = $3 and user_id = $4";
    TAKE_ALL = "delete from reactions where conversation_id = $1 and seq = $2";
    COUNT = "update messages set version = $3, reactions = (select count(*) from reactions r
            where r.conversation_id = messages.conversation_id and r.seq = messages.seq)
        where conversation_id = $1 and seq = $2";
}

/// Somebody has put a sign to a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The message's place.
    pub seq: i64,
    /// Who.
    pub user: UserId,
    /// Which.
    pub emoji: String,
}

/// Fills in the reactions of these messages of one conversation, as the caller sees them.
pub async fn fill(conn: &mut Conn, id: ConversationId, caller: UserId, page: &mut [Message]) -> Result<()> {
    let Some((low, high)) = span(page) else { return Ok(()) };
    let found: Vec<(i64, String, i64, i32)> = fetch_all!(conn, COUNTS, id.uuid(), low, high, caller.uuid())?;
    for (seq, emoji, count, mine) in found {
        if let Some(message) = page.iter_mut().find(|message| message.seq == seq) {
            message.reactions.push(Reaction { emoji, count, mine: mine != 0 });
        }
    }
    Ok(())
}

/// Who has put which sign to these messages of one conversation.
pub async fn signs(conn: &mut Conn, id: ConversationId, page: &[Message]) -> Result<Vec<Sign>> {
    let Some((low, high)) = span(page) else { return Ok(Vec::new()) };
    let found: Vec<(i64, Uuid, String)> = fetch_all!(conn, SIGNS, id.uuid(), low, high)?;
    Ok(found.into_iter().map(|(seq, user, emoji)| Sign { seq, user: user.into(), emoji }).collect())
}

fn span(page: &[Message]) -> Option<(i64, i64)> {
    let low = page.iter().map(|message| message.seq).min()?;
    Some((low, page.iter().map(|message| message.seq).max()?))
}

/// A message, and the version that counts its change.
#[derive(Clone, Copy, Debug)]
pub struct At {
    /// Where.
    pub conversation: ConversationId,
    /// Its place.
    pub seq: i64,
    /// The version.
    pub version: i64,
}

/// Puts a sign to a message.
pub async fn put(conn: &mut Conn, at: At, emoji: &str, user: UserId, now: Timestamp) -> Result<()> {
    let (id, seq) = (at.conversation.uuid(), at.seq);
    execute!(conn, PUT, id, seq, emoji, user.uuid(), now.millis())?;
    count(conn, at).await
}

/// Takes it away.
pub async fn take(conn: &mut Conn, at: At, emoji: &str, user: UserId) -> Result<()> {
    execute!(conn, TAKE, at.conversation.uuid(), at.seq, emoji, user.uuid())?;
    count(conn, at).await
}

/// Takes away all that a message has.
pub async fn take_all(conn: &mut Conn, at: At) -> Result<()> {
    execute!(conn, TAKE_ALL, at.conversation.uuid(), at.seq)?;
    count(conn, at).await
}

async fn count(conn: &mut Conn, at: At) -> Result<()> {
    execute!(conn, COUNT, at.conversation.uuid(), at.seq, at.version)?;
    Ok(())
}
