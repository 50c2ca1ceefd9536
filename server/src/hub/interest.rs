//! What somebody here listens to, for whoever brings news from elsewhere: each beginning and end, the last word on each.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use protocol::{ConversationId, UserId};
use tokio::sync::Notify;

/// Something that there may be news of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A conversation that a socket hears.
    Conversation(ConversationId),
    /// A user who has a socket.
    User(UserId),
}

/// See the module; clones are one.
#[derive(Clone, Debug, Default)]
pub struct Interest(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    is_watched: AtomicBool,
    changed: Mutex<HashMap<Topic, bool>>,
    wake: Notify,
}

impl Interest {
    /// Somebody takes the [`changes`](Self::changes) from now on; before, nothing is noted. To be called before anybody
    /// listens.
    pub fn watch(&self) {
        self.0.is_watched.store(true, Ordering::Relaxed);
    }

    /// Somebody begins to listen to it (or ceases to).
    pub(super) fn note(&self, topic: Topic, is_wanted: bool) {
        if self.0.is_watched.load(Ordering::Relaxed) {
            // Nothing here panics half-way through a change.
            self.0.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(topic, is_wanted);
            self.0.wake.notify_one();
        }
    }

    /// Waits until something has changed; what is wanted now (true) and what no longer.
    pub async fn changes(&self) -> HashMap<Topic, bool> {
        loop {
            let changed = std::mem::take(&mut *self.0.changed.lock().unwrap_or_else(PoisonError::into_inner));
            if !changed.is_empty() {
                return changed;
            }
            self.0.wake.notified().await;
        }
    }
}
