//! What a search among messages finds.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, ConversationKind, Forwarded, MessageId, Span, Timestamp, UserId};

/// A page of hits, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(title = "FoundMessages"))]
pub struct Found {
    /// The messages. A page may have few or none and yet not be the last: the work for one is bounded.
    pub hits: Vec<Hit>,
    /// Where the next page begins; absent on the last. It means nothing to a client and is good for the same query only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Some of what the caller may read is not in the index yet, and too much to look through: search again later.
    #[serde(default)]
    pub indexing: bool,
}

/// A message that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    /// Which.
    pub message_id: MessageId,
    /// Where: the chat's or group's id.
    #[serde(rename = "chat_id")]
    pub conversation_id: ConversationId,
    /// What kind of conversation that is.
    pub kind: ConversationKind,
    /// What the caller calls it.
    pub title: String,
    /// The message's place: where to jump, with `around` of the history.
    pub seq: i64,
    /// Who wrote it.
    pub sender_id: UserId,
    /// Their name now.
    pub sender_name: String,
    /// When the server took it.
    pub created_at: Timestamp,
    /// It was forwarded: whose words it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<Box<Forwarded>>,
    /// The part of the text about the first word that was found, at most
    /// [`SNIPPET_CHARS`](crate::limits::SNIPPET_CHARS) characters; plain text, never HTML.
    pub snippet: String,
    /// The words in the snippet that were found.
    pub matches: Vec<Span>,
}
