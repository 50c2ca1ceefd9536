//! The living: which sockets are open, what each of them hears, and in which order. No SQL; what is told here has been
//! committed before, and may be lost without harm, because every client can find the gap and ask.

mod delivery;
mod entry;
mod fills;
mod interest;
mod listener;
mod news;
mod presence;
mod queue;
mod reach;
mod room;
mod told;
mod writers;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

pub use delivery::Delivery;
pub use fills::Fills;
pub use interest::{Interest, Topic};
pub use listener::{Listener, Scope};
pub use news::News;
use protocol::{ConversationId, ServerEvent, SessionId, UserId, limits::SOCKETS_PER_USER};
pub use queue::{Close, Queue};
pub use reach::Standing;
use room::Room;
use told::Told;

/// Versions are missing between what was fanned out and what came: they are to be read from the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where.
    pub conversation: ConversationId,
    /// The last version that was fanned out.
    pub since: i64,
}

/// The open sockets of this node.
#[derive(Debug)]
pub struct Hub {
    /// What is being caught up.
    pub fills: Fills,
    /// What somebody listens to.
    pub interest: Interest,
    state: Mutex<State>,
    /// Never locked together with the other.
    present: Mutex<presence::Present>,
    next_id: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    interest: Interest,
    users: HashMap<UserId, Vec<Arc<Queue>>>,
    rooms: HashMap<ConversationId, Room>,
    told: Told,
}

impl Default for Hub {
    fn default() -> Self {
        let interest = Interest::default();
        let state = State { interest: interest.clone(), ..State::default() };
        Self {
            fills: Fills::default(),
            interest,
            state: Mutex::new(state),
            present: Mutex::default(),
            next_id: AtomicU64::default(),
        }
    }
}

impl Hub {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing here panics half-way through a change.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Registers a socket. From here on it gets what concerns its user; [`listen`](Self::listen) adds conversations.
    /// The user's oldest socket makes place for one too many, one at which nobody looks before all others.
    pub fn connect(&self, listener: Listener) -> Arc<Queue> {
        let queue = Arc::new(Queue::new(self.next_id.fetch_add(1, Ordering::Relaxed), listener));
        let mut state = self.lock();
        let queues = state.users.entry(listener.user).or_default();
        queues.push(Arc::clone(&queue));
        let is_first = queues.len() == 1;
        let oldest = queues.iter().position(|queue| queue.listener().scope == Scope::Aside).unwrap_or(0);
        let oldest = (queues.len() > SOCKETS_PER_USER).then(|| queues.remove(oldest));
        if let Some(oldest) = oldest {
            oldest.close(Close::Replaced);
            state.forget(&oldest);
        }
        if is_first {
            state.interest.note(Topic::User(listener.user), true);
        }
        queue
    }

    /// Forgets a socket.
    pub fn disconnect(&self, queue: &Arc<Queue>) {
        let mut state = self.lock();
        if let Some(queues) = state.users.get_mut(&queue.listener().user) {
            queues.retain(|other| !Arc::ptr_eq(other, queue));
            if queues.is_empty() {
                state.users.remove(&queue.listener().user);
                state.told.forget(queue.listener().user);
                state.interest.note(Topic::User(queue.listener().user), false);
            }
        }
        state.forget(queue);
    }

    /// Fans a committed change out, in the order of versions: one that is too early waits, one that was told is
    /// dropped. Returns the gap, if one is open now.
    pub fn publish(&self, news: impl Into<News>) -> Option<Gap> {
        let news = news.into();
        let conversation = news.change.conversation_id;
        let mut state = self.lock();
        let room = state.rooms.get_mut(&conversation)?;
        room.publish(news);
        room.gap().map(|since| Gap { conversation, since })
    }

    /// The gap of a conversation, if one is open.
    pub fn gap(&self, conversation: ConversationId) -> Option<Gap> {
        self.lock().rooms.get(&conversation)?.gap().map(|since| Gap { conversation, since })
    }

