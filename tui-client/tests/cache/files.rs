//! Files that cannot be used are set aside, and what was to be sent is saved from them.

use std::fs;

use rusqlite::Connection;
use tui_client::{
    cache::{Reason, open},
    model::{Entry, PendingEdit},
};

use crate::{Disk, support::*, writing::pending};

#[test]
fn a_file_that_is_none_is_set_aside() {
    let disk = Disk::new();
    fs::write(disk.path(), "this is no database, and it is long enough to be seen as none".repeat(100))
        .unwrap();
    let (_, snapshot, aside) = open(&disk.path()).unwrap();
    let aside = aside.unwrap();
    assert_eq!((aside.reason, aside.saved), (Reason::Damaged, None));
    assert!(aside.path.exists() && snapshot.outbox.is_empty());
    disk.open();
}

#[test]
fn unsent_messages_are_saved_from_a_damaged_file() {
    let (disk, mut cache) = Disk::with(talk(CHAT, 500));
    let edit = PendingEdit::new(id(CHAT), id(8), "not lost either".into());
    cache.keep(&[Entry::Pending(pending(1, "not lost")), Entry::Edit(edit.clone())]).unwrap();
    drop(cache);
    // The list cannot be read any more.
    Connection::open(disk.path()).unwrap().execute("UPDATE conversations SET body = 'x'", []).unwrap();
    let (_, snapshot, aside) = open(&disk.path()).unwrap();
    assert_eq!(aside.unwrap().saved, Some(1));
    assert_eq!(snapshot.outbox[0].text, "not lost");
    assert_eq!(snapshot.edits, [edit]);
    assert!(snapshot.conversations.is_empty());
    assert_eq!(disk.open().1.outbox.len(), 1);
}

#[test]
fn torn_pages_never_end_in_a_crash() {
    for torn in [1_usize, 3, 5, 8, 13, 21] {
        let (disk, mut cache) = Disk::with(talk(CHAT, 500));
        cache.keep(&[Entry::Pending(pending(1, "perhaps"))]).unwrap();
        drop(cache);
        let mut bytes = fs::read(disk.path()).unwrap();
        let page = 4_096 * torn.min(bytes.len() / 4_096 - 1);
        bytes[page..page + 4_096].fill(0xA5);
        fs::write(disk.path(), bytes).unwrap();
        let (cache, _, _) = open(&disk.path()).unwrap();
        let _ = cache.page(id(CHAT), tui_client::model::Page::Newest, 200);
    }
}

#[test]
fn a_file_of_a_newer_client_is_set_aside_and_not_touched() {
    let (disk, mut cache) = Disk::with(talk(CHAT, 5));
    cache.keep(&[Entry::Pending(pending(1, "not lost"))]).unwrap();
    drop(cache);
    Connection::open(disk.path()).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let (_, snapshot, aside) = open(&disk.path()).unwrap();
    let aside = aside.unwrap();
    assert_eq!((aside.reason, aside.saved), (Reason::Newer, Some(1)));
    assert_eq!(snapshot.outbox[0].text, "not lost");
    let version: i64 = Connection::open(aside.path)
        .unwrap()
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(version, 99);
}
