//! What a client holds of one conversation.

use std::{collections::BTreeMap, time::Instant};

use protocol::{
    Conversation, ConversationKind, Message, Role, UserId,
    event::{Change, Changed},
};

use super::held::{self, Held};
use crate::tally::Broken;

/// A conversation in a client's cache.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    /// What it is.
    pub(crate) kind: ConversationKind,
    /// The version that is held; 0 until the first answer to a `sync`.
    pub(crate) version: i64,
    /// Messages by their places: all from the first that is held up to the last.
    pub(crate) messages: BTreeMap<i64, Held>,
    /// The newest message's place.
    pub(crate) last_seq: i64,
    /// What it is called.
    pub(crate) title: String,
    /// How many members it has.
    pub(crate) member_count: i64,
    /// What the caller may do.
    pub(crate) role: Role,
    /// The caller has read up to here.
    pub(crate) read_seq: i64,
    /// Somebody else has read up to here.
    pub(crate) read_by_some: i64,
    /// All others have, as far as the caller was told.
    pub(crate) watermark: i64,
    /// How many unread messages call the caller, when the list was last told.
    pub(crate) unread_mentions: i64,
    /// Changes that came before their turn.
    pub(super) early: BTreeMap<i64, Change>,
    /// Since when there is a gap.
    pub(super) gap: Option<Instant>,
    /// The newest change that this connection has told.
    pub(super) told: i64,
    /// Some pages of an answer are still to come: a message that was changed later is told later, so there may be holes.
    partial: bool,
}

/// What came of a change.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// It was its turn.
    Applied,
    /// It was known.
    Ignored,
    /// It waits for those before it.
    Early,
}

/// A promise that the server broke.
pub(crate) type Fault = (Broken, String);

impl Room {
    /// As a list tells it, with nothing of it held.
    pub(super) fn new(line: &Conversation) -> Self {
        Self {
            kind: line.kind,
            version: 0,
            messages: BTreeMap::new(),
            last_seq: 0,
            title: line.title.clone(),
            member_count: line.member_count,
            role: line.role,
            read_seq: line.read_seq,
            read_by_some: line.read_by_some,
            watermark: line.read_watermark,
            unread_mentions: line.unread_mentions,
            early: BTreeMap::new(),
            gap: None,
            told: 0,
            partial: false,
        }
    }

    /// A newer list tells it: what has no version is as the list says.
    pub(super) fn refresh(&mut self, line: &Conversation) {
        self.read_seq = line.read_seq;
        self.read_by_some = line.read_by_some;
        self.watermark = line.read_watermark;
        self.unread_mentions = line.unread_mentions;
        self.told = 0;
        self.early.clear();
        self.gap = None;
    }

    /// The first answer, or one for somebody who was too far behind: everything else is forgotten.
    pub(super) fn reset(&mut self, line: &Conversation, messages: &[Message], me: UserId) -> Option<Fault> {
        let told = self.told;
        let read_seq = self.read_seq;
        let early = std::mem::take(&mut self.early);
        *self = Self::new(line);
        self.told = told;
        self.read_seq = self.read_seq.max(read_seq);
        self.version = line.version;
        self.last_seq = line.last_seq;
        self.messages = messages.iter().map(|message| (message.seq, Held::of(message, me))).collect();
        self.early = early;
        let places: Vec<i64> = messages.iter().map(|message| message.seq).collect();
        let first = line.last_seq - i64::try_from(places.len()).unwrap_or_default();
        let dense: Vec<i64> = (first + 1..=line.last_seq).rev().collect();
        (places != dense).then(|| (Broken::Lost, format!("a page up to {} holds {places:?}", line.last_seq)))
    }

    /// A live change: applied when its turn has come, kept when it is early (design, section 5).
    pub(super) fn live(&mut self, change: Change, me: UserId, now: Instant) -> (Taken, Vec<Fault>) {
        let version = change.version;
        if self.version == 0 || version > self.version + 1 {
            self.early.insert(version, change);
            self.gap.get_or_insert(now);
            return (Taken::Early, Vec::new());
        }
        if version <= self.version {
            return (Taken::Ignored, Vec::new());
        }
        let mut faults: Vec<Fault> = self.apply(change, me).into_iter().collect();
        faults.extend(self.catch_up(me));
        (Taken::Applied, faults)
    }

