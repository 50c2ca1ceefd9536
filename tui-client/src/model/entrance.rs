//! What somebody wants to get into.

use protocol::ConversationId;

/// A chat or group that is being made or joined. Its answer is told by it from that to another wish, which may come later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entrance {
    /// A chat with these people, called like this.
    Chat {
        /// Ids or addresses.
        people: Vec<String>,
        /// What to call it.
        name: Option<String>,
    },
    /// A new group of this name.
    Group(String),
    /// A group that is there.
    Joining(ConversationId),
}
