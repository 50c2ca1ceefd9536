//! What the user has said of chats, for this device alone: the server knows nothing of it.

use std::{collections::HashSet, hash::BuildHasher};

use protocol::ConversationId;

/// Chats that are marked in some way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Nothing is told of them.
    pub muted: HashSet<ConversationId>,
    /// They are to be read again, though they have been.
    pub unread: HashSet<ConversationId>,
}

/// Puts a mark where there is none, and takes it away where there is one.
pub fn toggle<S: BuildHasher>(marked: &mut HashSet<ConversationId, S>, id: ConversationId) {
    if !marked.remove(&id) {
        marked.insert(id);
    }
}