    /// Closes a gap with what the store holds after [`Gap::since`] up to `version`. Versions that a later change of
    /// the same thing has replaced are not among the changes, and are not waited for.
    pub fn fill(&self, conversation: ConversationId, all: Vec<News>, version: i64) {
        if let Some(room) = self.lock().rooms.get_mut(&conversation) {
            room.fill(all, version);
        }
    }

    /// Tells all who listen to a conversation, save `except`, something that has no version. `passing` things are left
    /// out where the queue is half full.
    pub fn tell_room(&self, conversation: ConversationId, event: ServerEvent, except: Option<UserId>) {
        let passing = matches!(event, ServerEvent::Typing { .. });
        let state = self.lock();
        let Some(room) = state.rooms.get(&conversation) else { return };
        let delivery = Delivery::new(event);
        for queue in room.listeners().filter(|queue| Some(queue.listener().user) != except) {
            queue.push(&delivery, passing);
        }
    }

    /// Tells some of those who listen to a conversation something that has no version. Whoever has left it meanwhile hears
    /// nothing.
    pub fn tell_some(&self, conversation: ConversationId, event: ServerEvent, some: impl Fn(UserId) -> bool) {
        let state = self.lock();
        let Some(room) = state.rooms.get(&conversation) else { return };
        let delivery = Delivery::new(event);
        let everything = room.listeners().filter(|queue| queue.listener().scope.is_everything());
        for queue in everything.filter(|queue| some(queue.listener().user)) {
            queue.push(&delivery, false);
        }
    }

    /// Tells all sockets of a user that hear what concerns the user.
    pub fn tell_user(&self, user: UserId, event: ServerEvent) {
        let state = self.lock();
        let Some(queues) = state.users.get(&user) else { return };
        let delivery = Delivery::new(event);
        for queue in queues.iter().filter(|queue| queue.listener().scope.is_everything()) {
            queue.push(&delivery, false);
        }
    }

    /// Somebody could hear [`tell_user`](Self::tell_user), and look.
    pub fn hears(&self, user: UserId) -> bool {
        let state = self.lock();
        state
            .users
            .get(&user)
            .is_some_and(|all| all.iter().any(|queue| queue.listener().scope == Scope::User))
    }

    /// Closes the sockets of a session.
    pub fn end_session(&self, user: UserId, session: SessionId) {
        let state = self.lock();
        for queue in state.users.get(&user).into_iter().flatten() {
            if queue.listener().session == session {
                queue.close(Close::SessionEnded);
            }
        }
    }

    /// Closes the sockets that hear all of a user's conversations: their clients come back and sync.
    pub fn resync(&self, user: UserId) {
        let state = self.lock();
        let queues = state.users.get(&user).into_iter().flatten();
        for queue in queues.filter(|queue| queue.listener().scope.is_everything()) {
            queue.close(Close::Resync);
        }
    }

    /// The sessions that have sockets open, and whose they are; each once.
    pub fn sessions(&self) -> Vec<(UserId, SessionId)> {
        let state = self.lock();
        let mut all: Vec<_> = state
            .users
            .values()
            .flatten()
            .map(|queue| (queue.listener().user, queue.listener().session))
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How many sockets are open.
    pub fn sockets(&self) -> usize {
        self.lock().users.values().map(Vec::len).sum()
    }
}

impl State {
    fn leave(&mut self, queue: &Arc<Queue>, id: ConversationId) {
        queue.forget_room(id);
        if let Some(room) = self.rooms.get_mut(&id) {
            room.leave(queue);
            if room.is_empty() {
                self.rooms.remove(&id);
                self.interest.note(Topic::Conversation(id), false);
            }
        }
    }

    fn forget(&mut self, queue: &Arc<Queue>) {
        for id in queue.take_rooms() {
            self.leave(queue, id);
        }
    }
}

#[cfg(test)]
mod tests;
