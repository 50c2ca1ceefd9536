//! A conversation that somebody listens to: who, and which version was fanned out last.

use std::{collections::BTreeMap, sync::Arc};

use protocol::event::Changed;

use super::{News, Queue, writers::Writers};

/// Listeners, and changes that came before their turn.
#[derive(Debug, Default)]
pub(super) struct Room {
    listeners: Vec<Listening>,
    /// Unknown until the first listener has read the conversation from the store.
    last: Option<i64>,
    early: BTreeMap<i64, News>,
    pub(super) writers: Writers,
}

/// A socket, and the version after which it hears the conversation: what its user was not there for is told late to the
/// others alone, and what came before anybody had read the conversation is told to nobody.
#[derive(Debug)]
struct Listening {
    queue: Arc<Queue>,
    after: i64,
}

impl Room {
    /// True when it is new here.
    pub(super) fn enter(&mut self, queue: &Arc<Queue>, after: i64) -> bool {
        let new = !self.listeners().any(|other| Arc::ptr_eq(other, queue));
        if new {
            self.listeners.push(Listening { queue: Arc::clone(queue), after });
        }
        new
    }

    pub(super) fn leave(&mut self, queue: &Arc<Queue>) {
        self.listeners.retain(|other| !Arc::ptr_eq(&other.queue, queue));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listeners.is_empty()
    }

    pub(super) fn listeners(&self) -> impl Iterator<Item = &Arc<Queue>> {
        self.listeners.iter().map(|listening| &listening.queue)
    }

    /// The last version that was fanned out; unknown until the first listener has read.
    pub(super) const fn last(&self) -> Option<i64> {
        self.last
    }

    /// The first listener to arrive has read this version; later ones change nothing.
    pub(super) fn settle(&mut self, version: i64) {
        if self.last.is_none() {
            self.last = Some(version);
            for listening in &mut self.listeners {
                listening.after = listening.after.max(version);
            }
            self.writers.changed(version);
            self.early = self.early.split_off(&(version + 1));
            self.flush();
        }
    }

    /// This listener has read this version: whether there were changes after it that it is not told, because another one had
    /// read them.
    pub(super) fn has_missed(&self, queue: &Arc<Queue>, version: i64) -> bool {
        // Whoever has just read has just come.
        let mine = self.listeners.iter().rev().find(|other| Arc::ptr_eq(&other.queue, queue));
        mine.is_some_and(|mine| version < mine.after)
    }

    /// Sends it if it is its turn, and all that waited for it; keeps it if it is early; drops it if it was told.
    pub(super) fn publish(&mut self, news: News) {
        if self.last.is_none_or(|last| news.change.version > last) {
            self.note(&news);
            self.early.insert(news.change.version, news);
            self.flush();
        }
    }

    pub(super) fn fill(&mut self, all: Vec<News>, version: i64) {
        let Some(last) = self.last else { return };
        for news in all.into_iter().filter(|news| news.change.version > last) {
            self.note(&news);
            self.send(news);
        }
        self.last = Some(last.max(version));
        self.early = self.early.split_off(&(version + 1));
        self.flush();
    }

    /// The last version that was fanned out, when newer ones wait for those in between.
    pub(super) fn gap(&self) -> Option<i64> {
        if self.early.is_empty() { None } else { self.last }
    }

    /// Who may write may be others than before, even while it waits for its turn.
    fn note(&mut self, news: &News) {
        if !matches!(news.change.changed, Changed::Message { .. }) {
            self.writers.changed(news.change.version);
        }
    }

    fn flush(&mut self) {
        let Some(mut last) = self.last else { return };
        while let Some(news) = self.early.remove(&(last + 1)) {
            last += 1;
            self.send(news);
        }
        self.last = Some(last);
    }

    fn send(&self, news: News) {
        let version = news.change.version;
        let hear = self.listeners.iter().filter(|listening| listening.after < version);
        news.hand_out(hear.map(|listening| &listening.queue));
    }
}
