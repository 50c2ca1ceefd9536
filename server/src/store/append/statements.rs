//! What a group commit says to the database.

use protocol::{ClientId, ConversationId, MessageId, UserId};
use serde::Serialize;
use uuid::Uuid;

use crate::store::dialect::{Bulk, Joint, Set, Type, source, twins};

/// What is asked about a draft.
#[derive(Serialize)]
pub(super) struct Question {
    pub(super) i: usize,
    pub(super) conversation_id: ConversationId,
    pub(super) sender_id: UserId,
    pub(super) client_id: ClientId,
    pub(super) reply_to: Option<MessageId>,
    pub(super) forward_of: Option<MessageId>,
}

record! {
    /// A draft that was stored before.
    pub(super) struct Stored {
        i: i64,
        id: Uuid,
        is_member: bool,
    }
}

record! {
    pub(super) struct Facts {
        i: i64,
        kind: String,
        role: Option<String>,
        read_seq: Option<i64>,
        sender_name: String,
        reply_ok: bool,
        quote_seq: Option<i64>,
        quote_sender_id: Option<Uuid>,
        quote_sender_name: Option<String>,
        quote_text: Option<String>,
    }
}

record! {
    /// A message that is forwarded, and what its forwarder is where it is.
    pub(super) struct Original {
        i: i64,
        kind: String,
        role: Option<String>,
        sender_id: Uuid,
        sender_name: String,
        text: Option<String>,
        forwarded_user_id: Option<Uuid>,
        forwarded_name: Option<String>,
    }
}

record! {
    pub(super) struct Counted {
        id: Uuid,
        last_seq: i64,
        version: i64,
    }
}

macro_rules! known {
    ($db:tt) => {
        concat!(
            "select n.i, m.id, s.user_id is not null as is_member from ",
            source!($db i: int, sender_id: uuid, client_id: uuid),
            " as n join messages m on m.sender_id = n.sender_id and m.client_id = n.client_id
            left join members s on s.conversation_id = m.conversation_id and s.user_id = m.sender_id
                and s.left_at is null"
        )
    };
}

/// `coalesce` keeps PostgreSQL from deriving that a member and an answered message belong to `c`: it would look for both among
/// all that `c` has, which it takes for little, in a conversation of 200,000 messages for half a second.
macro_rules! facts {
    ($db:tt) => {
        concat!(
            "select n.i, c.kind, m.role, m.read_seq, u.name as sender_name,
                (n.reply_to is null or r.id is not null) as reply_ok, r.seq as quote_seq,
                r.sender_id as quote_sender_id, ru.name as quote_sender_name, r.text as quote_text
            from ",
            source!($db i: int, conversation_id: uuid, sender_id: uuid, reply_to: uuid),
            " as n
            join conversations c on c.id = coalesce(n.conversation_id, n.conversation_id)
            join users u on u.id = n.sender_id
            left join members m on m.conversation_id = n.conversation_id and m.user_id = n.sender_id
                and m.left_at is null
            left join messages r on r.id = n.reply_to and r.conversation_id = n.conversation_id
            left join users ru on ru.id = r.sender_id"
        )
    };
}

macro_rules! originals {
    ($db:tt) => {
        concat!(
            "select n.i, c.kind, o.sender_id, u.name as sender_name, o.text, o.forwarded_user_id, o.forwarded_name,
                (select m.role from members m where m.conversation_id = o.conversation_id and m.user_id = n.sender_id
                    and m.left_at is null) as role
            from ",
            source!($db i: int, sender_id: uuid, forward_of: uuid),
            " as n
            join messages o on o.id = n.forward_of
            join conversations c on c.id = o.conversation_id
            join users u on u.id = o.sender_id",
            held!($db)
        )
    };
}

/// Nobody takes back what is being copied: SQLite has one writer.
macro_rules! held {
    (sqlite) => {
        ""
    };
    (postgres) => {
        " for share of o"
    };
}

twins! {
    KNOWN = known!();
    FACTS = facts!();
    ORIGINALS = originals!();
}

/// The counters, for the transaction to raise. PostgreSQL has many writers: they take the rows in one order, and wait
/// for each other there; not for those who only refer to them, as the index of messages does. SQLite's only writer holds
/// the whole file.
pub(in crate::store) static LOCK: Bulk = Bulk::new(
    &[("id", Type::Uuid)],
    "select c.id, c.last_seq, c.version from n cross join conversations c where c.id = n.id",
)
.on_postgres("order by c.id for no key update of c");

/// What a group writes: its messages, where that leaves their conversations, and that sending counts as reading. A message
/// that is there already, and a conversation that is not where it was remembered to be, are missed, and with them all.
///
/// PostgreSQL takes the conversations in the order of [`LOCK`] and writes nothing before it has them, so that nodes wait for
/// each other here as well. A message that is there already breaks the statement off: to look for it first would cost every
/// message what one in a thousand is.
pub(in crate::store) static APPEND: Joint = Joint::new(
    &[
        Set {
            name: "fresh",
            columns: &[
                ("conversation_id", Type::Uuid),
                ("seq", Type::Int),
                ("id", Type::Uuid),
                ("sender_id", Type::Uuid),
                ("client_id", Type::Uuid),
                ("text", Type::Text),
                ("reply_to", Type::Uuid),
                ("created_at", Type::Int),
                ("version", Type::Int),
                ("mentions", Type::Text),
                ("forwarded_user_id", Type::Uuid),
                ("forwarded_name", Type::Text),
            ],
            row: "insert into messages (conversation_id, seq, id, sender_id, client_id, text, reply_to, created_at, version,
                    first_version, mentions, forwarded_user_id, forwarded_name)
                values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12) on conflict do nothing",
        },
        Set {
            name: "touched",
            columns: &[
                ("id", Type::Uuid),
                ("last_seq", Type::Int),
                ("version", Type::Int),
                ("was_last_seq", Type::Int),
                ("was_version", Type::Int),
            ],
            row: "update conversations set last_seq = ?2, version = ?3
                where id = ?1 and last_seq = ?4 and version = ?5",
        },
        Set {
            name: "newest",
            columns: &[("conversation_id", Type::Uuid), ("sender_id", Type::Uuid), ("seq", Type::Int)],
            row: "update members set read_seq = ?3, sent_seq = ?3 where conversation_id = ?1 and user_id = ?2",
        },
    ],
    "locked as (
            select c.id from touched n
            join conversations c on c.id = n.id and c.last_seq = n.was_last_seq and c.version = n.was_version
            order by c.id for no key update of c
        ), agreed as (
            select from (values (1)) as one
            where (select count(*) from locked) = (select count(*) from touched)
        ), counted as (
            update conversations set last_seq = n.last_seq, version = n.version from touched n, agreed
            where conversations.id = n.id
        ), stored as (
            insert into messages (conversation_id, seq, id, sender_id, client_id, text, reply_to, created_at, version,
                first_version, mentions, forwarded_user_id, forwarded_name)
            select n.conversation_id, n.seq, n.id, n.sender_id, n.client_id, n.text, n.reply_to, n.created_at, n.version,
                n.version, n.mentions, n.forwarded_user_id, n.forwarded_name
            from fresh n, agreed
        ), seen as (
            update members set read_seq = n.seq, sent_seq = n.seq from newest n, agreed
            where members.conversation_id = n.conversation_id and members.user_id = n.sender_id
        )
        select exists (select from agreed)",
);

/// For the census.
pub(in crate::store) static BULK: &[(&str, &Bulk)] = &[("LOCK", &LOCK)];
