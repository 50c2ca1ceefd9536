//! Catching up: how far each conversation is known, which have a gap in their versions, and which have been asked for.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    time::Duration,
};

use protocol::{ConversationId, RequestId, Timestamp, event::Change, limits};

use super::later;

/// Conversations that nobody looks at are asked for one by one: so many at once after a hello ...
const BURST: usize = 16;
/// ... and then one in this time, so that half of the frames that the server takes are left for their user.
const ASK_EVERY: Duration = Duration::from_secs(1);
/// Pages that nobody has asked for yet come one after the other, with so much time between them.
const FETCH_EVERY: Duration = Duration::from_millis(500);
/// So many answers are waited for before the next one is asked for.
const ASKED_AT_ONCE: usize = 2;

/// How far a conversation is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// All changes up to this version.
    pub version: i64,
    /// The newest message then.
    pub last_seq: i64,
}

/// What is being caught up with.
#[derive(Clone, Debug, Default)]
pub struct Sync {
    gaps: HashMap<ConversationId, Gap>,
    asked: HashMap<RequestId, ConversationId>,
    /// Conversations of which messages are kept on the disk.
    kept: HashSet<ConversationId>,
    /// Where less is known than the list says.
    behind: HashMap<ConversationId, Held>,
    /// Those of them that are asked for by themselves, the liveliest first.
    queue: VecDeque<ConversationId>,
    /// Those of which nothing is kept, and whose newest messages are fetched by themselves.
    unfetched: VecDeque<ConversationId>,
    fetching: Option<ConversationId>,
    next_at: Option<Timestamp>,
    burst: usize,
}

/// Changes that came too early.
#[derive(Clone, Debug)]
struct Gap {
    until: Timestamp,
    ahead: BTreeMap<i64, Change>,
    /// It did not close by itself.
    stays: bool,
}

impl Gap {
    const fn until(until: Timestamp) -> Self {
        Self { until, ahead: BTreeMap::new(), stays: false }
    }
}

impl Sync {
    /// The connection is new: what was asked on the old one is not answered any more.
    pub fn begin_again(&mut self) {
        self.gaps.clear();
        self.asked.clear();
        self.queue.clear();
        self.unfetched.clear();
        self.fetching = None;
        self.next_at = None;
        self.burst = BURST;
    }

    /// Messages of it are on the disk.
    pub fn keep_messages(&mut self, id: ConversationId) {
        self.kept.insert(id);
    }

    /// Whether messages of it are on the disk.
    pub fn keeps_messages(&self, id: ConversationId) -> bool {
        self.kept.contains(&id)
    }

    /// How far it is known, where that is less than the list says.
    pub fn behind(&self, id: ConversationId) -> Option<Held> {
        self.behind.get(&id).copied()
    }

    /// The server has more of it than is known here, and not only because something comes a moment early.
    pub fn lags(&self, id: ConversationId) -> bool {
        self.behind.contains_key(&id) || self.gaps.get(&id).is_some_and(|gap| gap.stays)
    }

    /// It is known so far and no further.
    pub fn lag(&mut self, id: ConversationId, held: Held) {
        self.behind.insert(id, held);
    }

    /// It is known as far as the list says.
    pub fn level(&mut self, id: ConversationId) {
        self.behind.remove(&id);
        self.queue.retain(|other| *other != id);
    }

    /// These are to be caught up with, in this order.
    pub fn enqueue(&mut self, ids: Vec<ConversationId>) {
        self.queue = ids.into();
    }

    /// The next conversation that is asked for by itself, when its time has come.
    pub fn take_next(&mut self, now: Timestamp) -> Option<ConversationId> {
        if self.asked.len() >= ASKED_AT_ONCE || self.next_at.is_some_and(|at| at > now) {
            return None;
        }
        let next = self.queue.pop_front()?;
        self.burst = self.burst.saturating_sub(1);
        self.next_at = (self.burst == 0).then(|| later(now, ASK_EVERY));
        Some(next)
    }

    /// The newest messages of these are to be fetched, in this order, when there is nothing to catch up with.
    pub fn fetch(&mut self, ids: Vec<ConversationId>) {
        self.unfetched = ids.into();
    }

    /// The next conversation of which messages are fetched by themselves, when its time has come.
    pub fn take_unfetched(&mut self, now: Timestamp) -> Option<ConversationId> {
        let waits = !self.is_fetching() || self.next_at.is_some_and(|at| at > now);
        if waits {
            return None;
        }
        self.fetching = self.unfetched.pop_front();
        self.next_at = Some(later(now, FETCH_EVERY));
        self.fetching
    }

    /// They have come, or not; false when they were not fetched by themselves.
    pub fn fetched(&mut self, id: ConversationId) -> bool {
        self.fetching.take_if(|fetching| *fetching == id).is_some()
    }

    /// Something is to be fetched and nothing else is to be done before.
    fn is_fetching(&self) -> bool {
        let busy = !self.queue.is_empty() || !self.asked.is_empty() || self.fetching.is_some();
        !busy && !self.unfetched.is_empty()
    }

    /// Keeps a change that came before its turn.
    pub fn keep(&mut self, change: Change, now: Timestamp) {
        let gap = self
            .gaps
            .entry(change.conversation_id)
            .or_insert_with(|| Gap::until(later(now, limits::GAP_WAIT)));
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

    /// When the next conversation must be asked for.
    pub fn due(&self) -> Option<Timestamp> {
        let gap = self.gaps.iter().filter(|(id, _)| !self.is_asked(**id)).map(|(_, gap)| gap.until).min();
        let waits = (!self.queue.is_empty() && self.asked.len() < ASKED_AT_ONCE) || self.is_fetching();
        let next = waits.then(|| self.next_at.unwrap_or(Timestamp::from_millis(0)));
        [gap, next].into_iter().flatten().min()
    }

    /// The conversations whose gap must be asked for now.
    pub fn take_due(&self, now: Timestamp) -> Vec<ConversationId> {
        let due = self.gaps.iter().filter(|(id, gap)| gap.until <= now && !self.is_asked(**id));
        due.map(|(id, _)| *id).collect()
    }

    /// The server could not answer: the conversation is asked for again, not before this time.
    pub fn again(&mut self, id: ConversationId, until: Timestamp) {
        let gap = self.gaps.entry(id).or_insert_with(|| Gap::until(until));
        (gap.until, gap.stays) = (until, true);
    }

    /// A conversation has been asked for.
    pub fn ask(&mut self, request: RequestId, id: ConversationId) {
        self.asked.insert(request, id);
        self.queue.retain(|other| *other != id);
        if let Some(gap) = self.gaps.get_mut(&id) {
            gap.stays = true;
        }
    }

    /// The answer to a request has come.
    pub fn answered(&mut self, request: RequestId) -> Option<ConversationId> {
        self.asked.remove(&request)
    }

    /// The conversation is being asked for, or will be in a moment.
    pub fn is_minded(&self, id: ConversationId) -> bool {
        self.gaps.contains_key(&id) || self.is_asked(id)
    }

    fn is_asked(&self, id: ConversationId) -> bool {
        self.asked.values().any(|asked| *asked == id)
    }

    /// Forgets its messages, which are worthless.
    pub fn forget_messages(&mut self, id: ConversationId) {
        self.kept.remove(&id);
        self.level(id);
    }

    /// Forgets everything about a conversation.
    pub fn forget(&mut self, id: ConversationId) {
        self.forget_messages(id);
        self.gaps.remove(&id);
        self.asked.retain(|_, asked| *asked != id);
    }
}
