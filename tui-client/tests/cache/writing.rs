//! What somebody has written: there after a crash, in its order, with its reason.

use protocol::{ClientId, ConversationId, Forwarded, Timestamp, request::ChangeSettings};
use rusqlite::{Connection, params};
use tui_client::{
    cache,
    model::{Draft, Entry, Forward, Pending, PendingEdit, PendingState},
};

use crate::{Disk, support::*};

pub(crate) fn pending(number: u128, text: &str) -> Pending {
    Pending {
        client_id: id(number),
        conversation_id: id(CHAT),
        text: text.into(),
        reply_to: Some(id(7)),
        forward: None,
        written_at: time(5),
        state: PendingState::Unkept,
    }
}

#[test]
fn it_comes_back_in_its_order_and_ready_to_be_sent() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    // Not the order of their ids.
    for number in [3, 1, 2] {
        cache.keep(&[Entry::Pending(pending(number, &format!("text {number}")))]).unwrap();
    }
    // The process ends here without a word, as it would when killed.
    std::mem::forget(cache);
    let (mut cache, snapshot) = disk.open();
    let texts: Vec<&str> = snapshot.outbox.iter().map(|pending| pending.text.as_str()).collect();
    assert_eq!(texts, ["text 3", "text 1", "text 2"]);
    let ready = PendingState::Waiting(Timestamp::from_millis(0));
    assert_eq!(snapshot.outbox[0], Pending { state: ready, ..pending(3, "text 3") });
    cache.keep(&[Entry::Sent(id::<ClientId>(3))]).unwrap();
    drop(cache);
    assert_eq!(disk.open().1.outbox.len(), 2);
}

#[test]
fn what_is_forwarded_comes_back_and_is_no_text_of_ones_own() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    let first = Forwarded { user_id: id(SASHA), name: "Саша".into() };
    let forward = Forward { message_id: id(8), first, text: "the words".into() };
    let sent_on = Pending { reply_to: None, forward: Some(Box::new(forward)), ..pending(1, "") };
    cache.keep(&[Entry::Pending(sent_on.clone())]).unwrap();
    std::mem::forget(cache);
    let known = disk.open().1.outbox.remove(0);
    assert_eq!((known.said(), known.text.as_str()), ("the words", ""));
    assert_eq!(known, Pending { state: known.state.clone(), ..sent_on });
}

#[test]
fn a_refused_one_keeps_its_reason_until_it_is_tried_again() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    let refused = Pending { state: PendingState::Refused("no".into()), ..pending(1, "text") };
    cache.keep(&[Entry::Pending(pending(1, "text")), Entry::Pending(refused)]).unwrap();
    assert_eq!(cache.snapshot().unwrap().outbox[0].state, PendingState::Refused("no".into()));
    let again = Pending { state: PendingState::Waiting(time(0)), ..pending(1, "text") };
    cache.keep(&[Entry::Pending(again)]).unwrap();
    let waiting = PendingState::Waiting(Timestamp::from_millis(0));
    assert_eq!(cache.snapshot().unwrap().outbox[0].state, waiting);
}

#[test]
fn drafts_come_back_with_what_they_answer() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    let draft = Draft { text: "half a thou".into(), reply_to: Some(id(7)), change: None };
    let entry = |chat, draft: &Draft| Entry::Draft { conversation_id: id(chat), draft: draft.clone() };
    cache.keep(&[entry(CHAT, &draft), entry(NEWS, &draft), entry(NEWS, &Draft::default())]).unwrap();
    drop(cache);
    assert_eq!(disk.open().1.drafts, [(id(CHAT), draft)]);
}

#[test]
fn what_is_being_changed_and_what_is_said_of_a_chat_come_back() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    let change = Some((id(8), "said better".to_owned()));
    let draft = Draft { text: "aside".into(), reply_to: None, change };
    let wish = ChangeSettings { muted: Some(true), pinned: None, marked_unread: Some(false) };
    let entries = [
        Entry::Draft { conversation_id: id(CHAT), draft: draft.clone() },
        Entry::Wished(id(CHAT), wish),
        Entry::Wished(id(NEWS), wish),
        Entry::Wished(id(NEWS), ChangeSettings::default()),
    ];
    cache.keep(&entries).unwrap();
    drop(cache);
    let known = disk.open().1;
    assert_eq!(known.drafts, [(id(CHAT), draft)]);
    assert_eq!(known.wishes, [(id(CHAT), wish)]);
}

