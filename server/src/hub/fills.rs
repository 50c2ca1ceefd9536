//! Which conversations are being caught up from the store at this moment: one reading at a time for each, and few at a
//! time for all, so that catching up leaves the database to the others.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use protocol::ConversationId;
use tokio::sync::Semaphore;

/// Conversations that are read at once.
const AT_ONCE: usize = 4;

/// See the module.
#[derive(Debug)]
pub struct Fills {
    /// Up to which version each is wanted.
    wanted: Mutex<HashMap<ConversationId, i64>>,
    /// To be held while reading.
    pub permits: Semaphore,
}

impl Default for Fills {
    fn default() -> Self {
        Self { wanted: Mutex::default(), permits: Semaphore::new(AT_ONCE) }
    }
}

impl Fills {
    fn lock(&self) -> MutexGuard<'_, HashMap<ConversationId, i64>> {
        // Nothing here panics half-way through a change.
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wants a conversation told up to this version. True when nobody is at it yet: whoever is told so does it.
    pub fn begin(&self, conversation: ConversationId, version: i64) -> bool {
        let mut wanted = self.lock();
        let known = wanted.get(&conversation).copied();
        wanted.insert(conversation, version.max(known.unwrap_or(version)));
        known.is_none()
    }

    /// Up to which version it is wanted.
    pub fn wanted(&self, conversation: ConversationId) -> i64 {
        self.lock().get(&conversation).copied().unwrap_or_default()
    }

    /// It has been told up to this version. True when that was all that is wanted: it is done.
    pub fn done(&self, conversation: ConversationId, version: i64) -> bool {
        let mut wanted = self.lock();
        let done = wanted.get(&conversation).is_none_or(|wanted| *wanted <= version);
        if done {
            wanted.remove(&conversation);
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn one_does_what_several_want_and_not_less_than_the_most() {
        let (fills, id) = (Fills::default(), ConversationId::from(Uuid::from_u128(1)));
        assert!(fills.begin(id, 5));
        assert!(!fills.begin(id, 9));
        assert!(!fills.begin(id, 7));
        assert!(!fills.done(id, 8), "somebody wants 9");
        assert!(fills.done(id, 9));
        assert!(fills.begin(id, 10), "the next one does it again");
    }
}
