//! A client on a bench: the core without terminal and network, and words to say what happens to it.

#![expect(clippy::unwrap_used, reason = "a bench that fails fails the test")]

mod bench;

use protocol::{
    Conversation, ConversationId, ConversationKind, LastMessage, Message as ChatMessage, MessageId, Profile,
    Role, Timestamp, User, UserId,
};
use tui_client::{
    effect::Effect,
    model::{Entry, EntryKey, Model},
};
use uuid::Uuid;

pub(crate) struct Bench {
    pub(crate) model: Model,
    pub(crate) effects: Vec<Effect>,
    /// What was given to the disk, which is empty and quick.
    pub(crate) kept: Vec<Entry>,
    clock: i64,
    seeds: u128,
}

/// 2026-03-03 12:30 UTC.
pub(crate) const NOON: i64 = 1_772_541_000_000;
pub(crate) const ANDREY: u128 = 1;
pub(crate) const BORIS: u128 = 2;
pub(crate) const SASHA: u128 = 3;
/// The chat of Andrey and Boris.
pub(crate) const CHAT: u128 = 100;
/// A public group of Boris's.
pub(crate) const NEWS: u128 = 200;
/// A group chat of all three.
pub(crate) const TEAM: u128 = 300;

pub(crate) fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

pub(crate) fn time(millis: i64) -> Timestamp {
    Timestamp::from_millis(NOON + millis)
}

pub(crate) fn name(user: u128) -> &'static str {
    match user {
        ANDREY => "Андрей",
        BORIS => "Борис",
        _ => "Саша",
    }
}

/// A message whose place, version, id and time follow from its number.
pub(crate) fn says(chat: u128, seq: i64, user: u128, text: &str) -> ChatMessage {
    ChatMessage {
        id: message_id(chat, seq),
        conversation_id: id(chat),
        seq,
        version: seq,
        sender_id: id(user),
        sender_name: name(user).into(),
        text: text.into(),
        created_at: time((seq - 100) * 60_000),
        client_id: None,
        edited_at: None,
        deleted: false,
        reply_to: None,
        quote: None,
        forwarded: None,
        mentions: Vec::new(),
        reactions: Vec::new(),
        is_read: false,
        read_by_count: 0,
        fully_read: false,
    }
}

fn message_id(chat: u128, seq: i64) -> MessageId {
    id(chat * 1_000_000 + u128::try_from(seq).unwrap())
}

/// The cursor is on the message at a place.
#[expect(clippy::unnecessary_wraps, reason = "the cursor may be nowhere")]
pub(crate) const fn at(seq: i64) -> Option<EntryKey> {
    Some(EntryKey::Message(seq))
}

pub(crate) fn conversation(chat: u128, last: Option<&ChatMessage>) -> Conversation {
    let (kind, title, peer) = match chat {
        CHAT => (ConversationKind::PersonalChat, "Борис", Some(User { id: id(BORIS), name: "Борис".into() })),
        NEWS => (ConversationKind::PublicGroup, "Test Group", None),
        _ => (ConversationKind::GroupChat, "Team", None),
    };
    let seq = last.map_or(0, |message| message.seq);
    Conversation {
        id: id(chat),
        kind,
        title: title.into(),
        peer,
        presence: None,
        created_at: time(-1_000_000_000),
        member_count: 3,
        role: Role::Member,
        version: seq,
        last_seq: seq,
        read_seq: seq,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: protocol::Settings::default(),
        last_message: last.map(|m| LastMessage {
            id: m.id,
            seq,
            sender_id: m.sender_id,
            sender_name: m.sender_name.clone(),
            text: m.text.clone(),
            created_at: m.created_at,
            deleted: false,
            forwarded: m.forwarded.clone(),
        }),
    }
}

pub(crate) fn andrey() -> Profile {
    Profile {
        id: id(ANDREY), name: "Андрей".into(), email: "a@example.com".into(), shows_presence: true
    }
}

pub(crate) fn chat_id(chat: u128) -> ConversationId {
    id(chat)
}

pub(crate) fn user_id(user: u128) -> UserId {
    id(user)
}

/// So many messages of Boris and Andrey in turn, from place 1 on.
pub(crate) fn talk(chat: u128, count: i64) -> Vec<ChatMessage> {
    (1..=count)
        .map(|seq| says(chat, seq, if seq % 2 == 0 { ANDREY } else { BORIS }, &format!("message {seq}")))
        .collect()
}
