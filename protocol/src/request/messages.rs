//! Messages.

use serde::{Deserialize, Serialize};

use crate::{ClientId, ConversationId, MessageId, UserId};

/// Write in a chat.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SendMessage {
    /// Where.
    pub chat_id: ConversationId,
    /// What it says: 1–4000 characters; nothing when it forwards.
    #[serde(default)]
    pub text: String,
    /// The same for every try of the same message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// The message that it answers, of the same chat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The message whose words it bears, of any conversation that the caller reads: the server copies them. It says
    /// nothing beside: `text` is empty, and it answers nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forward_of: Option<MessageId>,
    /// Of old clients: accepted only when it is the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<UserId>,
}

/// Post in a group.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Post {
    /// What it says: 1–4000 characters; nothing when it forwards.
    #[serde(default)]
    pub text: String,
    /// The same for every try of the same post.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
    /// The post that it answers, of the same group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<MessageId>,
    /// The message whose words it bears, of any conversation that the caller reads: the server copies them. It says
    /// nothing beside: `text` is empty, and it answers nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forward_of: Option<MessageId>,
}

/// Say something else in a message.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EditMessage {
    /// What it says now: 1–4000 characters.
    pub text: String,
}

/// Put a sign to a message, or take it away: what a form says.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct React {
    /// One emoji.
    pub emoji: String,
    /// Whether it shall be there; without it the sign is taken away if it is there, and put if not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set: Option<bool>,
}

/// Find messages that the caller may read now. Words are found in all their forms, in Russian and English; the last word,
/// and a word with `*` after it, also when only its beginning of two letters or more is given. All words must be there. In
/// `q` too one may write `from:name` (or `from:me`), `in:title`, `before:2026-01-31` and `after:2026-01-31` (days in UTC),
/// with quotes about what has spaces.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SearchMessages {
    /// The words, at most 200 characters.
    pub q: String,
    /// Only in this chat or group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chat_id: Option<ConversationId>,
    /// 1–50; 20 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// As the page before gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Which page of the history; the newest without any of them. At most one of `before`, `after`, `around`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct History {
    /// Messages with a smaller `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// Messages with a larger `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Messages about this `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub around: Option<i64>,
    /// 1–200; 50 when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Of old clients: leave out this many of the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
    /// Of old clients: accepted only when it is the caller.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<UserId>,
}

/// The caller has read up to here.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkRead {
    /// Where: a chat or a group.
    pub chat_id: ConversationId,
    /// The place of the newest message that was shown; beyond the last it means the last.
    pub seq: i64,
}

/// The answer to the demo data's route.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TestData {
    /// Said in Russian, as v1 always did.
    pub message: String,
}
