//! The rows of one message: its text, its time and its tick.

use protocol::{Message, Timestamp};

use super::{
    clock,
    entry::{Row, RowKind, Scene, Tick},
};
use crate::{
    keymap::Action,
    model::{EntryKey, Pending, PendingState},
    text::{one_line, truncate, wrap},
    words::Word,
};

/// In front of the text of a message.
const INDENT: usize = 2;
/// At the right of a message: a space, its time, a space, its tick.
const GUTTER: usize = 9;
/// The same where there is little room: a space and its tick.
const NARROW_GUTTER: usize = 3;
/// Below this width the time is left out.
const TIME_FROM: usize = 32;

impl Scene<'_> {
    pub(super) fn body(&self, key: EntryKey) -> Vec<Row> {
        match key {
            EntryKey::Message(seq) => {
                self.timeline.messages.get(&seq).map(|message| self.message(key, message)).unwrap_or_default()
            }
            EntryKey::Pending(id) => {
                self.model.outbox.get(id).map(|pending| self.on_its_way(key, pending)).unwrap_or_default()
            }
        }
    }

    fn message(&self, key: EntryKey, message: &Message) -> Vec<Row> {
        let lang = self.model.settings.lang;
        let tick = self.tick(message);
        if message.deleted {
            let mut rows = self.lines(key, RowKind::Deleted, lang.say(Word::Deleted));
            self.stamp(&mut rows, message.created_at, tick);
            return rows;
        }
        let edited = message.edited_at.map(|_| format!(" ({})", lang.say(Word::Edited))).unwrap_or_default();
        let mut rows = self.lines(key, RowKind::Text, &format!("{}{edited}", message.text));
        self.stamp(&mut rows, message.created_at, tick);
        if let Some(id) = message.reply_to {
            rows.insert(0, self.quote(key, id));
        }
        rows
    }

    fn on_its_way(&self, key: EntryKey, pending: &Pending) -> Vec<Row> {
        let lang = self.model.settings.lang;
        let mut rows = self.lines(key, RowKind::Text, &pending.text);
        let PendingState::Refused(reason) = &pending.state else {
            self.stamp(&mut rows, pending.written_at, Tick::Pending);
            return rows;
        };
        self.stamp(&mut rows, pending.written_at, Tick::Refused);
        let why = format!("✕ {}: {reason}", lang.say(Word::NotSent));
        rows.extend(self.lines(key, RowKind::Reason, &why));
        let keymap = &self.model.settings.keymap;
        let keys = [Action::Retry, Action::EditRefused, Action::Discard].map(|action| keymap.key_of(action));
        let hint = lang.fill(Word::RetryOrDiscard, &[&keys[0], &keys[1], &keys[2]]);
        rows.extend(self.lines(key, RowKind::Reason, &hint));
        rows
    }

    fn tick(&self, message: &Message) -> Tick {
        if self.model.me.as_ref().is_none_or(|me| me.id != message.sender_id) {
            Tick::None
        } else if message.fully_read || message.seq <= self.conversation.read_watermark {
            Tick::ReadByAll
        } else if message.is_read || message.seq <= self.conversation.read_by_some {
            Tick::Read
        } else {
            Tick::Stored
        }
    }

    fn quote(&self, key: EntryKey, id: protocol::MessageId) -> Row {
        let answered = self.timeline.messages.values().rev().find(|message| message.id == id);
        let said =
            answered.map_or_else(|| "…".to_owned(), |m| format!("{}: {}", m.sender_name, one_line(&m.text)));
        Row::new(key, RowKind::Quote, truncate(&format!("↪ {said}"), self.columns()))
    }

    fn columns(&self) -> usize {
        let gutter = if self.width < TIME_FROM { NARROW_GUTTER } else { GUTTER };
        self.width.saturating_sub(INDENT + gutter).max(2)
    }

    fn lines(&self, key: EntryKey, kind: RowKind, text: &str) -> Vec<Row> {
        let ranges = wrap(text, self.columns());
        ranges.into_iter().map(|range| Row::new(key, kind, text[range].to_owned())).collect()
    }

    fn stamp(&self, rows: &mut [Row], time: Timestamp, tick: Tick) {
        if let Some(row) = rows.first_mut() {
            row.tick = tick;
            if self.width >= TIME_FROM {
                row.time = clock::time_of_day(self.model, time);
            }
        }
    }
}
