//! A conversation that somebody listens to: who, and which version was fanned out last.

use std::{collections::BTreeMap, sync::Arc};

use protocol::{
    ServerEvent,
    event::{Change, Changed},
};

use super::{Delivery, Queue};

/// Listeners, and changes that came before their turn.
#[derive(Debug, Default)]
pub(super) struct Room {
    listeners: Vec<Arc<Queue>>,
    /// Unknown until the first listener has read the conversation from the store.
    last: Option<i64>,
    early: BTreeMap<i64, Change>,
}

impl Room {
    /// True when it is new here.
    pub(super) fn enter(&mut self, queue: &Arc<Queue>) -> bool {
        let new = !self.listeners.iter().any(|other| Arc::ptr_eq(other, queue));
        if new {
            self.listeners.push(Arc::clone(queue));
        }
        new
    }

    pub(super) fn leave(&mut self, queue: &Arc<Queue>) {
        self.listeners.retain(|other| !Arc::ptr_eq(other, queue));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.listeners.is_empty()
    }

    pub(super) fn listeners(&self) -> impl Iterator<Item = &Arc<Queue>> {
        self.listeners.iter()
    }

    /// The last version that was fanned out; unknown until the first listener has read.
    pub(super) const fn last(&self) -> Option<i64> {
        self.last
    }

    /// The first listener to arrive has read this version; later ones change nothing.
    pub(super) fn settle(&mut self, version: i64) {
        if self.last.is_none() {
            self.last = Some(version);
            self.early = self.early.split_off(&(version + 1));
            self.flush();
        }
    }

    /// Sends it if it is its turn, and all that waited for it; keeps it if it is early; drops it if it was told.
    pub(super) fn publish(&mut self, change: Change) {
        if self.last.is_none_or(|last| change.version > last) {
            self.early.insert(change.version, change);
            self.flush();
        }
    }

    pub(super) fn fill(&mut self, changes: Vec<Change>, version: i64) {
        let Some(last) = self.last else { return };
        for change in changes.into_iter().filter(|change| change.version > last) {
            self.send(change);
        }
        self.last = Some(last.max(version));
        self.early = self.early.split_off(&(version + 1));
        self.flush();
    }

    /// The last version that was fanned out, when newer ones wait for those in between.
    pub(super) fn gap(&self) -> Option<i64> {
        if self.early.is_empty() { None } else { self.last }
    }

    fn flush(&mut self) {
        let Some(mut last) = self.last else { return };
        while let Some(change) = self.early.remove(&(last + 1)) {
            last += 1;
            self.send(change);
        }
        self.last = Some(last);
    }

    /// Only its author's sockets learn a message's `client_id`.
    fn send(&self, mut change: Change) {
        let author = match &mut change.changed {
            Changed::Message { message } => message.client_id.map(|id| (message.sender_id, id)),
            _ => None,
        };
        let own = author.map(|(user, _)| (user, Delivery::new(ServerEvent::Change(change.clone()))));
        if let Changed::Message { message } = &mut change.changed {
            message.client_id = None;
        }
        let others = Delivery::new(ServerEvent::Change(change));
        for queue in &self.listeners {
            match &own {
                Some((user, own)) if queue.listener().user == *user => queue.push(own, false),
                _ => queue.push(&others, false),
            }
        }
    }
}
