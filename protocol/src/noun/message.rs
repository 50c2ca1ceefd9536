//! A message.

use serde::{Deserialize, Serialize};

use crate::{ClientId, ConversationId, MessageId, Timestamp, UserId};

/// A message as one caller sees it. Whoever hears of it again replaces what they hold: it is told as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(title = "MessageOut"))]
pub struct Message {
    /// Which.
    pub id: MessageId,
    /// Where: the chat's or group's id.
    #[serde(rename = "chat_id")]
    pub conversation_id: ConversationId,
    /// Its place in the conversation, for ever: 1, 2, 3, …
    pub seq: i64,
    /// The conversation's version at this message's last change.
    pub version: i64,
    /// Who wrote it.
    pub sender_id: UserId,
    /// Their name now.
    pub sender_name: String,
    /// What it says; empty when deleted.
    pub text: String,
    /// When the server took it.
    pub created_at: Timestamp,
    /// Only in the caller's own messages: the id that the client gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// When it was last changed by its author.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<Timestamp>,
    /// It was deleted; the place stays.
    #[serde(default)]
    pub deleted: bool,
    /// The message that this one answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// What the answered message says now. When a client hears that it was changed or deleted, so is every quote of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<Box<Quote>>,
    /// It was forwarded: whose words it bears. They are a copy, so nothing of this changes with the message they were taken
    /// from, and its sender cannot edit them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<Box<Forwarded>>,
    /// Whom it mentions, in the order of the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// How many have put which sign to it, the first sign first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// Somebody other than its author has read it.
    pub is_read: bool,
    /// How many others have read it.
    #[serde(default)]
    pub read_by_count: i64,
    /// Every other member has read it.
    #[serde(default)]
    pub fully_read: bool,
}

/// An answered message, as the answer shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    /// Its place: where to jump.
    pub seq: i64,
    /// Who wrote it.
    pub sender_id: UserId,
    /// Their name now.
    pub sender_name: String,
    /// How it begins, at most [`QUOTE_CHARS`](crate::limits::QUOTE_CHARS) characters; empty when deleted.
    pub text: String,
    /// It was deleted.
    #[serde(default)]
    pub deleted: bool,
}

/// Whose words a forwarded message bears: who wrote them first, however often they were forwarded. Where, is not told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Forwarded {
    /// Who.
    pub user_id: UserId,
    /// Their name when it was forwarded first.
    pub name: String,
}

/// A part of a text, counted in characters (Unicode scalar values), not in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Span {
    /// Characters before it.
    pub start: u32,
    /// Characters in it.
    pub length: u32,
}

/// Somebody is called by name: `@Name` in the text. The server finds the names of the members when the message is
/// written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mention {
    /// Who; absent for everybody (`@all`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
    /// Where it stands in the text, with its `@`.
    #[serde(flatten)]
    pub span: Span,
}

/// A sign that people have put to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reaction {
    /// Which: one emoji.
    pub emoji: String,
    /// How many have put it.
    pub count: i64,
    /// The caller is one of them.
    #[serde(default)]
    pub mine: bool,
}

impl Message {
    /// It calls this person, by name or with everybody. Nobody is called by themselves.
    pub fn mentions(&self, user: UserId) -> bool {
        let calls = |mention: &Mention| mention.user_id.is_none_or(|id| id == user);
        self.sender_id != user && self.mentions.iter().any(calls)
    }
}
