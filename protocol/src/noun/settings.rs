//! How somebody wants to be told of a conversation.

use serde::{Deserialize, Serialize};

/// How a member wants to be told of a conversation. Theirs alone: the others are never told, and it raises no version.
/// Whoever joins again begins without any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Settings {
    /// Nothing is told of it, but where they are called by name.
    pub muted: bool,
    /// It stands at the top of the list.
    pub pinned: bool,
    /// It is to be read again, though it has been. Whatever raises `read_seq` ends it.
    pub marked_unread: bool,
    /// How often they were changed: of two that come, the one with the larger is the newer.
    pub revision: i64,
}

impl Settings {
    /// Nothing was ever said.
    pub fn is_untouched(&self) -> bool {
        *self == Self::default()
    }
}
