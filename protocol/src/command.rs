//! What a client of `/api/v1/ws` wishes.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{ClientId, ConversationId, MessageId, RequestId, request::ChangeSettings};

/// A wish. Those with a `client_id` or a `request_id` are answered by an event with the same id; a repeated wish does
/// no harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ClientCommand {
    /// Write a message. Answered by `ack` once it is stored for good, or by `error`.
    Send {
        /// Where.
        conversation_id: ConversationId,
        /// The same for every try of the same message.
        client_id: ClientId,
        /// What it says: 1–[`TEXT_CHARS`](crate::limits::TEXT_CHARS) characters; nothing when it forwards.
        #[serde(default)]
        text: String,
        /// The message that it answers, of the same conversation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply_to: Option<MessageId>,
        /// The message whose words it bears, of any conversation that the sender reads: the server copies them. It says
        /// nothing beside: `text` is empty, and it answers nothing.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        forward_of: Option<MessageId>,
    },
    /// The user is typing; at most every [`TYPING_EVERY`](crate::limits::TYPING_EVERY). Not answered.
    Typing {
        /// Where.
        conversation_id: ConversationId,
    },
    /// The user has read up to here; less than before changes nothing. Not answered unless wrong.
    Read {
        /// Where.
        conversation_id: ConversationId,
        /// The place of the newest message that was shown.
        seq: i64,
        /// Comes back with an error.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<RequestId>,
    },
    /// Say something else in the caller's own message. Answered by `done` or `error`.
    Edit {
        /// Where.
        conversation_id: ConversationId,
        /// Which.
        message_id: MessageId,
        /// What it says now.
        text: String,
        /// Comes back with the answer.
        request_id: RequestId,
    },
    /// Take a message back: its text is gone for all, its place stays. Answered by `done` or `error`.
    Delete {
        /// Where.
        conversation_id: ConversationId,
        /// Which.
        message_id: MessageId,
        /// Comes back with the answer.
        request_id: RequestId,
    },
    /// Put a sign to a message, or take it away. Answered by `done` or `error`.
    React {
        /// Where.
        conversation_id: ConversationId,
        /// Which.
        message_id: MessageId,
        /// One emoji.
        emoji: String,
        /// Whether it shall be there.
        set: bool,
        /// Comes back with the answer.
        request_id: RequestId,
    },
    /// Be told of a conversation otherwise; what is absent stays as it is. Answered by `settings` or `error`. What this
    /// socket has read and sent before counts as before it.
    Set {
        /// Which.
        conversation_id: ConversationId,
        /// How.
        #[serde(flatten)]
        wish: ChangeSettings,
        /// Comes back with the answer.
        request_id: RequestId,
    },
    /// Here is another access token of the same session, in place of the one that runs out. Answered by `authenticated`
    /// or `error`.
    Auth {
        /// As a renewal gave it.
        access_token: AccessToken,
        /// Comes back with the answer.
        request_id: RequestId,
    },
    /// What has changed since? Answered by `changes` or `reset`.
    Sync {
        /// Where.
        conversation_id: ConversationId,
        /// The version that the client holds; 0 for none.
        since: i64,
        /// Comes back with the answer.
        request_id: RequestId,
    },
}

/// An access token. It never shows in a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccessToken(pub String);

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(hidden)")
    }
}
