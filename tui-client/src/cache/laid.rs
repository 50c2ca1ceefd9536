//! Pages while something waits for the disk: what waits lies over what the disk has.

use std::collections::BTreeMap;

use protocol::{ConversationId, Message};

use super::{Cache, Fault};
use crate::model::{Entry, Page};

/// What waits of one conversation.
pub(super) struct Laid<'a> {
    cache: &'a Cache,
    id: ConversationId,
    /// By their places.
    waiting: BTreeMap<i64, &'a Message>,
    /// What the disk has is worthless.
    hides_disk: bool,
}

impl<'a> Laid<'a> {
    /// Lays what waits of a conversation over what the disk has.
    pub(super) fn over(cache: &'a Cache, entries: &'a [Entry], id: ConversationId) -> Self {
        let mut laid = Self { cache, id, waiting: BTreeMap::new(), hides_disk: false };
        for entry in entries {
            match entry {
                Entry::Messages(messages) => {
                    messages.iter().filter(|m| m.conversation_id == id).for_each(|message| laid.put(message));
                }
                Entry::ForgetMessages(of) | Entry::Gone(of) if *of == id => laid.hide(),
                Entry::ForgetAll => laid.hide(),
                _ => {}
            }
        }
        laid
    }

    fn put(&mut self, message: &'a Message) {
        let place = self.waiting.entry(message.seq).or_insert(message);
        if place.version <= message.version {
            *place = message;
        }
    }

    fn hide(&mut self) {
        self.waiting.clear();
        self.hides_disk = true;
    }

    /// What is known of a page without a hole, oldest first, as [`Cache::page`] says it.
    pub(super) fn page(&self, page: Page, size: u32) -> Result<Vec<Message>, Fault> {
        if self.waiting.is_empty() && !self.hides_disk {
            return self.cache.page(self.id, page, size);
        }
        match page {
            Page::Newest => self.downwards(self.newest()?, size),
            Page::Before(seq) => self.downwards(seq - 1, size),
            Page::After(seq) => self.upwards(seq + 1, size),
            Page::Around(seq) => {
                let mut messages = self.downwards(seq, size / 2)?;
                messages.extend(self.upwards(seq + 1, size.div_ceil(2))?);
                Ok(messages)
            }
        }
    }

    fn newest(&self) -> Result<i64, Fault> {
        let on_disk = if self.hides_disk { Vec::new() } else { self.cache.page(self.id, Page::Newest, 1)? };
        let waits = self.waiting.keys().last().copied();
        Ok(on_disk.last().map(|message| message.seq).max(waits).unwrap_or(0))
    }

    fn downwards(&self, from: i64, size: u32) -> Result<Vec<Message>, Fault> {
        let mut messages = self.while_known((from.saturating_sub(i64::from(size))..=from).rev(), size)?;
        messages.reverse();
        Ok(messages)
    }

    fn upwards(&self, from: i64, size: u32) -> Result<Vec<Message>, Fault> {
        self.while_known(from..from.saturating_add(i64::from(size)), size)
    }

    fn while_known(&self, places: impl Iterator<Item = i64>, size: u32) -> Result<Vec<Message>, Fault> {
        let known = places.map(|seq| self.at(seq).transpose()).map_while(|message| message);
        known.take(usize::try_from(size).unwrap_or(usize::MAX)).collect()
    }

    /// The newer form of the message at a place.
    fn at(&self, seq: i64) -> Result<Option<Message>, Fault> {
        let on_disk =
            if self.hides_disk { None } else { self.cache.page(self.id, Page::After(seq - 1), 1)?.pop() };
        let waits = self.waiting.get(&seq).copied();
        Ok(match (on_disk, waits) {
            (Some(kept), Some(waits)) if kept.version > waits.version => Some(kept),
            (kept, waits) => waits.cloned().or(kept),
        })
    }
}
