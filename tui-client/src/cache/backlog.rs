//! What is to be kept, in its order. What the disk does not take stays here and is tried again: most of it nobody says twice.

use std::time::{Duration, Instant};

use protocol::{ClientId, ConversationId};

use super::{Cache, Fault, laid::Laid};
use crate::{message::Cached, model::Entry};

/// Things in one transaction, at most: somebody may be waiting for a page.
const AT_ONCE: usize = 500;
/// The disk is tried again after so long, and each time twice as long as before, up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(1);
const LONGEST_WAIT: Duration = Duration::from_secs(16);

/// What waits to be kept.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    entries: Vec<Entry>,
    /// Messages that may be sent once they have been tried.
    unsent: Vec<ClientId>,
    trouble: Option<Trouble>,
}

/// The disk has not taken what it was given.
#[derive(Clone, Copy, Debug)]
struct Trouble {
    again_at: Instant,
    wait: Duration,
}

impl Backlog {
    /// Puts one at the end.
    pub(super) fn push(&mut self, entry: Entry) {
        if let Entry::Pending(pending) = &entry {
            self.unsent.push(pending.client_id);
        }
        if self.trouble.is_some() {
            // Nobody knows how long this lasts, and such as these come all the time.
            self.entries.retain(|older| !entry.replaces(older));
        }
        self.entries.push(entry);
    }

    /// So much waits that it is kept before anything else is heard.
    pub(super) const fn is_full(&self) -> bool {
        self.trouble.is_none() && self.entries.len() >= AT_ONCE
    }

    /// When what waits is tried again.
    pub(super) fn again_at(&self) -> Option<Instant> {
        self.trouble.map(|trouble| trouble.again_at)
    }

    /// What is known of a conversation: what waits, and the rest from the disk.
    pub(super) fn over<'a>(&'a self, cache: &'a Cache, id: ConversationId) -> Laid<'a> {
        Laid::over(cache, &self.entries, id)
    }

    /// Keeps what waits, unless the disk did not take it a moment ago. Messages may be sent after that all the same: better
    /// from memory than not at all.
    pub(super) fn write(&mut self, cache: &mut Cache, tell: &dyn Fn(Cached)) {
        if self.again_at().is_none_or(|at| at <= Instant::now()) {
            self.try_now(cache, tell);
        }
        if !self.unsent.is_empty() {
            tell(Cached::Kept(std::mem::take(&mut self.unsent)));
        }
    }

    /// The same, the last time.
    pub(super) fn try_now(&mut self, cache: &mut Cache, tell: &dyn Fn(Cached)) {
        if self.entries.is_empty() {
            return;
        }
        match self.keep(cache, tell) {
            Ok(()) => {
                self.entries.clear();
                if self.trouble.take().is_some() {
                    tell(Cached::Mended);
                }
            }
            Err(fault) => {
                let wait = self.trouble.map_or(FIRST_WAIT, |trouble| (trouble.wait * 2).min(LONGEST_WAIT));
                if self.trouble.replace(Trouble { again_at: Instant::now() + wait, wait }).is_none() {
                    tell(Cached::Failed(fault.to_string()));
                }
            }
        }
    }

    /// All at once; one after the other when one of them can never be kept, so that it does not hold up the rest.
    fn keep(&mut self, cache: &mut Cache, tell: &dyn Fn(Cached)) -> Result<(), Fault> {
        match cache.keep(&self.entries) {
            Err(fault) if fault.is_of_entry() => {}
            kept => return kept,
        }
        while let Some(entry) = self.entries.first() {
            match cache.keep(std::slice::from_ref(entry)) {
                Err(fault) if fault.is_of_entry() => tell(Cached::Unfit(fault.to_string())),
                kept => kept?,
            }
            self.entries.remove(0);
        }
        Ok(())
    }
}
