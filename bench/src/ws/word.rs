//! What a client says: to the server a wish, to the relay the very event that the server would make of it, so that
//! both carry the same bytes to every listener.

use std::{
    sync::OnceLock,
    time::{Duration, Instant},
};

use protocol::{
    ClientCommand, ClientId, ConversationId, Message, MessageId, ServerEvent, Timestamp,
    event::{Change, Changed},
};
use uuid::Uuid;

use crate::data::{World, user_id};

/// Bytes of a message's text.
const TEXT_BYTES: usize = 100;
/// Of which the first tell when it was due.
pub(super) const DUE_DIGITS: usize = 16;

/// A moment on this process's clock, small enough to travel in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stamp(u64);

impl Stamp {
    /// Now.
    pub(crate) fn now() -> Self {
        Self::at(Instant::now())
    }

    /// That moment; moments before the first stamp are all the same.
    pub(crate) fn at(moment: Instant) -> Self {
        static START: OnceLock<Instant> = OnceLock::new();
        let start = START.get_or_init(Instant::now);
        Self(u64::try_from(moment.saturating_duration_since(*start).as_nanos()).unwrap_or(u64::MAX))
    }

    pub(super) const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// How long ago it was.
    pub(crate) fn elapsed(self) -> Duration {
        Duration::from_nanos(Self::now().0.saturating_sub(self.0))
    }

    fn text(self) -> String {
        format!("{:0DUE_DIGITS$}{}", self.0, ".".repeat(TEXT_BYTES - DUE_DIGITS))
    }
}

/// A wish to write in a conversation.
pub(crate) fn send(room: ConversationId, due: Stamp) -> String {
    let client_id = ClientId::from(Uuid::now_v7());
    json(&ClientCommand::Send {
        conversation_id: room,
        client_id,
        text: due.text(),
        reply_to: None,
        forward_of: None,
    })
}

/// The event that the server would tell of the sender's message with that number. Its conversation is the sender's
/// number, so that each sender's messages can be counted by themselves.
pub(crate) fn relayed(sender: u32, seq: u64, due: Stamp) -> String {
    let conversation_id = World::room(sender);
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let message = Message {
        id: MessageId::from(Uuid::now_v7()),
        conversation_id,
        seq,
        version: seq,
        sender_id: user_id(sender),
        sender_name: format!("Person {sender:05}"),
        text: due.text(),
        created_at: Timestamp::from_millis(1_800_000_000_123),
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
    };
    let changed = Changed::Message { message };
    json(&ServerEvent::Change(Change { conversation_id, version: seq, changed }))
}

fn json(value: &impl serde::Serialize) -> String {
    // Plain structs of numbers and strings cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}
