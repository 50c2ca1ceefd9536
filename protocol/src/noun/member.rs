//! A person's place in a conversation.

use serde::{Deserialize, Serialize};

use crate::UserId;

/// What a member may do beyond reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Writes in a chat, reads in a group.
    Member,
    /// Also posts in a group.
    Admin,
    /// Made the conversation, or was handed it.
    Owner,
}

/// A member of a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Who.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The newest message that they have read; 0 for none. In a group only the caller's own and, to those who may
    /// post, everybody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read_seq: Option<i64>,
}
