//! What is to be told to somebody who does not look: gathered, so that a burst is told once.

use std::time::Duration;

use protocol::{ConversationId, Timestamp};

use super::later;

/// What comes within this time of the first is told together with it.
const GATHER: Duration = Duration::from_millis(400);
/// Nothing more is told so soon after something was told.
const REST: Duration = Duration::from_secs(5);

/// A message to tell of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where.
    pub conversation: ConversationId,
    /// What that is called.
    pub title: String,
    /// What to say of it.
    pub text: String,
}

/// What is to be told, and when.
#[derive(Clone, Debug, Default)]
pub struct News {
    items: Vec<Item>,
    /// Messages that were missed and are told by their number.
    missed: usize,
    /// When it began to gather.
    since: Option<Timestamp>,
    /// When something was told last.
    told: Option<Timestamp>,
}

/// What is due to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Due {
    /// One message.
    One(Item),
    /// So many messages in these conversations.
    Many(usize, Vec<String>),
}

impl News {
    /// Something new has come.
    pub fn heard(&mut self, item: Item, now: Timestamp) {
        self.items.push(item);
        self.since.get_or_insert(now);
    }

    /// So many have come while there was no connection.
    pub fn missed(&mut self, count: usize, now: Timestamp) {
        self.missed += count;
        if count > 0 {
            self.since.get_or_insert(now);
        }
    }

    /// The user has seen what there is in a conversation.
    pub fn seen(&mut self, conversation: ConversationId) {
        self.items.retain(|item| item.conversation != conversation);
        if self.items.is_empty() && self.missed == 0 {
            self.since = None;
        }
    }

    /// Somebody else tells it.
    pub fn forget(&mut self) {
        *self = Self { told: self.told, ..Self::default() };
    }

    /// When to tell.
    pub fn due(&self) -> Option<Timestamp> {
        let gathered = later(self.since?, GATHER);
        Some(self.told.map_or(gathered, |told| gathered.max(later(told, REST))))
    }

    /// What is to be told now.
    pub fn take_due(&mut self, now: Timestamp) -> Option<Due> {
        self.due().filter(|due| *due <= now)?;
        self.since = None;
        self.told = Some(now);
        let mut items = std::mem::take(&mut self.items);
        let count = items.len() + std::mem::take(&mut self.missed);
        if count == 1 && items.len() == 1 {
            return items.pop().map(Due::One);
        }
        let mut titles: Vec<String> = Vec::new();
        for item in items {
            if !titles.contains(&item.title) {
                titles.push(item.title);
            }
        }
        (count > 0).then_some(Due::Many(count, titles))
    }
}