#[test]
fn every_text_that_a_message_is_to_have_comes_back_in_its_order() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    let edit = |message: u128, text: &str| {
        let known = vec!["before".to_owned()];
        PendingEdit { known, ..PendingEdit::new(id(CHAT), id(message), text.into()) }
    };
    let refused = PendingEdit { refused: Some("no".into()), ..edit(3, "third") };
    for edit in [edit(9, "first"), edit(5, "second"), edit(3, "third"), refused.clone(), edit(7, "done")] {
        cache.keep(&[Entry::Edit(edit)]).unwrap();
    }
    cache.keep(&[Entry::Edited(id(7))]).unwrap();
    std::mem::forget(cache);
    assert_eq!(disk.open().1.edits, [edit(9, "first"), edit(5, "second"), refused]);
}

#[test]
fn a_change_that_an_older_client_has_left_goes_on_being_written() {
    let disk = Disk::new();
    drop(disk.open());
    let db = Connection::open(disk.path()).unwrap();
    db.execute_batch("DROP TABLE edits; PRAGMA user_version = 6;").unwrap();
    let (chat, message): (ConversationId, protocol::MessageId) = (id(CHAT), id(8));
    db.execute(
        "INSERT INTO drafts (conversation, text, changed, change) VALUES (?1, 'aside', ?2, 'said better')",
        params![chat.uuid().as_bytes(), message.uuid().as_bytes()],
    )
    .unwrap();
    drop(db);
    let known = disk.open().1;
    let change = Some((id(8), "said better".to_owned()));
    assert_eq!(known.drafts, [(id(CHAT), Draft { text: "aside".into(), reply_to: None, change })]);
    assert_eq!(known.edits, []);
}

#[test]
fn what_was_said_for_one_device_alone_is_to_be_told_to_the_server() {
    let disk = Disk::new();
    drop(disk.open());
    // As a client that knew nothing of it has left the file.
    let db = Connection::open(disk.path()).unwrap();
    db.execute_batch(
        "DROP TABLE wishes;
        DROP TABLE edits;
        ALTER TABLE life DROP COLUMN visited;
        CREATE TABLE marks (
            conversation BLOB PRIMARY KEY, muted INTEGER NOT NULL, pinned INTEGER NOT NULL, unread INTEGER NOT NULL
        );
        PRAGMA user_version = 4;",
    )
    .unwrap();
    for (chat, [muted, pinned, unread]) in [(CHAT, [true, false, true]), (TEAM, [false, true, false])] {
        let chat: ConversationId = id(chat);
        let put = "INSERT INTO marks VALUES (?1, ?2, ?3, ?4)";
        db.execute(put, params![chat.uuid().as_bytes(), muted, pinned, unread]).unwrap();
    }
    drop(db);
    let muted = || cache::muted(&disk.path());
    assert_eq!(muted(), Some(vec![(id(CHAT), true)]), "before the account is shown");
    let mut wishes = disk.open().1.wishes;
    assert_eq!(muted(), Some(vec![(id(CHAT), true)]));
    wishes.sort_by_key(|(id, _)| *id);
    let chat = ChangeSettings { muted: Some(true), pinned: None, marked_unread: Some(true) };
    let team = ChangeSettings { pinned: Some(true), ..ChangeSettings::default() };
    assert_eq!(wishes, [(id(CHAT), chat), (id(TEAM), team)]);
}

#[test]
fn it_is_known_of_when_all_this_is() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    cache.keep(&[Entry::Greeted { epoch: id(1), user: andrey() }, Entry::Contact(time(0))]).unwrap();
    cache.keep(&[Entry::Contact(time(5))]).unwrap();
    drop(cache);
    assert_eq!(disk.open().1.contact, Some(time(5)));
}

#[test]
fn what_was_opened_comes_back_in_its_order() {
    let disk = Disk::new();
    let (mut cache, _) = disk.open();
    let visited: Vec<ConversationId> = vec![id(TEAM), id(CHAT)];
    cache.keep(&[Entry::Greeted { epoch: id(1), user: andrey() }, Entry::Visited(visited.clone())]).unwrap();
    drop(cache);
    assert_eq!(disk.open().1.visited, visited);
}
