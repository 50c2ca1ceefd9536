//! People and conversations for the tests: Андрей looks at his pages.

use protocol::{
    ClientId, Conversation, ConversationId, ConversationKind, Forwarded, Group, GroupType, LastMessage,
    Member, Mention, Message, Presence, Profile, Quote, Reaction, Role, Session, Settings, Span, Timestamp,
    User, UserId,
};
use uuid::Uuid;

use crate::web::{frame::Frame, language::Language, moment::Reader};

/// 2025-12-31T12:00:00Z
pub(super) const NOON: i64 = 1_767_182_400_000;

pub(super) fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

pub(super) fn at(minutes: i64) -> Timestamp {
    Timestamp::from_millis(NOON + minutes * 60_000)
}

pub(super) fn me() -> UserId {
    id(1)
}

pub(super) fn profile() -> Profile {
    Profile { id: me(), name: "Андрей".into(), email: "a@example.com".into(), shows_presence: true }
}

pub(super) fn client_id() -> ClientId {
    id(99)
}

pub(super) fn frame(lang: Language, path: &str, signed_in: bool) -> Frame {
    Frame { lang, path: path.into(), user: signed_in.then(profile) }
}

pub(super) fn reader(language: Language) -> Reader {
    Reader { language, offset: Some(180), now: at(60) }
}

pub(super) fn conversation(n: u128, kind: ConversationKind, title: &str) -> Conversation {
    Conversation {
        id: id::<ConversationId>(n),
        kind,
        title: title.into(),
        peer: None,
        presence: None,
        created_at: at(-5000),
        member_count: 3,
        role: Role::Member,
        version: 9,
        last_seq: 4,
        read_seq: 2,
        read_watermark: 1,
        read_by_some: 3,
        unread_mentions: 0,
        settings: Settings::default(),
        last_message: Some(LastMessage {
            id: id(1004),
            seq: 4,
            sender_id: id(2),
            sender_name: "Борис".into(),
            text: "Вот ссылка:\nhttps://example.com/?a=1&b=2".into(),
            created_at: at(3),
            deleted: false,
            forwarded: None,
        }),
    }
}

pub(super) fn list() -> Vec<Conversation> {
    vec![
        Conversation {
            peer: Some(User { id: id(2), name: "Борис".into() }),
            presence: Some(Presence::ONLINE),
            ..conversation(10, ConversationKind::PersonalChat, "Борис")
        },
        Conversation {
            settings: Settings { muted: true, ..Settings::default() },
            ..conversation(11, ConversationKind::GroupChat, "Дача")
        },
        Conversation {
            last_message: None,
            last_seq: 0,
            read_seq: 0,
            settings: Settings { pinned: true, marked_unread: true, ..Settings::default() },
            ..conversation(12, ConversationKind::PublicGroup, "Test Group")
        },
    ]
}

fn message(seq: i64, sender: (u128, &str), text: &str) -> Message {
    Message {
        id: id(1000 + u128::from(seq.unsigned_abs())),
        conversation_id: id(10),
        seq,
        version: seq,
        sender_id: id(sender.0),
        sender_name: sender.1.into(),
        text: text.into(),
        created_at: at(seq - 1),
        client_id: None,
        edited_at: None,
        deleted: false,
        reply_to: None,
        quote: None,
        forwarded: None,
        mentions: Vec::new(),
        reactions: Vec::new(),
        is_read: seq <= 2,
        read_by_count: i64::from(seq <= 2),
        fully_read: seq <= 1,
    }
}

pub(super) fn messages() -> Vec<Message> {
    vec![
        Message { created_at: at(-2000), ..message(1, (1, "Андрей"), "Привет, Борис!") },
        message(2, (1, "Андрей"), "Как дела?\nЧто нового?"),
        message(3, (2, "Борис"), "Привет, Андрей! <b>Хорошо</b>"),
        message(4, (2, "Борис"), "Вот ссылка: https://example.com/?a=1&b=2."),
    ]
}

pub(super) fn message_saying(text: &str, sender: &str) -> Message {
    message(3, (2, sender), text)
}

/// An answer that calls the reader and others, edited, with signs.
pub(super) fn full_message() -> Message {
    let call = |user_id, start, length| Mention { user_id, span: Span { start, length } };
    let sign = |emoji: &str, count, mine| Reaction { emoji: emoji.into(), count, mine };
    Message {
        edited_at: Some(at(9)),
        reply_to: Some(id(1001)),
        quote: Some(Box::new(quote("Кто возьмёт верёвку?", "Саша"))),
        mentions: vec![call(Some(id(3)), 0, 5), call(Some(me()), 6, 7), call(None, 16, 4)],
        reactions: vec![sign("👍", 2, true), sign("🎉", 1, false)],
        ..message(3, (2, "Борис"), "@Саша @Андрей и @все: https://example.com/@x")
    }
}

pub(super) fn quote(text: &str, sender: &str) -> Quote {
    Quote { seq: 1, sender_id: id(3), sender_name: sender.into(), text: text.into(), deleted: false }
}

pub(super) fn forwarded(name: &str) -> Forwarded {
    Forwarded { user_id: id(3), name: name.into() }
}

pub(super) fn members() -> Vec<Member> {
    [(1, "Андрей", Role::Member), (2, "Борис", Role::Owner), (3, "Саша", Role::Admin)]
        .map(|(n, name, role)| Member { id: id(n), name: name.into(), role, read_seq: Some(1) })
        .into()
}

pub(super) fn group(name: &str, role: Option<Role>) -> Group {
    Group {
        id: id(12),
        name: name.into(),
        created_at: at(-5000),
        group_type: GroupType::Public,
        creator_id: id(2),
        role,
        member_count: 21,
        participants: Vec::new(),
        last_message: None,
        unread_count: 0,
        last_seq: 4,
        read_seq: 0,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: Settings::default(),
        version: 9,
    }
}

pub(super) fn people() -> Vec<User> {
    vec![User { id: me(), name: "Андрей".into() }, User { id: id(2), name: "Борис".into() }]
}

pub(super) fn sessions() -> Vec<Session> {
    let session = |n, user_agent: &str, current| Session {
        id: id(n),
        created_at: at(-3000),
        last_seen_at: at(-3),
        user_agent: user_agent.into(),
        current,
    };
    vec![
        session(51, "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", true),
        session(52, "messenger/0.1", false),
    ]
}
