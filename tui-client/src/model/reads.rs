//! What has been read and is to be told to the server: at once, and then not more often than once in a while, so that a burst
//! of messages is not answered by a burst of marks.

use std::{collections::BTreeMap, time::Duration};

use protocol::{ConversationId, Timestamp};

use super::later;

/// Marks are told together, with so much time between them.
const EVERY: Duration = Duration::from_secs(1);

/// What is not told yet.
#[derive(Clone, Debug, Default)]
pub struct Reads {
    waiting: BTreeMap<ConversationId, i64>,
    next_at: Option<Timestamp>,
}

impl Reads {
    /// A conversation has been read up to a place.
    pub fn put(&mut self, id: ConversationId, seq: i64) {
        self.waiting.insert(id, seq);
    }

    /// What is to be told now.
    pub fn take_due(&mut self, now: Timestamp) -> Vec<(ConversationId, i64)> {
        if self.waiting.is_empty() || self.next_at.is_some_and(|at| at > now) {
            return Vec::new();
        }
        self.next_at = Some(later(now, EVERY));
        std::mem::take(&mut self.waiting).into_iter().collect()
    }

    /// What is to be told of one conversation, at once.
    pub fn take(&mut self, id: ConversationId) -> Option<i64> {
        self.waiting.remove(&id)
    }

    /// When something is to be told.
    pub fn due(&self) -> Option<Timestamp> {
        (!self.waiting.is_empty()).then(|| self.next_at.unwrap_or(Timestamp::from_millis(0)))
    }

    /// The connection is new: the list says what the server does not know.
    pub fn begin_again(&mut self) {
        *self = Self::default();
    }
}
