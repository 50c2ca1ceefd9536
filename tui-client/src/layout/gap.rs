//! Messages that are known to be missing among those that are loaded, or after them: a row stands in their place, and goes
//! away when they come. Above what is loaded the history says by itself that there is more.

use super::entry::{Row, RowKind, Scene};
use crate::{
    keymap::Action,
    model::{EntryKey, Link},
    text::{truncate, width},
    words::{Count, Word},
};

impl Scene<'_> {
    /// How many are missing between two entries that follow each other. What only comes a moment early leaves no gap.
    pub(super) fn missing_between(&self, before: EntryKey, after: EntryKey) -> i64 {
        let EntryKey::Message(before) = before else { return 0 };
        match after {
            EntryKey::Message(after) if after > before + 1 && self.lags() => after - before - 1,
            EntryKey::Message(_) => 0,
            EntryKey::Pending(_) => self.missing_since(before),
        }
    }

    /// How many are missing after the last entry.
    pub(super) fn missing_after(&self, key: EntryKey) -> i64 {
        let EntryKey::Message(seq) = key else { return 0 };
        let missing = if self.timeline.newest() == Some(seq) { self.missing_since(seq) } else { 0 };
        if missing > 0 && self.after(key).is_none() { missing } else { 0 }
    }

    /// The row that says so, with the key that helps when they do not come by themselves.
    pub(super) fn gap(&self, key: EntryKey, missing: i64) -> Row {
        let lang = self.model.settings.lang;
        let said = lang.count(Count::NotLoaded, missing);
        let comes = self.model.link == Link::Online && self.timeline.failure.is_none();
        let loads = self.model.settings.keymap.key_of(Action::Reconnect);
        let how = if comes {
            Some(lang.say(Word::Loading).to_owned())
        } else {
            (!loads.is_empty()).then(|| lang.fill(Word::LoadsIt, &[&loads]))
        };
        let full = how.map(|how| format!("{said} · {how}")).filter(|full| width(full) <= self.width);
        Row::new(key, RowKind::Gap, truncate(&full.unwrap_or(said), self.width))
    }

    /// How many the conversation has after a place that nothing is loaded after.
    fn missing_since(&self, seq: i64) -> i64 {
        let is_partial = !self.timeline.attached || self.lags();
        if is_partial { self.conversation.last_seq.saturating_sub(seq).max(0) } else { 0 }
    }

    fn lags(&self) -> bool {
        self.model.sync.lags(self.conversation.id)
    }
}
