//! What is to be told to somebody who does not look: gathered, so that a burst is told once.

use std::{str::FromStr, time::Duration};

use protocol::{ConversationId, Timestamp};

use super::later;

/// What comes within this time of the first is told together with it.
const GATHER: Duration = Duration::from_millis(400);
/// Nothing more is told so soon after something was told.
const REST: Duration = Duration::from_secs(5);

/// When and how much to tell; how is for the desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notices {
    /// Show what was written.
    pub previews: bool,
    /// When to be silent.
    pub quiet: Option<Quiet>,
}

/// Hours of silence, in minutes since midnight; they may go over midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quiet {
    /// When they begin.
    pub from: u16,
    /// When they are over.
    pub until: u16,
}

impl Quiet {
    /// It is within them.
    pub const fn holds(self, minute: u16) -> bool {
        if self.from <= self.until {
            self.from <= minute && minute < self.until
        } else {
            minute >= self.from || minute < self.until
        }
    }
}

/// What was written are no hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoHours;

impl FromStr for Quiet {
    type Err = NoHours;

    fn from_str(text: &str) -> Result<Self, NoHours> {
        let time = |text: &str| {
            let (hours, minutes) = text.trim().split_once(':')?;
            let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
        };
        let both = text.split_once('-').and_then(|(from, until)| Some((time(from)?, time(until)?)));
        let (from, until) = both.ok_or(NoHours)?;
        Ok(Self { from, until })
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_hours_may_go_over_midnight() {
        let night: Quiet = "22:00-08:30".parse().unwrap();
        assert!(night.holds(23 * 60) && night.holds(0) && night.holds(8 * 60 + 29));
        assert!(!night.holds(8 * 60 + 30) && !night.holds(12 * 60));
        let noon: Quiet = "12:00-13:00".parse().unwrap();
        assert!(noon.holds(12 * 60) && !noon.holds(13 * 60));
        for nonsense in ["", "22-8", "24:00-08:00", "22:60-08:00", "22:00"] {
            assert!(nonsense.parse::<Quiet>().is_err(), "{nonsense}");
        }
    }
}
