//! The messages of a conversation one by one, with their neighbours and what stands above each.

use std::ops::Range;

use jiff::civil::Date;
use protocol::{Conversation, ConversationId, Timestamp, UserId};

use super::clock;
use crate::{
    model::{Anchor, EntryKey, Model, Pending, Timeline},
    text::{Block, Marks, truncate},
    words::Word,
};

/// The messages of one conversation on a screen of some width.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    pub(super) model: &'a Model,
    pub(super) conversation: &'a Conversation,
    pub(super) timeline: &'a Timeline,
    pub(super) width: usize,
}

/// One row of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub at: Anchor,
    /// What it is.
    pub kind: RowKind,
    /// What it says.
    pub text: String,
    /// What block of the text it belongs to.
    pub block: Block,
    /// Parts of it that are meant in some way.
    pub marks: Vec<(Range<usize>, Marks)>,
    /// Where it begins in the text of the message.
    pub from: usize,
    /// It goes on in the next row, after so many spaces.
    pub goes_on: Option<usize>,
    /// At its right: when.
    pub time: String,
    /// And how far the message is.
    pub tick: Tick,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The day of what follows.
    Day,
    /// What follows has not been read.
    Unread,
    /// Of the history: its beginning, or that more is being loaded.
    Info,
    /// Messages that are missing here.
    Gap,
    /// Who wrote what follows; nobody for the user.
    Author(Option<UserId>),
    /// What the message answers.
    Quote,
    /// Whose words the message forwards.
    Forwarded,
    /// The message.
    Text,
    /// About the message: that it was edited, which signs were put to it.
    Note,
    /// A message that is not there any more.
    Deleted,
    /// Why the message was refused.
    Reason,
}

/// How far a message of the user is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    /// It is somebody else's, or not the message's first row.
    None,
    /// It waits to be sent.
    Pending,
    /// With the server, which has not answered.
    Sent,
    /// Stored.
    Stored,
    /// Somebody has read it.
    Read,
    /// All others have read it.
    ReadByAll,
    /// The server does not take it.
    Refused,
}

/// What may stand above the text of an entry.
#[derive(Clone, Copy)]
enum Above {
    Gap(i64),
    Info,
    Day,
    Unread,
    Author(Option<UserId>),
}

impl<'a> Scene<'a> {
    /// The messages of a conversation, when some have been asked for.
    pub fn new(model: &'a Model, id: ConversationId, width: usize) -> Option<Self> {
        let (conversation, timeline) = (model.chats.get(id)?, model.timelines.get(&id)?);
        timeline.laid.hold_for(model.settings.lang, &model.settings.zone);
        Some(Self { model, conversation, timeline, width })
    }

    /// The oldest entry.
    pub fn first(&self) -> Option<EntryKey> {
        let message = self.timeline.oldest().map(EntryKey::Message);
        message.or_else(|| self.pending().next().map(|p| EntryKey::Pending(p.client_id)))
    }

    /// The newest entry.
    pub fn last(&self) -> Option<EntryKey> {
        let pending = self.pending().next_back().map(|p| EntryKey::Pending(p.client_id));
        pending.or_else(|| self.timeline.newest().map(EntryKey::Message))
    }

    /// What stands above an entry.
    pub fn before(&self, key: EntryKey) -> Option<EntryKey> {
        let newest_before = |seq: i64| {
            self.timeline.messages.range(..seq).next_back().map(|(seq, _)| EntryKey::Message(*seq))
        };
        match key {
            EntryKey::Message(seq) => newest_before(seq),
            EntryKey::Pending(id) => {
                let earlier = self.pending().take_while(|p| p.client_id != id).last();
                earlier.map(|p| EntryKey::Pending(p.client_id)).or_else(|| newest_before(i64::MAX))
            }
        }
    }

