//! Looking for messages: the query as it is meant, and what was found.

use std::cmp::Reverse;

use protocol::{ConversationId, Timestamp};

use super::Picker;

/// What is looked for. Everything in it must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// As it was written.
    pub written: String,
    /// What words of the message begin with.
    pub words: Vec<String>,
    /// What words of its author's name begin with.
    pub from: Vec<String>,
    /// It is in one of these.
    pub within: Option<Vec<ConversationId>>,
    /// It is older.
    pub before: Option<Timestamp>,
    /// It is not older.
    pub after: Option<Timestamp>,
}

impl Query {
    /// Nothing is looked for.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
            && self.from.is_empty()
            && self.within.is_none()
            && self.before.is_none()
            && self.after.is_none()
    }
}

/// A message that was found, here or by the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub conversation_id: ConversationId,
    /// What that is called.
    pub title: String,
    /// The message's place.
    pub seq: i64,
    /// Who wrote it.
    pub sender_name: String,
    /// When the server took it.
    pub created_at: Timestamp,
    /// What it says, or the part of it in which the words are.
    pub text: String,
}

/// Looking for messages: what is kept here answers at once and without a network, the server knows all.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is written, and what was found for it, newest first.
    pub picker: Picker<Hit>,
    /// What it was understood as.
    pub query: Query,
    /// The one chat that is meant by this value of `in:`, whatever else is called so.
    pub place: Option<(ConversationId, String)>,
    /// What is written is from before: a letter takes its place.
    pub again: bool,
    /// What was under the cursor before the same was asked again.
    kept: Option<(ConversationId, i64)>,
    here: Option<Vec<Hit>>,
    there: Option<Vec<Hit>>,
}

/// Where hits come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The disk.
    Here,
    /// The server.
    There,
}

impl Search {
    /// Another query is asked of the disk, and of the server if it can be.
    pub fn ask(&mut self, query: Query, server: bool) {
        let same = self.query == query;
        self.kept = self.picker.found.get(self.picker.selected).map(place).filter(|_| same);
        self.query = query;
        self.here = None;
        self.there = (!server).then(Vec::new);
    }

    /// Moves the cursor, also while the same is asked again.
    pub fn step(&mut self, down: bool) {
        self.picker.step(down);
        if self.kept.is_some() {
            self.kept = self.picker.found.get(self.picker.selected).map(place);
        }
    }

    /// One of the two has answered a query. The hit under the cursor stays there.
    pub fn answer(&mut self, written: &str, origin: Origin, hits: Vec<Hit>) {
        if self.query.written != written || self.picker.asked.as_deref() != Some(written) {
            return;
        }
        match origin {
            Origin::Here => self.here = Some(hits),
            Origin::There => self.there = Some(hits),
        }
        let chosen = self.picker.found.get(self.picker.selected).map(place).filter(|_| self.picker.answered);
        let chosen = chosen.or(self.kept);
        let mut found: Vec<Hit> = self.here.iter().chain(&self.there).flatten().cloned().collect();
        // Of two that are the same the first stays, which has the whole text.
        found.sort_by_key(|hit| (Reverse(hit.created_at), place(hit)));
        found.dedup_by_key(|hit| place(hit));
        self.picker.selected = found.iter().position(|hit| Some(place(hit)) == chosen).unwrap_or(0);
        self.picker.answered = !found.is_empty() || (self.here.is_some() && self.there.is_some());
        self.picker.found = found;
    }
}

const fn place(hit: &Hit) -> (ConversationId, i64) {
    (hit.conversation_id, hit.seq)
}
