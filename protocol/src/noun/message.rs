//! A message.

use serde::{Deserialize, Serialize};

use crate::{ClientId, ConversationId, MessageId, Timestamp, UserId};

/// A message as one caller sees it.
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
    /// Somebody other than its author has read it.
    pub is_read: bool,
    /// How many others have read it.
    #[serde(default)]
    pub read_by_count: i64,
    /// Every other member has read it.
    #[serde(default)]
    pub fully_read: bool,
}