    /// What stands below it.
    pub fn after(&self, key: EntryKey) -> Option<EntryKey> {
        let pending = |mut rest: Box<dyn Iterator<Item = &Pending> + 'a>| {
            rest.next().map(|p| EntryKey::Pending(p.client_id))
        };
        match key {
            EntryKey::Message(seq) => {
                let next = self.timeline.messages.range(seq.saturating_add(1)..).next();
                next.map(|(seq, _)| EntryKey::Message(*seq)).or_else(|| pending(Box::new(self.pending())))
            }
            EntryKey::Pending(id) => {
                pending(Box::new(self.pending().skip_while(move |p| p.client_id != id).skip(1)))
            }
        }
    }

    /// The first entry stands above the second, or is it.
    pub(super) fn is_up_to(&self, one: EntryKey, other: EntryKey) -> bool {
        let place = |key| match key {
            EntryKey::Message(seq) => (seq, 0),
            EntryKey::Pending(id) => (i64::MAX, self.pending().take_while(|p| p.client_id != id).count()),
        };
        place(one) <= place(other)
    }

    /// The entry is there.
    pub(super) fn has(&self, key: EntryKey) -> bool {
        match key {
            EntryKey::Message(seq) => self.timeline.messages.contains_key(&seq),
            EntryKey::Pending(id) => self.model.outbox.get(id).is_some(),
        }
    }

    /// Rows above the text of an entry, and of the text itself.
    pub(super) fn size(&self, key: EntryKey) -> (i64, i64) {
        let rows = |count: usize| i64::try_from(count).unwrap_or(0);
        (rows(self.above(key).count()), rows(self.body_len(key)) + i64::from(self.missing_after(key) > 0))
    }

    /// The rows of an entry, with those above its text.
    pub(super) fn rows(&self, key: EntryKey) -> Vec<Row> {
        let above: Vec<Row> = self.above(key).map(|part| self.part(key, part)).collect();
        let first = -i64::try_from(above.len()).unwrap_or(0);
        let missing = self.missing_after(key);
        let below = (missing > 0).then(|| self.gap(key, missing));
        let mut rows: Vec<Row> = above.into_iter().chain(self.body(key)).chain(below).collect();
        for (row, at) in rows.iter_mut().zip(first..) {
            row.at.row = at;
        }
        rows
    }

    /// Messages of a detached timeline are not followed by pending ones: something is missing between them.
    fn pending(&self) -> impl DoubleEndedIterator<Item = &'a Pending> + use<'a> {
        let reached = self.timeline.reaches_end();
        self.model.outbox.of(self.conversation.id).filter(move |_| reached)
    }

    /// Who wrote it, and on which day.
    fn facts(&self, key: EntryKey) -> (Option<UserId>, Date) {
        let me = self.model.me.as_ref().map(|me| me.id);
        match key {
            EntryKey::Message(seq) => match self.timeline.messages.get(&seq) {
                Some(message) => (Some(message.sender_id), self.laid(message).day),
                None => (None, clock::day(self.model, self.model.now)),
            },
            EntryKey::Pending(id) => {
                let written = self.model.outbox.get(id).map_or(self.model.now, |pending| pending.written_at);
                (me, clock::day(self.model, written))
            }
        }
    }

    /// What stands above the text of an entry.
    fn above(&self, key: EntryKey) -> impl Iterator<Item = Above> {
        let before = self.before(key);
        let (author, day) = self.facts(key);
        let earlier = before.map(|before| self.facts(before));
        let new_day = earlier.is_none_or(|(_, other)| other != day);
        let missing = before.map_or(0, |before| self.missing_between(before, key));
        let new_author = new_day || missing > 0 || earlier.is_none_or(|(other, _)| other != author);
        let unread = self.is_first_unread(key, before);
        let me = self.model.me.as_ref().map(|me| me.id);
        let parts = [
            (missing > 0, Above::Gap(missing)),
            (before.is_none(), Above::Info),
            (new_day, Above::Day),
            (unread, Above::Unread),
            (new_author || unread, Above::Author(author.filter(|author| Some(*author) != me))),
        ];
        parts.into_iter().filter(|(there, _)| *there).map(|(_, part)| part)
    }

    fn part(&self, key: EntryKey, part: Above) -> Row {
        let (kind, text) = match part {
            Above::Gap(missing) => return self.gap(key, missing),
            Above::Info => (RowKind::Info, self.info()),
            Above::Day => (RowKind::Day, clock::day_name(self.model, self.time(key))),
            Above::Unread => (RowKind::Unread, self.model.settings.lang.say(Word::Unread).to_owned()),
            Above::Author(other) => (RowKind::Author(other), self.author(key, other.is_none())),
        };
        Row::new(key, kind, truncate(&text, self.width))
    }

    fn time(&self, key: EntryKey) -> Timestamp {
        let time = match key {
            EntryKey::Message(seq) => self.timeline.messages.get(&seq).map(|message| message.created_at),
            EntryKey::Pending(id) => self.model.outbox.get(id).map(|pending| pending.written_at),
        };
        time.unwrap_or(self.model.now)
    }

    fn info(&self) -> String {
        let lang = self.model.settings.lang;
        if let Some(failure) = &self.timeline.failure {
            return lang.fill(Word::LoadFailed, &[failure]);
        }
        let word = if self.timeline.complete { Word::Beginning } else { Word::Loading };
        lang.say(word).to_owned()
    }

    fn author(&self, key: EntryKey, own: bool) -> String {
        match key {
            EntryKey::Message(seq) if !own => {
                self.timeline.messages.get(&seq).map(|m| m.sender_name.clone()).unwrap_or_default()
            }
            _ => self.model.settings.lang.say(Word::You).to_owned(),
        }
    }

    fn is_first_unread(&self, key: EntryKey, before: Option<EntryKey>) -> bool {
        let (Some(divider), EntryKey::Message(seq)) = (self.timeline.divider, key) else { return false };
        let read_before = match before {
            Some(EntryKey::Message(before)) => before <= divider,
            Some(EntryKey::Pending(_)) => false,
            None => divider == 0 || self.timeline.oldest().is_some_and(|oldest| oldest == divider + 1),
        };
        seq > divider && read_before
    }
}

impl Row {
    pub(super) const fn new(key: EntryKey, kind: RowKind, text: String) -> Self {
        Self {
            at: Anchor { key, row: 0 },
            kind,
            text,
            block: Block::Plain,
            marks: Vec::new(),
            from: 0,
            goes_on: None,
            time: String::new(),
            tick: Tick::None,
        }
    }
}
