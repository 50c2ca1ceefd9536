//! The cache on a real disk: what is known comes back, gaps stay gaps, nothing that somebody wrote is lost.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test fails by panicking, and says how long it took"
)]

#[expect(dead_code, reason = "the cache needs a part of it")]
#[path = "../support/mod.rs"]
mod support;

mod files;
mod pages;
mod searching;
mod sharing;
mod speed;
mod writing;

use std::path::PathBuf;

use protocol::Message;
use tempfile::TempDir;
use tui_client::{
    cache::{Cache, open},
    message::Snapshot,
    model::{Entry, Held},
};

use crate::support::*;

/// A folder with a cache in it.
struct Disk(TempDir);

impl Disk {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("cache.db")
    }

    /// Opens it as it is.
    fn open(&self) -> (Cache, Snapshot) {
        let (cache, snapshot, aside) = open(&self.path()).unwrap();
        assert_eq!(aside, None);
        (cache, snapshot)
    }

    /// One with a conversation and these messages of it.
    fn with(messages: Vec<Message>) -> (Self, Cache) {
        let disk = Self::new();
        let (mut cache, _) = disk.open();
        cache.keep(&[listed(CHAT, messages.last()), Entry::Messages(messages)]).unwrap();
        (disk, cache)
    }
}

/// A conversation that is known as far as the list says.
fn listed(chat: u128, last: Option<&Message>) -> Entry {
    let conversation = conversation(chat, last);
    let held = Held { version: conversation.version, last_seq: conversation.last_seq };
    Entry::Conversation(Box::new(conversation), held)
}

fn seqs(messages: &[Message]) -> Vec<i64> {
    messages.iter().map(|message| message.seq).collect()
}
