//! Small things for the tests of clients and checks.

use protocol::{
    Conversation, ConversationId, ConversationKind, Message, Role, ServerEvent, Timestamp, UserId,
    event::{Change, Changed},
};
use uuid::Uuid;

pub(crate) fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

pub(crate) const ROOM: u128 = 77;
pub(crate) const ME: u128 = 1;
pub(crate) const OTHER: u128 = 2;

/// Somebody else's message, which is the change of the version twice its place.
pub(crate) fn message(seq: i64) -> Message {
    Message {
        id: id(u128::from(seq.unsigned_abs()) + 1_000),
        conversation_id: id(ROOM),
        seq,
        version: seq,
        sender_id: id(OTHER),
        sender_name: "Other".into(),
        text: format!("text {seq}"),
        created_at: Timestamp::from_millis(seq),
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

pub(crate) fn change(seq: i64) -> Change {
    let changed = Changed::Message { message: message(seq) };
    Change { conversation_id: id(ROOM), version: seq, changed }
}

/// The room with that many messages, each a version.
pub(crate) fn line(count: i64) -> Conversation {
    Conversation {
        id: id::<ConversationId>(ROOM),
        kind: ConversationKind::GroupChat,
        title: "Room".into(),
        peer: None,
        presence: None,
        created_at: Timestamp::from_millis(0),
        member_count: 3,
        role: Role::Member,
        version: count,
        last_seq: count,
        read_seq: 0,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: protocol::Settings::default(),
        last_message: None,
    }
}

pub(crate) fn hello(count: i64) -> ServerEvent {
    ServerEvent::Hello {
        epoch: id(5),
        now: Timestamp::from_millis(0),
        user: protocol::Profile {
            id: id::<UserId>(ME),
            name: "Me".into(),
            email: "me@example.com".into(),
            shows_presence: true,
        },
        session_id: id(6),
        conversations: vec![line(count)],
    }
}
