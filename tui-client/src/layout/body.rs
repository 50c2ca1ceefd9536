//! The rows of one message: its text, its time and its tick.

use std::ops::Range;

use protocol::{Message, MessageId, Quote, Timestamp};

use super::{
    clock,
    entry::{Row, RowKind, Scene, Tick},
};
use crate::{
    keymap::Action,
    model::{EntryKey, Pending, PendingState},
    text::{Block, Passage, one_line, rich, truncate, wrap},
    words::Word,
};

/// In front of the text of a message.
const INDENT: usize = 2;
/// In front of a quote or of code: a bar and a space.
pub const BAR: usize = 2;
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
        let mut rows = self.passages(key, rich(&message.text, &mentions(message)));
        if message.edited_at.is_some() {
            rows.extend(self.lines(key, RowKind::Note, &format!("({})", lang.say(Word::Edited))));
        }
        if !message.reactions.is_empty() {
            rows.extend(self.lines(key, RowKind::Note, &reactions(message)));
        }
        if let Some(answered) = message.reply_to {
            rows.insert(0, self.quote(key, answered, message.quote.as_deref()));
        }
        self.stamp(&mut rows, message.created_at, tick);
        rows
    }

    fn on_its_way(&self, key: EntryKey, pending: &Pending) -> Vec<Row> {
        let lang = self.model.settings.lang;
        let mut rows = self.passages(key, rich(&pending.text, &[]));
        if let Some(answered) = pending.reply_to {
            rows.insert(0, self.quote(key, answered, None));
        }
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

    /// What a message answers, as it is now: what is held of it may be newer than what came with the answer.
    fn quote(&self, key: EntryKey, answered: MessageId, quote: Option<&Quote>) -> Row {
        let held = self.timeline.messages.values().rev().find(|held| held.id == answered);
        let deleted = || self.model.settings.lang.say(Word::Deleted).to_owned();
        let said = |name: &str, text: &str, gone: bool| {
            format!("{name}: {}", if gone { deleted() } else { one_line(text) })
        };
        let said = match (held, quote) {
            (Some(held), _) => said(&held.sender_name, &held.text, held.deleted),
            (None, Some(quote)) => said(&quote.sender_name, &quote.text, quote.deleted),
            (None, None) => "…".to_owned(),
        };
        Row::new(key, RowKind::Quote, truncate(&format!("↪ {said}"), self.columns()))
    }

    /// Text with its marks, line by line; in front of a quote and of code stands a bar.
    fn passages(&self, key: EntryKey, passages: Vec<Passage>) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut before = 0;
        for Passage { block, text, marks } in passages {
            let bar = if block == Block::Plain { 0 } else { BAR };
            for range in wrap(&text, self.columns().saturating_sub(bar).max(2)) {
                let within =
                    marks.iter().filter(|(part, _)| part.start < range.end && part.end > range.start);
                let cut = |part: &Range<usize>| {
                    part.start.max(range.start) - range.start..part.end.min(range.end) - range.start
                };
                let marks = within.map(|(part, marks)| (cut(part), *marks)).collect();
                let row = Row::new(key, RowKind::Text, text[range.clone()].to_owned());
                rows.push(Row { block, marks, from: before + range.start, ..row });
            }
            before += text.len() + 1;
        }
        rows
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

/// The parts of the text that call somebody. Where they do not begin with the sign the text is not the one that they were
/// counted in.
fn mentions(message: &Message) -> Vec<Range<usize>> {
    let byte = |chars: usize| message.text.char_indices().nth(chars).map_or(message.text.len(), |(at, _)| at);
    let range = |mention: &protocol::Mention| {
        let start = usize::try_from(mention.span.start).unwrap_or(usize::MAX);
        let length = usize::try_from(mention.span.length).unwrap_or(0);
        byte(start)..byte(start.saturating_add(length))
    };
    message.mentions.iter().map(range).filter(|range| message.text[range.clone()].starts_with('@')).collect()
}

/// `👍 2  [❤️ 1]`: the user's own stand in brackets.
fn reactions(message: &Message) -> String {
    let one = |reaction: &protocol::Reaction| {
        let (emoji, count) = (one_line(&reaction.emoji), reaction.count);
        if reaction.mine { format!("[{emoji} {count}]") } else { format!("{emoji} {count}") }
    };
    message.reactions.iter().map(one).collect::<Vec<_>>().join("  ")
}
