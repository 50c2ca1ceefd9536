//! Catching up: which conversations have a gap in their versions, and which have been asked for.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use protocol::{ConversationId, RequestId, Timestamp, event::Change, limits};

use super::later;

/// A question that could not be answered is asked again after this long.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// What is being caught up with.
#[derive(Clone, Debug, Default)]
pub struct Sync {
    gaps: HashMap<ConversationId, Gap>,
    asked: HashMap<RequestId, ConversationId>,
}

/// Changes that came too early.
#[derive(Clone, Debug)]
struct Gap {
    until: Timestamp,
    ahead: BTreeMap<i64, Change>,
}

impl Sync {
    /// Keeps a change that came before its turn.
    pub fn keep(&mut self, change: Change, now: Timestamp) {
        let gap = self
            .gaps
            .entry(change.conversation_id)
            .or_insert_with(|| Gap { until: later(now, limits::GAP_WAIT), ahead: BTreeMap::new() });
        gap.ahead.insert(change.version, change);
    }

    /// The kept change whose turn it is once `version` is held.
    pub fn next(&mut self, id: ConversationId, version: i64) -> Option<Change> {
        let gap = self.gaps.get_mut(&id)?;
        gap.ahead.retain(|ahead, _| *ahead > version);
        let next = gap.ahead.remove(&(version + 1));
        if gap.ahead.is_empty() {
            self.gaps.remove(&id);
        }
        next
    }

    /// When the next gap must be asked for.
    pub fn due(&self) -> Option<Timestamp> {
        self.gaps.iter().filter(|(id, _)| !self.is_asked(**id)).map(|(_, gap)| gap.until).min()
    }

    /// The conversations whose gap must be asked for now.
    pub fn take_due(&self, now: Timestamp) -> Vec<ConversationId> {
        let due = self.gaps.iter().filter(|(id, gap)| gap.until <= now && !self.is_asked(**id));
        due.map(|(id, _)| *id).collect()
    }

    /// The server could not answer: the conversation is asked for again after a while.
    pub fn again(&mut self, id: ConversationId, now: Timestamp) {
        let until = later(now, ASK_AGAIN);
        self.gaps.entry(id).or_insert_with(|| Gap { until, ahead: BTreeMap::new() }).until = until;
    }

    /// A conversation has been asked for.
    pub fn ask(&mut self, request: RequestId, id: ConversationId) {
        self.asked.insert(request, id);
    }

    /// The answer to a request has come.
    pub fn answered(&mut self, request: RequestId) -> Option<ConversationId> {
        self.asked.remove(&request)
    }

    /// The conversation is being asked for.
    pub fn is_asked(&self, id: ConversationId) -> bool {
        self.asked.values().any(|asked| *asked == id)
    }

    /// Forgets everything about a conversation.
    pub fn forget(&mut self, id: ConversationId) {
        self.gaps.remove(&id);
        self.asked.retain(|_, asked| *asked != id);
    }
}
