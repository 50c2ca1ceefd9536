//! The rows of one message: its text, its time and its tick.

use protocol::{Forwarded, Message, MessageId, Quote, Timestamp};

use super::{
    clock,
    entry::{Row, RowKind, Scene, Tick},
    laying::{TIME_FROM, lines, passages},
};
use crate::{
    keymap::Action,
    model::{EntryKey, Line, Link, Pending, PendingState, Refused, seconds_until},
    text::{gist, rich, truncate},
    words::Word,
};

/// In front of a quote or of code: a bar and a space.
pub const BAR: usize = 2;

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

    /// How many they are.
    pub(super) fn body_len(&self, key: EntryKey) -> usize {
        match key {
            EntryKey::Message(seq) => self.timeline.messages.get(&seq).map_or(0, |message| {
                let laid = self.laid(message);
                let above = usize::from(forwards(message)) + usize::from(answers(message));
                above + laid.text.len() + laid.notes.len() + self.unchanged(key, message).len()
            }),
            EntryKey::Pending(_) => self.body(key).len(),
        }
    }

    fn message(&self, key: EntryKey, message: &Message) -> Vec<Row> {
        let laid = self.laid(message);
        let kind = if message.deleted { RowKind::Deleted } else { RowKind::Note };
        let forwarded = message.forwarded.as_deref().filter(|_| !message.deleted);
        let forwarded = forwarded.map(|first| self.forwarded(key, first));
        let answered = message.reply_to.filter(|_| !message.deleted);
        let quote = answered.map(|answered| self.quote(key, answered, message.quote.as_deref()));
        let text = laid.text.iter().cloned().map(|line| Row::of(key, line));
        let notes = laid.notes.iter().cloned().map(|note| Row::new(key, kind, note));
        let mut rows: Vec<Row> = forwarded.into_iter().chain(quote).chain(text).chain(notes).collect();
        self.stamp(&mut rows, &laid.time, self.tick(message));
        rows.extend(self.unchanged(key, message));
        rows
    }

    /// Why a message does not say what it was to say.
    fn unchanged(&self, key: EntryKey, message: &Message) -> Vec<Row> {
        let Some((why, text)) = self.model.deeds.edits.refusal_of(message.id) else { return Vec::new() };
        let wanted = truncate(&gist(text), self.columns());
        let said = self.model.settings.lang.fill(Word::NotChangedTo, &[&wanted, &why]);
        self.reason(key, format!("✕ {said}"), Refused::Edit(message.id))
    }

    /// Why something is not done, and what can be done about it where the keys reach it.
    fn reason(&self, key: EntryKey, why: String, refused: Refused) -> Vec<Row> {
        let lang = self.model.settings.lang;
        let key_of = |action| self.model.settings.keymap.key_of(action);
        let (retry, discard) = (key_of(Action::Retry), key_of(Action::Discard));
        let hint = || match refused {
            Refused::Message(id)
                if self.model.outbox.get(id).is_some_and(|pending| pending.forward.is_some()) =>
            {
                lang.fill(Word::RetryOrDrop, &[&retry, &discard])
            }
            _ => lang.fill(Word::RetryOrDiscard, &[&retry, &key_of(Action::EditRefused), &discard]),
        };
        let hint = (self.model.refused() == Some(refused)).then(hint);
        let said = [why].into_iter().chain(hint).flat_map(|said| lines(&said, self.columns()));
        said.map(|line| Row::new(key, RowKind::Reason, line)).collect()
    }

    fn on_its_way(&self, key: EntryKey, pending: &Pending) -> Vec<Row> {
        let lang = self.model.settings.lang;
        let quote = pending.reply_to.map(|answered| self.quote(key, answered, None));
        let forwarded = pending.forward.as_ref().map(|forward| self.forwarded(key, &forward.first));
        let text = passages(rich(pending.said(), &[]), self.columns());
        let text = text.into_iter().map(|line| Row::of(key, line));
        let mut rows: Vec<Row> = forwarded.into_iter().chain(quote).chain(text).collect();
        let time = |at: Timestamp| clock::time_of_day(self.model, at);
        let PendingState::Refused(reason) = &pending.state else {
            // What a lost connection had taken goes out again with the next one.
            let is_sent = matches!(pending.state, PendingState::Sent(_)) && self.model.link == Link::Online;
            let tick = if is_sent { Tick::Sent } else { Tick::Pending };
            self.stamp(&mut rows, &time(pending.written_at), tick);
            if let PendingState::Later(until, reason) = &pending.state {
                let left = seconds_until(*until, self.model.now).max(1);
                let said = lang.fill(Word::SentAgain, &[reason, &left]);
                rows.extend(
                    lines(&said, self.columns()).into_iter().map(|line| Row::new(key, RowKind::Note, line)),
                );
            }
            return rows;
        };
        self.stamp(&mut rows, &time(pending.written_at), Tick::Refused);
        let why = format!("✕ {}: {reason}", lang.say(Word::NotSent));
        rows.extend(self.reason(key, why, Refused::Message(pending.client_id)));
        rows
    }

    fn tick(&self, message: &Message) -> Tick {
        if self.model.me.as_ref().is_none_or(|me| me.id != message.sender_id) {
            Tick::None
        } else if self.model.deeds.edits.text_of(message.id).is_some() {
            if self.model.link == Link::Online { Tick::Sent } else { Tick::Pending }
        } else if message.fully_read || message.seq <= self.conversation.read_watermark {
            Tick::ReadByAll
        } else if message.is_read || message.seq <= self.conversation.read_by_some {
            Tick::Read
        } else {
            Tick::Stored
        }
    }

    /// Whose words a message forwards, under the name that they had.
    fn forwarded(&self, key: EntryKey, first: &Forwarded) -> Row {
        let said = self.model.settings.lang.fill(Word::ForwardedFrom, &[&first.name]);
        Row::new(key, RowKind::Forwarded, truncate(&said, self.columns()))
    }

    /// What a message answers, as it is now: what is held of it may be newer than what came with the answer.
    fn quote(&self, key: EntryKey, answered: MessageId, quote: Option<&Quote>) -> Row {
        let all = &self.timeline.messages;
        let held = match quote {
            Some(quote) => all.get(&quote.seq),
            None => all.values().rev().find(|held| held.id == answered),
        };
        let deleted = || self.model.settings.lang.say(Word::Deleted).to_owned();
        let said =
            |name: &str, text: String, gone: bool| format!("{name}: {}", if gone { deleted() } else { text });
        let said = match (held, quote) {
            (Some(held), _) => {
                let name = self.model.name_of(held.sender_id, &held.sender_name);
                said(name, gist(&held.text), held.deleted)
            }
            (None, Some(quote)) => {
                let name = self.model.name_of(quote.sender_id, &quote.sender_name);
                said(name, quote.text.clone(), quote.deleted)
            }
            (None, None) => "…".to_owned(),
        };
        Row::new(key, RowKind::Quote, truncate(&format!("↪ {said}"), self.columns()))
    }

    fn stamp(&self, rows: &mut [Row], time: &str, tick: Tick) {
        if let Some(row) = rows.first_mut() {
            row.tick = tick;
            if self.width >= TIME_FROM {
                time.clone_into(&mut row.time);
            }
        }
    }
}

impl Row {
    fn of(key: EntryKey, Line { text, block, marks, from, goes_on }: Line) -> Self {
        Self { block, marks, from, goes_on, ..Self::new(key, RowKind::Text, text) }
    }
}

/// It shows whose words it forwards.
const fn forwards(message: &Message) -> bool {
    message.forwarded.is_some() && !message.deleted
}

/// It shows what it answers.
const fn answers(message: &Message) -> bool {
    message.reply_to.is_some() && !message.deleted
}
