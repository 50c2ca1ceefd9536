//! One sample of everything that is said. `covers_*` matches exhaustively, so that a new variant asks for its sample.

mod answers;
mod commands;
mod events;
mod requests;
mod v1;

use protocol::{
    Chat, ChatType, Conversation, ConversationKind, ErrorCode, FieldError, Forwarded, Found, Group,
    GroupType, Hit, LastMessage, Member, Mention, Message, Presence, Problem, Profile, Quote, Reaction, Role,
    Session, Settings, Span, Timestamp, User,
};
use uuid::Uuid;

pub(crate) use commands::commands;
pub(crate) use events::events;
pub(crate) use requests::requests;
pub(crate) use v1::*;

/// A fixed id.
pub(crate) fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(0x7000_8000_0000_0000_0000 + n))
}

pub(crate) fn time() -> Timestamp {
    Timestamp::from_millis(1_767_225_599_007)
}

pub(crate) fn message() -> Message {
    Message {
        id: id(3),
        conversation_id: id(1),
        seq: 7,
        version: 9,
        sender_id: id(2),
        sender_name: "Андрей".into(),
        text: "Привет, Борис!".into(),
        created_at: time(),
        client_id: Some(id(4)),
        edited_at: Some(time()),
        deleted: false,
        reply_to: Some(id(5)),
        quote: Some(Box::new(quote())),
        forwarded: Some(Box::new(forwarded())),
        mentions: vec![
            Mention { user_id: Some(id(6)), span: Span { start: 8, length: 6 } },
            Mention { user_id: None, span: Span { start: 20, length: 4 } },
        ],
        reactions: vec![Reaction { emoji: "👍".into(), count: 2, mine: true }],
        is_read: true,
        read_by_count: 1,
        fully_read: true,
    }
}

fn quote() -> Quote {
    Quote {
        seq: 6, sender_id: id(6), sender_name: "Борис".into(), text: "Как дела?".into(), deleted: false
    }
}

fn forwarded() -> Forwarded {
    Forwarded { user_id: id(6), name: "Борис".into() }
}

pub(crate) fn found() -> Found {
    let hit = Hit {
        message_id: id(3),
        conversation_id: id(1),
        kind: ConversationKind::PersonalChat,
        title: "Борис".into(),
        seq: 7,
        sender_id: id(2),
        sender_name: "Андрей".into(),
        created_at: time(),
        forwarded: Some(Box::new(forwarded())),
        snippet: "Привет, Борис!".into(),
        matches: vec![Span { start: 0, length: 6 }],
    };
    Found { hits: vec![hit], cursor: Some("abc".into()), indexing: false }
}

pub(crate) fn last_message() -> LastMessage {
    LastMessage {
        id: id(3),
        seq: 7,
        sender_id: id(2),
        sender_name: "Андрей".into(),
        text: "Привет, Борис!".into(),
        created_at: time(),
        deleted: false,
        forwarded: Some(Box::new(forwarded())),
    }
}

pub(crate) fn conversation() -> Conversation {
    Conversation {
        id: id(1),
        kind: ConversationKind::PersonalChat,
        title: "Борис".into(),
        peer: Some(User { id: id(6), name: "Борис".into() }),
        presence: Some(Presence::left(Some(time()))),
        created_at: time(),
        member_count: 2,
        role: Role::Member,
        version: 9,
        last_seq: 7,
        read_seq: 6,
        read_watermark: 5,
        read_by_some: 5,
        unread_mentions: 1,
        settings: SETTINGS,
        last_message: Some(last_message()),
    }
}

const SETTINGS: Settings = Settings { muted: true, pinned: true, marked_unread: true, revision: 4 };

pub(crate) fn member() -> Member {
    Member { id: id(6), name: "Борис".into(), role: Role::Owner, read_seq: Some(5) }
}

pub(crate) fn chat() -> Chat {
    Chat {
        id: id(1),
        created_at: time(),
        chat_type: ChatType::Group,
        name: Some("Team".into()),
        title: "Team".into(),
        participants: vec![id(6)],
        members: vec![member()],
        presence: Some(Presence::ONLINE),
        last_message: Some(last_message()),
        unread_count: 1,
        last_seq: 7,
        read_seq: 6,
        read_watermark: 5,
        read_by_some: 5,
        unread_mentions: 1,
        settings: SETTINGS,
        version: 9,
    }
}

pub(crate) fn group() -> Group {
    Group {
        id: id(1),
        name: "News".into(),
        created_at: time(),
        group_type: GroupType::Private,
        creator_id: id(6),
        role: Some(Role::Admin),
        member_count: 2,
        participants: vec![id(6)],
        last_message: Some(last_message()),
        unread_count: 1,
        last_seq: 7,
        read_seq: 6,
        read_watermark: 5,
        read_by_some: 5,
        unread_mentions: 1,
        settings: SETTINGS,
        version: 9,
    }
}

pub(crate) fn profile() -> Profile {
    Profile { id: id(2), name: "Андрей".into(), email: "a@example.com".into(), shows_presence: true }
}

pub(crate) fn session() -> Session {
    Session {
        id: id(8),
        created_at: time(),
        last_seen_at: time(),
        user_agent: "curl/8".into(),
        current: true,
    }
}

pub(crate) fn problem() -> Problem {
    Problem {
        kind: "about:blank".into(),
        title: "Unprocessable Entity".into(),
        status: 422,
        detail: "Message too long".into(),
        code: ErrorCode::Invalid,
        request_id: Some("0199".into()),
        errors: vec![FieldError {
            field: "text".into(),
            code: "too_long".into(),
            message: "At most 4000".into(),
        }],
    }
}
