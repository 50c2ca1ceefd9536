//! Durable changes: what raises a conversation's version.

use serde::{Deserialize, Serialize};

use crate::{ConversationId, Member, Message, UserId};

/// One durable change of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where.
    pub conversation_id: ConversationId,
    /// The conversation's version with it.
    pub version: i64,
    /// What has changed.
    #[serde(flatten)]
    pub changed: Changed,
}

/// What a change is about, as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Changed {
    /// A message is new, or it was edited or deleted or has other reactions: it is told as a whole, as it is now. It is new
    /// when its place is beyond the last.
    Message {
        /// The message.
        message: Message,
    },
    /// Somebody has joined, or has another role.
    MemberJoined {
        /// Who.
        member: Member,
        /// How many members there are now.
        member_count: i64,
    },
    /// Somebody has left.
    MemberLeft {
        /// Who.
        user_id: UserId,
        /// How many members there are now.
        member_count: i64,
    },
    /// The conversation has another title.
    Renamed {
        /// What it is called now.
        title: String,
    },
    /// A newer server knows a change that this version does not.
    #[serde(other, skip_serializing)]
    Unknown,
}
