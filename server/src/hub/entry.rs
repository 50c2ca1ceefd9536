//! Who hears which conversation: a socket that has just been opened, somebody who joins, somebody who is a member no more.

use std::sync::Arc;

use protocol::{ConversationId, ServerEvent, UserId};

use super::{Close, Delivery, Hub, Queue, Scope, State, Topic};

impl Hub {
    /// Lets a socket hear these conversations.
    pub fn listen(&self, queue: &Arc<Queue>, conversations: impl IntoIterator<Item = ConversationId>) {
        let mut state = self.lock();
        for id in conversations {
            state.enter(queue, id, 0);
        }
    }

    /// Tells at which version this socket has read the conversations that it has just begun to listen to; what came meanwhile
    /// and is newer goes out now. Returns those that it has to read again: it read them before others who came at the same time
    /// did, and what is between was kept for nobody.
    pub fn settle(
        &self,
        queue: &Arc<Queue>,
        versions: impl IntoIterator<Item = (ConversationId, i64)>,
    ) -> Vec<ConversationId> {
        let mut state = self.lock();
        let mut behind = Vec::new();
        for (id, version) in versions {
            if let Some(room) = state.rooms.get_mut(&id) {
                room.settle(version);
                behind.extend(room.has_missed(queue, version).then_some(id));
            }
        }
        behind
    }

    /// A socket does not hear this conversation.
    pub fn unlisten(&self, queue: &Arc<Queue>, conversation: ConversationId) {
        self.lock().leave(queue, conversation);
    }

    /// A user has become a member: their sockets are told so, by this event, and hear of the conversation what comes after
    /// `version`. Those that hear it already know more than that.
    pub fn join(&self, user: UserId, conversation: ConversationId, version: i64, added: ServerEvent) {
        let added = Delivery::new(added);
        let mut state = self.lock();
        let queues: Vec<_> = state.users.get(&user).into_iter().flatten().cloned().collect();
        for queue in queues.iter().filter(|queue| queue.listener().scope.is_everything()) {
            if state.enter(queue, conversation, version) {
                queue.push(&added, false);
            }
        }
        if let Some(room) = state.rooms.get_mut(&conversation) {
            room.settle(version);
        }
    }

    /// A user is no longer a member: their sockets hear nothing more of it.
    pub fn part(&self, user: UserId, conversation: ConversationId) {
        let mut state = self.lock();
        if let Some(room) = state.rooms.get_mut(&conversation) {
            room.writers.forget(user);
        }
        let queues: Vec<_> = state.users.get(&user).into_iter().flatten().cloned().collect();
        for queue in &queues {
            state.leave(queue, conversation);
            if queue.listener().scope == Scope::Conversation(conversation) {
                queue.close(Close::NotAMember);
            }
        }
    }
}

impl State {
    /// True when it is new there.
    fn enter(&mut self, queue: &Arc<Queue>, id: ConversationId, after: i64) -> bool {
        let room = self.rooms.entry(id).or_default();
        let is_first = room.is_empty();
        let is_new = room.enter(queue, after);
        if is_new {
            queue.note_room(id);
        }
        if is_first {
            self.interest.note(Topic::Conversation(id), true);
        }
        is_new
    }
}
