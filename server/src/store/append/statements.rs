//! What a group commit says to the database.

use protocol::{ClientId, ConversationId, MessageId, UserId};
use serde::Serialize;
use uuid::Uuid;

use crate::store::dialect::{source, twins};

#[derive(Serialize)]
pub(super) struct Row<'a> {
    pub(super) i: usize,
    pub(super) id: MessageId,
    pub(super) conversation_id: ConversationId,
    pub(super) sender_id: UserId,
    pub(super) client_id: ClientId,
    pub(super) text: &'a str,
    pub(super) reply_to: Option<MessageId>,
    pub(super) created_at: i64,
    pub(super) seq: i64,
    pub(super) version: i64,
}

#[derive(Serialize)]
pub(super) struct Count {
    pub(super) id: ConversationId,
    pub(super) n: i64,
}

record! {
    pub(super) struct Facts {
        i: i64,
        kind: String,
        role: Option<String>,
        read_seq: Option<i64>,
        sender_name: String,
        reply_ok: bool,
    }
}

record! {
    pub(super) struct Counters {
        id: Uuid,
        last_seq: i64,
        version: i64,
    }
}

macro_rules! known {
    ($db:tt) => {
        concat!(
            "select n.i, m.id from ",
            source!($db i: int, sender_id: uuid, client_id: uuid),
            " as n join messages m on m.sender_id = n.sender_id and m.client_id = n.client_id"
        )
    };
}

macro_rules! facts {
    ($db:tt) => {
        concat!(
            "select n.i, c.kind, m.role, m.read_seq, u.name as sender_name,
                (n.reply_to is null or r.id is not null) as reply_ok
            from ",
            source!($db i: int, conversation_id: uuid, sender_id: uuid, reply_to: uuid),
            " as n
            join conversations c on c.id = n.conversation_id
            join users u on u.id = n.sender_id
            left join members m on m.conversation_id = c.id and m.user_id = n.sender_id and m.left_at is null
            left join messages r on r.id = n.reply_to and r.conversation_id = c.id"
        )
    };
}

macro_rules! count {
    ($db:tt) => {
        concat!(
            "update conversations set last_seq = conversations.last_seq + n.n, version = conversations.version + n.n
            from ",
            source!($db id: uuid, n: int),
            " as n where conversations.id = n.id
            returning conversations.id, conversations.last_seq, conversations.version"
        )
    };
}

macro_rules! insert {
    ($db:tt) => {
        concat!(
            "insert into messages (conversation_id, seq, id, sender_id, client_id, text, reply_to, created_at, version)
            select n.conversation_id, n.seq, n.id, n.sender_id, n.client_id, n.text, n.reply_to, n.created_at, n.version
            from ",
            source!($db conversation_id: uuid, seq: int, id: uuid, sender_id: uuid, client_id: uuid, text: text,
                reply_to: uuid, created_at: int, version: int),
            " as n"
        )
    };
}

/// Sending counts as reading.
macro_rules! read {
    ($db:tt) => {
        concat!(
            "update members set read_seq = n.seq, sent_seq = n.seq from ",
            source!($db conversation_id: uuid, sender_id: uuid, seq: int),
            " as n where members.conversation_id = n.conversation_id and members.user_id = n.sender_id"
        )
    };
}

twins! {
    KNOWN = known!();
    FACTS = facts!();
    COUNT = count!();
    INSERT = insert!();
    READ = read!();
}

/// PostgreSQL has many writers: they take the rows they will count in one order, and wait for each other there.
/// SQLite's only writer holds the whole file.
pub(in crate::store) const LOCK: &str = concat!(
    "select c.id from conversations c where c.id in (select id from ",
    source!(postgres id: uuid),
    " as n) order by c.id for update"
);
