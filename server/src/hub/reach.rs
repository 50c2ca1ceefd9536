//! Who and what lives here, for those who look into the store on behalf of the living.

use protocol::{ConversationId, UserId};

use super::Hub;

/// How far a conversation has been told here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nobody listens.
    Absent,
    /// Somebody has just begun to listen, and is reading what there is.
    Unsettled,
    /// Up to this version.
    At(i64),
}

impl Hub {
    /// How far a conversation has been told.
    pub fn standing(&self, conversation: ConversationId) -> Standing {
        match self.lock().rooms.get(&conversation) {
            None => Standing::Absent,
            Some(room) => room.last().map_or(Standing::Unsettled, Standing::At),
        }
    }

    /// All conversations that somebody listens to, with the version up to which each has been told.
    pub fn standings(&self) -> Vec<(ConversationId, i64)> {
        let state = self.lock();
        state.rooms.iter().filter_map(|(id, room)| room.last().map(|last| (*id, last))).collect()
    }

    /// A socket of this user hears the conversation.
    pub fn listens(&self, user: UserId, conversation: ConversationId) -> bool {
        let state = self.lock();
        state
            .rooms
            .get(&conversation)
            .is_some_and(|room| room.listeners().any(|queue| queue.listener().user == user))
    }

    /// A socket of this user hears all of their conversations, but not this one.
    pub fn lacks(&self, user: UserId, conversation: ConversationId) -> bool {
        let state = self.lock();
        let room = state.rooms.get(&conversation);
        let hears = |id: u64| room.is_some_and(|room| room.listeners().any(|queue| queue.id() == id));
        let mut queues = state.users.get(&user).into_iter().flatten();
        queues.any(|queue| queue.listener().scope.is_everything() && !hears(queue.id()))
    }
}
