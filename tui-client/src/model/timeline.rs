//! The messages of one conversation as far as they are loaded, and where the reader is in them.

use std::collections::BTreeMap;

use protocol::{ClientId, Message, Timestamp};

use super::Layings;

/// Messages in memory of one conversation, at most.
const MOST: usize = 800;
/// So many on either side of the reader stay when it becomes too many.
const NEAR: usize = 300;

/// A row of messages without holes.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// By place.
    pub messages: BTreeMap<i64, Message>,
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
    /// After which message it was marked as unread.
    pub marked: Option<i64>,
    /// When it was opened last.
    pub opened_at: Timestamp,
    /// How its messages lie on the screen.
    pub laid: Layings,
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

/// Where a page comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The server, which gives as many messages as there are, up to those that were asked for.
    Server {
        /// So many.
        asked: usize,
        /// The conversation's newest place.
        last_seq: i64,
    },
    /// The disk, which gives what it has.
    Disk {
        /// The newest place that is known.
        last_seq: i64,
    },
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
    /// Nothing is loaded yet. Whoever opened it then has read up to `divider`, if not all.
    pub fn new(opened_at: Timestamp, divider: Option<i64>) -> Self {
        Self {
            messages: BTreeMap::new(),
            complete: false,
            attached: false,
            loading: None,
            early: Vec::new(),
            failure: None,
            scroll: Scroll::Newest,
            divider,
            marked: None,
            opened_at,
            laid: Layings::default(),
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

    /// Takes in a page that was asked for.
    pub fn take_page(&mut self, page: Page, messages: Vec<Message>, source: Source) {
        self.loading = None;
        self.failure = None;
        let (count, empty) = (messages.len(), messages.is_empty());
        if matches!(page, Page::Around(_)) {
            self.messages.clear();
            self.laid = Layings::default();
        }
        for message in messages {
            self.put(message);
        }
        let newest = self.newest().unwrap_or(0);
        self.complete |= self.oldest() == Some(1);
        match source {
            Source::Server { asked, last_seq } => {
                let short = count < asked && matches!(page, Page::Before(_) | Page::Newest);
                // Where nothing came, nothing is: asking again would never end.
                self.complete |= short || (empty && !matches!(page, Page::After(_)));
                self.attached |= page == Page::Newest || newest >= last_seq;
                self.attached |= empty && !matches!(page, Page::Before(_));
            }
            Source::Disk { last_seq } => self.attached |= newest >= last_seq,
        }
        for message in std::mem::take(&mut self.early) {
            self.take(message);
        }
    }

    /// Takes in a message that is new or different, unless it lies beyond what is loaded.
    pub fn take(&mut self, message: Message) {
        if self.loading == Some(Page::Newest) && self.oldest().is_none_or(|oldest| message.seq > oldest) {
            // The page that comes ends before it or holds it.
            return self.put(message);
        }
        if self.messages.is_empty() && self.loading.is_some() {
            return self.early.push(message);
        }
        let known = self.messages.contains_key(&message.seq);
        let (oldest, newest) = (self.oldest(), self.newest());
        let next = newest.is_none_or(|newest| message.seq > newest);
        // One that was stored before it may come after it.
        let late = oldest.is_some_and(|oldest| message.seq > oldest) && !next;
        if known || late || (next && (self.attached || self.loading.is_some())) {
            self.put(message);
        }
    }

    /// What is on its way stands after what is loaded: nothing is missing between them that could be shown.
    pub fn reaches_end(&self) -> bool {
        self.attached || self.messages.is_empty() || self.loading == Some(Page::Newest)
    }

    /// Lets go of what lies far from the reader. It can be read again.
    pub fn trim(&mut self) {
        if self.messages.len() <= MOST || self.loading.is_some() {
            return;
        }
        let at = match self.scroll {
            Scroll::At(Anchor { key: EntryKey::Message(seq), .. }) => seq,
            Scroll::At(_) | Scroll::Newest => i64::MAX,
        };
        let above: Vec<i64> = self.messages.range(..at).rev().skip(NEAR).map(|(seq, _)| *seq).collect();
        let below: Vec<i64> = self.messages.range(at..).skip(NEAR).map(|(seq, _)| *seq).collect();
        self.complete &= above.is_empty();
        self.attached &= below.is_empty();
        for seq in above.into_iter().chain(below) {
            self.messages.remove(&seq);
            self.laid.forget(seq);
        }
    }

    fn put(&mut self, message: Message) {
        let newer = self.messages.get(&message.seq).is_none_or(|held| held.version <= message.version);
        if newer {
            self.laid.forget(message.seq);
            self.messages.insert(message.seq, message);
        }
    }
}
