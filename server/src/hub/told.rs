//! Up to where authors who are here have been told that all have read: news that come late, or twice, are none.

use std::collections::HashMap;

use protocol::{ConversationId, ServerEvent, UserId};

use super::{Delivery, Hub, Scope, State};

/// By author and conversation, while the author has a socket here.
#[derive(Debug, Default)]
pub(super) struct Told(HashMap<UserId, HashMap<ConversationId, i64>>);

impl Told {
    /// Notes it; false when as much was told before.
    pub(super) fn raise(&mut self, user: UserId, id: ConversationId, seq: i64) -> bool {
        let told = self.0.entry(user).or_default().entry(id).or_insert(0);
        let is_news = *told < seq;
        *told = seq.max(*told);
        is_news
    }

    /// Nobody is here any more to hear it.
    pub(super) fn forget(&mut self, user: UserId) {
        self.0.remove(&user);
    }
}

impl Hub {
    /// Tells an author that all others have read up to a place; what they were told here already is not told again.
    pub fn tell_fully_read(&self, user: UserId, conversation: ConversationId, seq: i64, event: ServerEvent) {
        let mut state = self.lock();
        let State { users, told, .. } = &mut *state;
        let Some(queues) = users.get(&user).filter(|_| told.raise(user, conversation, seq)) else { return };
        let delivery = Delivery::new(event);
        for queue in queues.iter().filter(|queue| queue.listener().scope == Scope::User) {
            queue.push(&delivery, false);
        }
    }
}
