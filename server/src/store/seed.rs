//! Rows by the thousand, for big data sets. Nobody is connected while they are written.

use protocol::{ConversationId, UserId};
use serde::Serialize;

use super::{
    Conn,
    dialect::{rows, source, twins},
};
use crate::error::Result;

/// A person.
#[derive(Serialize)]
pub struct UserRow {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// The same, folded.
    pub name_folded: String,
    /// Their address, folded.
    pub email: String,
    /// argon2id, as a PHC string.
    pub password_hash: String,
    /// When, in milliseconds.
    pub created_at: i64,
}

/// A message, already numbered; its version is its place plus `versions_before`.
#[derive(Serialize)]
pub struct MessageRow {
    /// Which.
    pub id: uuid::Uuid,
    /// Where.
    pub conversation_id: ConversationId,
    /// Its place.
    pub seq: i64,
    /// Who.
    pub sender_id: UserId,
    /// The client's id.
    pub client_id: uuid::Uuid,
    /// What it says.
    pub text: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// The version that counts it.
    pub version: i64,
}

/// The counters of a conversation after its messages.
#[derive(Serialize)]
pub struct CounterRow {
    /// Which.
    pub id: ConversationId,
    /// The newest message's place.
    pub last_seq: i64,
    /// How many durable changes it has had.
    pub version: i64,
}

macro_rules! users {
    ($db:tt) => {
        concat!(
            "insert into users (id, name, name_folded, email, password_hash, created_at)
            select n.id, n.name, n.name_folded, n.email, n.password_hash, n.created_at from ",
            source!($db id: uuid, name: text, name_folded: text, email: text, password_hash: text, created_at: int),
            " as n where true on conflict (email) do nothing"
        )
    };
}

macro_rules! messages {
    ($db:tt) => {
        concat!(
            "insert into messages (conversation_id, seq, id, sender_id, client_id, text, created_at, version)
            select n.conversation_id, n.seq, n.id, n.sender_id, n.client_id, n.text, n.created_at, n.version from ",
            source!($db conversation_id: uuid, seq: int, id: uuid, sender_id: uuid, client_id: uuid, text: text,
                created_at: int, version: int),
            " as n"
        )
    };
}

macro_rules! counters {
    ($db:tt) => {
        concat!(
            "update conversations set last_seq = n.last_seq, version = n.version from ",
            source!($db id: uuid, last_seq: int, version: int),
            " as n where conversations.id = n.id"
        )
    };
}

/// All have read everything but the newest few, so that there is something unread to see.
macro_rules! positions {
    ($db:tt) => {
        concat!(
            "update members set read_seq = case when n.last_seq > 3 then n.last_seq - 3 else 0 end,
                fully_read_seq = case when n.last_seq > 3 then n.last_seq - 3 else 0 end,
                sent_seq = case when n.last_seq > 3 then n.last_seq - 3 else 0 end from ",
            source!($db id: uuid, last_seq: int),
            " as n where members.conversation_id = n.id"
        )
    };
}

twins! {
    USERS = users!();
    MESSAGES = messages!();
    COUNTERS = counters!();
    POSITIONS = positions!();
}

/// People; those whose address is taken are left out.
pub async fn users(conn: &mut Conn, batch: &[UserRow]) -> Result<()> {
    let sql = conn.say(USERS);
    execute!(conn, sql, rows(batch))?;
    Ok(())
}

/// Messages, as numbered.
pub async fn messages(conn: &mut Conn, batch: &[MessageRow]) -> Result<()> {
    let sql = conn.say(MESSAGES);
    execute!(conn, sql, rows(batch))?;
    Ok(())
}

/// The counters of conversations, and what their members have read.
pub async fn counters(conn: &mut Conn, batch: &[CounterRow]) -> Result<()> {
    let sql = conn.say(COUNTERS);
    execute!(conn, sql, rows(batch))?;
    let sql = conn.say(POSITIONS);
    execute!(conn, sql, rows(batch))?;
    Ok(())
}
