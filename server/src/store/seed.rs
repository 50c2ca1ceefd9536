//! Rows by the thousand, for big data sets. They are written as they will stay, counters and read positions included,
//! so that whatever is committed is a whole: a conversation with its members and all its messages. Nobody is connected
//! to them yet.

use protocol::{ClientId, ConversationId, MessageId, Role, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Conn,
    conversations::{self, NewConversation},
    dialect::{rows, source, twins},
};
use crate::{
    domain::{kind, role},
    error::Result,
};

/// A person.
#[derive(Serialize)]
pub struct UserRow {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// Their address, folded.
    pub email: String,
    /// argon2id, as a PHC string.
    pub password_hash: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// The name as it is searched.
    pub name_folded: String,
}

/// A conversation that has had its members and messages already.
pub struct Grown<'a> {
    /// What it is.
    pub new: NewConversation<'a>,
    /// How many members it has.
    pub member_count: i64,
    /// The newest message's place.
    pub last_seq: i64,
    /// How many durable changes it has had.
    pub version: i64,
}

/// A member of it.
pub struct MemberRow {
    /// Where.
    pub conversation_id: ConversationId,
    /// Who.
    pub user_id: UserId,
    /// What they may do.
    pub role: Role,
    /// Since when, in milliseconds.
    pub joined_at: i64,
    /// The newest message that they have read.
    pub read_seq: i64,
    /// The newest message that they have sent.
    pub sent_seq: i64,
    /// Up to here they have been told that all have read what they sent.
    pub fully_read_seq: i64,
    /// The version that counts their joining.
    pub version: i64,
}

/// A message, already numbered.
#[derive(Serialize)]
pub struct MessageRow {
    /// Which.
    pub id: MessageId,
    /// Where.
    pub conversation_id: ConversationId,
    /// Its place.
    pub seq: i64,
    /// Who.
    pub sender_id: UserId,
    /// The client's id.
    pub client_id: ClientId,
    /// What it says.
    pub text: String,
    /// When, in milliseconds.
    pub created_at: i64,
    /// The version that counts it.
    pub version: i64,
}

#[derive(Serialize)]
struct ConversationJson<'a> {
    id: ConversationId,
    kind: &'static str,
    name: Option<&'a str>,
    name_folded: Option<String>,
    pair: Option<String>,
    creator_id: UserId,
    created_at: i64,
    member_count: i64,
    last_seq: i64,
    version: i64,
}

#[derive(Serialize)]
struct MemberJson {
    conversation_id: Uuid,
    user_id: Uuid,
    role: &'static str,
    joined_at: i64,
    read_seq: i64,
    sent_seq: i64,
    fully_read_seq: i64,
    version: i64,
}

macro_rules! users {
    ($db:tt) => {
        concat!(
            "insert into users (id, name, name_folded, email, password_hash, created_at)
            select n.id, n.name, n.name_folded, n.email, n.password_hash, n.created_at from ",
            source!($db id: uuid, name: text, name_folded: text, email: text, password_hash: text, created_at: int),
            " as n where true on conflict do nothing"
        )
    };
}

macro_rules! grown {
    ($db:tt) => {
        concat!(
            "insert into conversations (id, kind, name, name_folded, pair, creator_id, created_at, member_count,
                last_seq, version, info_version)
            select n.id, n.kind, n.name, n.name_folded, n.pair, n.creator_id, n.created_at, n.member_count,
                n.last_seq, n.version, 0 from ",
            source!($db id: uuid, kind: text, name: text, name_folded: text, pair: text, creator_id: uuid,
                created_at: int, member_count: int, last_seq: int, version: int),
            " as n"
        )
    };
}

macro_rules! members {
    ($db:tt) => {
        concat!(
            "insert into members (conversation_id, user_id, role, joined_at, read_seq, sent_seq, fully_read_seq, version)
            select n.conversation_id, n.user_id, n.role, n.joined_at, n.read_seq, n.sent_seq, n.fully_read_seq,
                n.version from ",
            source!($db conversation_id: uuid, user_id: uuid, role: text, joined_at: int, read_seq: int,
                sent_seq: int, fully_read_seq: int, version: int),
            " as n"
        )
    };
}

macro_rules! messages {
    ($db:tt) => {
        concat!(
            "insert into messages (conversation_id, seq, id, sender_id, client_id, text, created_at, version,
                first_version)
            select n.conversation_id, n.seq, n.id, n.sender_id, n.client_id, n.text, n.created_at, n.version,
                n.version from ",
            source!($db conversation_id: uuid, seq: int, id: uuid, sender_id: uuid, client_id: uuid, text: text,
                created_at: int, version: int),
            " as n"
        )
    };
}

statements! {
    INDEXED = "insert into search_progress (conversation_id, seq, version)
        select c.id, c.last_seq, c.version from conversations c";
}

twins! {
    USERS = users!();
    GROWN = grown!();
    MEMBERS = members!();
    MESSAGES = messages!();
}

/// People; those whose address (or id) is taken are left out. Tells how many were made.
pub async fn users(conn: &mut Conn, batch: &[UserRow]) -> Result<u64> {
    let sql = conn.say(USERS);
    execute!(conn, sql, rows(batch))
}

/// Conversations, with the counters that their members and messages will have.
pub async fn conversations(conn: &mut Conn, batch: &[Grown<'_>]) -> Result<()> {
    let json: Vec<_> = batch
        .iter()
        .map(|grown| ConversationJson {
            id: grown.new.id,
            kind: kind::text(grown.new.kind),
            name: grown.new.name,
            name_folded: grown.new.name.map(str::to_lowercase),
            pair: grown.new.pair.map(|(one, other)| conversations::pair(one, other)),
            creator_id: grown.new.creator,
            created_at: grown.new.created_at.millis(),
            member_count: grown.member_count,
            last_seq: grown.last_seq,
            version: grown.version,
        })
        .collect();
    let sql = conn.say(GROWN);
    execute!(conn, sql, rows(&json))?;
    Ok(())
}

/// Members, with what they have read and sent.
pub async fn members(conn: &mut Conn, batch: &[MemberRow]) -> Result<()> {
    let json: Vec<_> = batch
        .iter()
        .map(|row| MemberJson {
            conversation_id: row.conversation_id.uuid(),
            user_id: row.user_id.uuid(),
            role: role::text(row.role),
            joined_at: row.joined_at,
            read_seq: row.read_seq,
            sent_seq: row.sent_seq,
            fully_read_seq: row.fully_read_seq,
            version: row.version,
        })
        .collect();
    let sql = conn.say(MEMBERS);
    execute!(conn, sql, rows(&json))?;
    Ok(())
}

/// Messages, as numbered.
pub async fn messages(conn: &mut Conn, batch: &[MessageRow]) -> Result<()> {
    let sql = conn.say(MESSAGES);
    execute!(conn, sql, rows(batch))?;
    Ok(())
}

/// The search index of all conversations counts as up to date, though nothing of them is in it: for those who lay messages
/// that nobody will look for, and do not wait until so many are folded.
pub async fn call_indexed(conn: &mut Conn) -> Result<()> {
    execute!(conn, INDEXED)?;
    Ok(())
}
