//! What is known of those who write: that they may, their name and what they have read; and at which message their
//! conversation is. It holds for one version of it; whoever joins, leaves or gets another role raises that, on whatever
//! node, and it is asked anew.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use protocol::{ConversationId, UserId};

/// Conversations that are remembered; beyond it all are forgotten, which costs each a question.
const MOST: usize = 50_000;

/// Somebody who may write in a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Their name.
    pub name: String,
    /// The newest message that they have read, or an older one if they read it on another node.
    pub read_seq: i64,
}

/// Senders by conversation.
#[derive(Debug, Default)]
pub struct Standings(Mutex<HashMap<ConversationId, Known>>);

/// How far a conversation has been counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counters {
    /// Its newest message.
    pub last_seq: i64,
    /// Its newest change.
    pub version: i64,
}

#[derive(Debug)]
struct Known {
    at: Counters,
    senders: HashMap<UserId, Sender>,
}

impl Standings {
    fn lock(&self) -> MutexGuard<'_, HashMap<ConversationId, Known>> {
        // Nothing here panics half-way through a change.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Where the conversation was when somebody last wrote there.
    pub fn at(&self, id: ConversationId) -> Option<Counters> {
        self.lock().get(&id).map(|known| known.at)
    }

    /// The sender, if they could write at this version.
    pub fn find(&self, id: ConversationId, version: i64, user: UserId) -> Option<Sender> {
        let all = self.lock();
        all.get(&id).filter(|known| known.at.version == version)?.senders.get(&user).cloned()
    }

    /// They may write at this version.
    pub fn learn(&self, id: ConversationId, at: Counters, user: UserId, sender: Sender) {
        let mut all = self.lock();
        if all.len() >= MOST && !all.contains_key(&id) {
            all.clear();
        }
        let known = all.entry(id).or_insert_with(|| Known { at, senders: HashMap::new() });
        if known.at != at {
            known.at = at;
            known.senders.clear();
        }
        known.senders.insert(user, sender);
    }

    /// Messages alone have led from one version to the other: who may write is as before.
    pub fn advance(&self, id: ConversationId, from: i64, to: Counters) {
        if let Some(known) = self.lock().get_mut(&id).filter(|known| known.at.version == from) {
            known.at = to;
        }
    }

    /// Something has led to this version: if it was not a message that was counted here, all is asked anew. Without this
    /// the next group would find out, and be done twice.
    pub fn changed(&self, id: ConversationId, version: i64) {
        let mut all = self.lock();
        if all.get(&id).is_some_and(|known| known.at.version < version) {
            all.remove(&id);
        }
    }

    /// They have read up to this place.
    pub fn read(&self, id: ConversationId, user: UserId, seq: i64) {
        if let Some(sender) = self.lock().get_mut(&id).and_then(|known| known.senders.get_mut(&user)) {
            sender.read_seq = sender.read_seq.max(seq);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id<T: From<Uuid>>(n: u128) -> T {
        T::from(Uuid::from_u128(n))
    }

    fn at(version: i64) -> Counters {
        Counters { last_seq: version - 2, version }
    }

    fn ann() -> Sender {
        Sender { name: "Ann".into(), read_seq: 3 }
    }

    #[test]
    fn what_is_known_holds_for_its_version_and_what_messages_make_of_it() {
        let standings = Standings::default();
        standings.learn(id(1), at(7), id(2), ann());
        assert_eq!(standings.find(id(1), 7, id(2)), Some(ann()));
        standings.advance(id(1), 7, at(9));
        assert_eq!(standings.find(id(1), 7, id(2)), None);
        assert_eq!(standings.find(id(1), 9, id(2)), Some(ann()));
        assert_eq!(standings.at(id(1)), Some(at(9)));
    }

    #[test]
    fn another_version_forgets_all_that_was_known() {
        let standings = Standings::default();
        standings.learn(id(1), at(7), id(2), ann());
        standings.advance(id(1), 6, at(9));
        assert_eq!(standings.find(id(1), 9, id(2)), None, "somebody else changed it in between");
        standings.learn(id(1), at(8), id(3), ann());
        assert_eq!(standings.find(id(1), 8, id(2)), None);
    }

    #[test]
    fn a_change_that_was_no_message_of_ours_forgets_all() {
        let standings = Standings::default();
        standings.learn(id(1), at(7), id(2), ann());
        standings.changed(id(1), 7);
        assert_eq!(standings.at(id(1)), Some(at(7)), "that is what is known");
        standings.changed(id(1), 8);
        assert_eq!(standings.at(id(1)), None);
    }

    #[test]
    fn reading_only_ever_raises() {
        let standings = Standings::default();
        standings.learn(id(1), at(7), id(2), ann());
        standings.read(id(1), id(2), 5);
        standings.read(id(1), id(2), 4);
        assert_eq!(standings.find(id(1), 7, id(2)).map(|sender| sender.read_seq), Some(5));
    }
}