    /// An answer to a `sync`: what is newer than held, in order, and with it the version; `more` is to come.
    pub(super) fn changes(
        &mut self,
        items: Vec<Change>,
        (version, more): (i64, bool),
        me: UserId,
    ) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.partial = true;
        if !items.is_sorted_by(|one, other| one.version < other.version) {
            faults.push((Broken::Disorder, "an answer to a sync is not in order".to_owned()));
        }
        for item in items {
            if item.version > self.version {
                faults.extend(self.apply(item, me));
            }
        }
        self.version = self.version.max(version);
        self.partial = more;
        if !more {
            faults.extend(self.hole());
        }
        faults.extend(self.catch_up(me));
        faults
    }

    /// A place that is missing between those that are held.
    fn hole(&self) -> Option<Fault> {
        let (first, _) = self.messages.first_key_value()?;
        let hole = (*first..=self.last_seq).find(|seq| !self.messages.contains_key(seq))?;
        Some((Broken::Lost, format!("after a sync up to {} message {hole} is missing", self.version)))
    }

    /// What waited and whose turn it is now.
    pub(super) fn catch_up(&mut self, me: UserId) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.early = self.early.split_off(&(self.version + 1));
        while let Some(change) = self.early.remove(&(self.version + 1)) {
            faults.extend(self.apply(change, me));
        }
        if self.early.is_empty() {
            self.gap = None;
        }
        faults
    }

    /// Somebody has read up to there.
    pub(super) fn read(&mut self, user: UserId, seq: i64, me: UserId) {
        let mark = if user == me { &mut self.read_seq } else { &mut self.read_by_some };
        *mark = seq.max(*mark);
    }

    fn apply(&mut self, change: Change, me: UserId) -> Option<Fault> {
        self.version = change.version;
        match change.changed {
            Changed::Message { message } => return self.message(&message, me),
            Changed::MemberJoined { member, member_count } => {
                self.member_count = member_count;
                if member.id == me {
                    self.role = member.role;
                }
            }
            Changed::MemberLeft { member_count, .. } => self.member_count = member_count,
            Changed::Renamed { title } => self.title = title,
            Changed::Unknown => {}
        }
        None
    }

    fn message(&mut self, message: &Message, me: UserId) -> Option<Fault> {
        let (seq, last) = (message.seq, self.last_seq);
        let first = self.messages.first_key_value().map_or(last + 1, |(seq, _)| *seq);
        // Sending is reading.
        self.read(message.sender_id, seq, me);
        self.last_seq = last.max(seq);
        if seq <= last {
            self.quoted_anew(message);
        }
        if seq < first {
            // It is older than what is held.
            return None;
        }
        let wrong = match self.messages.insert(seq, Held::of(message, me)) {
            Some(before) if before.id != message.id => format!("message {seq} is another one"),
            None if seq <= last && !self.partial => {
                format!("message {seq} came as new after message {last}")
            }
            None if seq > last + 1 && !self.partial => {
                return Some((Broken::Lost, format!("message {seq} follows message {last}")));
            }
            _ => return None,
        };
        Some((Broken::Disorder, wrong))
    }

    /// A message was changed, and with it every quote of it.
    fn quoted_anew(&mut self, message: &Message) {
        let answers = self.messages.values_mut().filter_map(|held| held.quote.as_mut());
        for (_, quote) in answers.filter(|(seq, _)| *seq == message.seq) {
            *quote = held::quoted(message);
        }
    }

    /// How many unread messages call the caller, if all that are unread are held.
    pub(crate) fn counts_calls(&self) -> Option<usize> {
        let first = self.messages.first_key_value().map_or(self.last_seq + 1, |(seq, _)| *seq);
        let unread = self.messages.range(self.read_seq + 1..);
        (first <= self.read_seq + 1).then(|| unread.filter(|(_, held)| held.calls_me).count())
    }
}
