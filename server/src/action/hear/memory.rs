//! What need not be asked twice: names and kinds.

use std::{collections::HashMap, hash::Hash};

use protocol::{ConversationId, ConversationKind, UserId};

/// Things remembered of a kind; then all are forgotten, and asked for again as they are needed.
const REMEMBERED: usize = 10_000;

#[derive(Default)]
pub(super) struct Memory {
    /// What people are called.
    pub(super) names: Recent<UserId, String>,
    /// What conversations are; it never changes.
    pub(super) kinds: Recent<ConversationId, ConversationKind>,
}

/// A map that does not grow for ever.
pub(super) struct Recent<K, V>(HashMap<K, V>);

impl<K, V> Default for Recent<K, V> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<K: Eq + Hash, V> Recent<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key)
    }

    pub(super) fn put(&mut self, key: K, value: V) {
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_remembers_and_does_not_grow_for_ever() {
        let mut recent = Recent::default();
        for n in 0..3 * REMEMBERED {
            recent.put(n, n);
            assert_eq!(recent.get(&n), Some(&n));
        }
        assert!(recent.0.len() <= REMEMBERED);
    }
}
