//! Which conversations have changed since the index was last brought up to them, as far as this node knows. What it does not
//! know, because it or another node ended too early, is found by looking through all.

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use protocol::ConversationId;
use tokio::sync::Notify;

/// They wait for the index.
#[derive(Debug, Default)]
pub struct Unindexed {
    waiting: Mutex<HashSet<ConversationId>>,
    news: Notify,
}

impl Unindexed {
    /// Something was written there, or changed.
    pub fn add(&self, id: ConversationId) {
        if self.waiting().insert(id) {
            self.news.notify_one();
        }
    }

    /// Takes some of them.
    pub fn take(&self, most: usize) -> Vec<ConversationId> {
        let mut waiting = self.waiting();
        let taken: Vec<_> = waiting.iter().take(most).copied().collect();
        for id in &taken {
            waiting.remove(id);
        }
        taken
    }

    /// Waits until there is one.
    pub async fn news(&self) {
        self.news.notified().await;
    }

    fn waiting(&self) -> MutexGuard<'_, HashSet<ConversationId>> {
        // Nothing here panics half-way through a change.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn each_waits_once_and_is_taken_once() {
        let waiting = Unindexed::default();
        for n in [1, 2, 2, 3] {
            waiting.add(Uuid::from_u128(n).into());
        }
        waiting.news().await;
        assert_eq!(waiting.take(2).len(), 2);
        assert_eq!(waiting.take(2).len(), 1);
        assert!(waiting.take(2).is_empty());
    }
}
