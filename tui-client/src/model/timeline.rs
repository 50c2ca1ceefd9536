//! The messages of one conversation as far as they are loaded, and where the reader is in them.

use std::collections::BTreeMap;

use protocol::{ClientId, Message};

/// A row of messages without holes.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// By place.
    pub messages: BTreeMap<i64, Message>,
    /// The version of the conversation that this holds.
    pub version: i64,
    /// It reaches back to the first message.
    pub complete: bool,
    /// It reaches up to the newest message, so that a new one may be added.
    pub attached: bool,
    /// The page that has been asked for.
    pub loading: Option<Page>,
    /// What came while the first page was on its way, and is perhaps not on it.
    early: Vec<Message>,
    /// Why the last page could not be loaded.
    pub failure: Option<String>,
    /// Where the reader is.
    pub scroll: Scroll,
    /// The newest message that was read when it was opened: the divider stands after it.
    pub divider: Option<i64>,
}

/// A page of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The newest.
    Newest,
    /// Those about a place.
    Around(i64),
    /// Those before a place.
    Before(i64),
    /// Those after a place.
    After(i64),
}

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scroll {
    /// At the end: a new message comes into view.
    Newest,
    /// Elsewhere: nothing that happens moves the view.
    At(Anchor),
}

/// What stands in the top row of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Of which entry.
    pub key: EntryKey,
    /// Which of its rows; those above its text (its day, its author) are −1, −2, …, so that they may come and go.
    pub row: i64,
}

/// One of the things that stand among the messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryKey {
    /// A stored message, by its place.
    Message(i64),
    /// One that is still on its way.
    Pending(ClientId),
}

impl Timeline {
    /// Nothing is loaded yet.
    pub const fn new(version: i64) -> Self {
        Self {
            messages: BTreeMap::new(),
            version,
            complete: false,
            attached: false,
            loading: None,
            early: Vec::new(),
            failure: None,
            scroll: Scroll::Newest,
            divider: None,
        }
    }

    /// The place of the oldest loaded message.
    pub fn oldest(&self) -> Option<i64> {
        self.messages.keys().next().copied()
    }

    /// The place of the newest loaded message.
    pub fn newest(&self) -> Option<i64> {
        self.messages.keys().next_back().copied()
    }

    /// Takes in a page that was asked for. `last_seq` is the conversation's newest place, `asked` the number of
    /// messages that were asked for.
    pub fn take_page(&mut self, page: Page, messages: Vec<Message>, last_seq: i64, asked: usize) {
        self.loading = None;
        self.failure = None;
        let (short, empty) = (messages.len() < asked, messages.is_empty());
        if matches!(page, Page::Around(_)) {
            self.messages.clear();
        }
        for message in messages {
            self.put(message);
        }
        let oldest = self.oldest();
        self.complete |= oldest == Some(1) || (short && matches!(page, Page::Before(_) | Page::Newest));
        self.attached |= page == Page::Newest || self.newest().unwrap_or(0) >= last_seq;
        // Where nothing came, nothing is: asking again would never end.
        self.complete |= empty && !matches!(page, Page::After(_));
        self.attached |= empty && !matches!(page, Page::Before(_));
        for message in std::mem::take(&mut self.early) {
            self.take(message);
        }
    }

    /// Takes in a message that is new or different, unless it lies beyond what is loaded.
    pub fn take(&mut self, message: Message) {
        if self.messages.is_empty() && self.loading.is_some() {
            return self.early.push(message);
        }
        let known = self.messages.contains_key(&message.seq);
        let next = self.newest().is_none_or(|newest| message.seq > newest);
        if known || (next && self.attached) || (next && self.loading.is_some()) {
            self.put(message);
        }
    }

    fn put(&mut self, message: Message) {
        let newer = self.messages.get(&message.seq).is_none_or(|held| held.version <= message.version);
        if newer {
            self.messages.insert(message.seq, message);
        }
    }
}
