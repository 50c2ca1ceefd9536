//! Other texts for messages: on their way, kept, answered, and never at the cost of what was said elsewhere.

use protocol::{ClientCommand, Conversation, Message, RequestId, ServerEvent, event::Change, event::Changed};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Cached, Event, Known, Net, Snapshot},
    model::{Entry, Held, Link, PendingEdit},
    words::Lang,
};

use crate::{
    amending::{in_chat, letter, picks, said},
    support::*,
};

/// Andrey changes his message at a place; what the server is asked by.
pub(crate) fn edits(bench: &mut Bench, seq: i64, more: &str) -> RequestId {
    picks(bench, seq);
    letter(bench, 'e');
    bench.types(more);
    let asked = said(&bench.enter());
    let [ClientCommand::Edit { request_id, .. }] = asked[..] else { panic!("{asked:?}") };
    request_id
}

pub(crate) fn asked_texts(effects: &[Effect]) -> Vec<String> {
    let text = |command| match command {
        ClientCommand::Edit { text, .. } => Some(text),
        _ => None,
    };
    said(effects).into_iter().filter_map(text).collect()
}

/// What the disk has of edits, after all that it was given.
pub(crate) fn on_disk(kept: &[Entry]) -> Vec<PendingEdit> {
    let mut all: Vec<PendingEdit> = Vec::new();
    for entry in kept {
        match entry {
            Entry::Edit(edit) => {
                all.retain(|other| other.message_id != edit.message_id);
                all.push(PendingEdit { asked: None, ..edit.clone() });
            }
            Entry::Edited(id) => all.retain(|other| other.message_id != *id),
            _ => {}
        }
    }
    all
}

pub(crate) fn listed(version: i64) -> Conversation {
    Conversation { version, ..conversation(CHAT, talk(CHAT, 4).last()) }
}

/// The client is started again with what the disk has; there is no connection yet.
pub(crate) fn starts_again(edits: Vec<PendingEdit>) -> Bench {
    let mut bench = Bench::new(Lang::En, (80, 24));
    let held = Held { version: 4, last_seq: 4 };
    bench.happens_alone(Event::Cache(Cached::Opened(Box::new(Snapshot {
        life: Some((id(1), andrey())),
        conversations: vec![Known { conversation: listed(4), held, has_messages: true }],
        edits,
        place: Some(id(CHAT)),
        ..Snapshot::default()
    }))));
    let page = tui_client::model::Page::Newest;
    bench.happens_alone(Event::Cache(Cached::Page(id(CHAT), page, talk(CHAT, 4))));
    bench
}

/// The server says what has changed, in answer to what it was asked.
fn catches_up(bench: &mut Bench, asked: &[Effect], changed: &[Message]) -> Vec<Effect> {
    let sync = said(asked).into_iter().find_map(|command| match command {
        ClientCommand::Sync { request_id, .. } => Some(request_id),
        _ => None,
    });
    let items: Vec<Change> = changed
        .iter()
        .map(|message| Change {
            conversation_id: message.conversation_id,
            version: message.version,
            changed: Changed::Message { message: message.clone() },
        })
        .collect();
    let version = items.last().map_or(4, |change| change.version);
    bench.server(ServerEvent::Changes {
        request_id: sync.unwrap(),
        conversation_id: id(CHAT),
        items,
        version,
        more: false,
    })
}

fn edited(seq: i64, text: &str, version: i64) -> Message {
    Message { version, edited_at: Some(time(0)), ..says(CHAT, seq, ANDREY, text) }
}

#[test]
fn all_that_are_not_answered_are_on_the_disk_whatever_is_being_written() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    edits(&mut bench, 2, "?");
    bench.press(Key::alt(Code::Char('a')));
    bench.types(" and more");
    bench.waits(500);
    let texts: Vec<String> = on_disk(&bench.kept).into_iter().map(|edit| edit.text).collect();
    assert_eq!(texts, ["message 4!", "message 2?"]);
    let first_edit = bench.kept.iter().position(|entry| matches!(entry, Entry::Edit(_)));
    let emptied =
        bench.kept.iter().position(|entry| matches!(entry, Entry::Draft { draft, .. } if draft.is_empty()));
    assert!(first_edit < emptied || emptied.is_none(), "it is never on the disk in neither form");
}

#[test]
fn they_come_back_on_their_way_and_are_asked_for_again() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    edits(&mut bench, 2, "?");
    let mut again = starts_again(on_disk(&bench.kept));
    let screen = again.screen();
    assert!(screen.contains("message 4!") && screen.contains("message 2?"), "{screen}");
    assert!(!screen.contains("editing"), "nothing is asked of the user: {screen}");
    assert_eq!(asked_texts(&again.hello(vec![listed(4)])), ["message 4!", "message 2?"]);
    assert_eq!(again.model.unanswered(), 2);
}

#[test]
fn one_that_was_done_before_the_end_of_the_client_is_forgotten() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    let mut again = starts_again(on_disk(&bench.kept));
    let asked = again.hello(vec![listed(5)]);
    assert_eq!(asked_texts(&asked), [""; 0], "not before it is known what the message says");
    let then = catches_up(&mut again, &asked, &[edited(4, "message 4!", 5)]);
    assert_eq!(asked_texts(&then), [""; 0]);
    assert!(again.kept.contains(&Entry::Edited(id(CHAT * 1_000_000 + 4))), "{:?}", again.kept);
    let screen = again.screen();
    assert!(!screen.contains("editing") && !screen.contains("not changed"), "{screen}");
    assert_eq!(again.model.unanswered(), 0);
}

#[test]
fn what_another_device_said_meanwhile_is_not_overwritten() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    let mut again = starts_again(on_disk(&bench.kept));
    let asked = again.hello(vec![listed(5)]);
    let then = catches_up(&mut again, &asked, &[edited(4, "from the phone", 5)]);
    assert_eq!(asked_texts(&then), [""; 0]);
    let screen = again.screen();
    assert!(screen.contains("from the phone") && screen.contains("not changed to “message 4!”"), "{screen}");
    assert!(on_disk(&again.kept)[0].refused.is_some(), "also after the next start");
    // The user wants it all the same.
    let asked = again.press(Key::alt(Code::Char('r')));
    assert_eq!(asked_texts(&asked), ["message 4!"]);
    assert!(!again.screen().contains("not changed"), "{}", again.screen());
}

#[test]
fn a_lost_connection_overwrites_nothing_either_and_other_changes_hold_up_nothing() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    edits(&mut bench, 2, "?");
    bench.net(Net::Link(Link::Offline));
    let asked = bench.hello(vec![listed(6)]);
    let liked = Message { version: 6, ..says(CHAT, 2, ANDREY, "message 2") };
    let then = catches_up(&mut bench, &asked, &[edited(4, "from the phone", 5), liked]);
    assert_eq!(asked_texts(&then), ["message 2?"]);
    assert!(bench.screen().contains("from the phone"), "{}", bench.screen());
}

#[test]
fn one_that_was_written_twice_is_not_taken_for_somebody_elses() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    edits(&mut bench, 4, "!!");
    let mut again = starts_again(on_disk(&bench.kept));
    let asked = again.hello(vec![listed(5)]);
    let then = catches_up(&mut again, &asked, &[edited(4, "message 4!", 5)]);
    assert_eq!(asked_texts(&then), ["message 4!!!"]);
}

#[test]
fn what_was_not_answered_is_asked_again_on_a_new_connection_and_then_no_more() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    bench.net(Net::Link(Link::Offline));
    let asked = said(&bench.hello(vec![listed(4)]));
    let [ClientCommand::Edit { request_id, .. }] = asked[..] else { panic!("{asked:?}") };
    bench.server(ServerEvent::Done { request_id, conversation_id: id(CHAT), version: 5 });
    assert_eq!(said(&bench.hello(vec![listed(4)])), []);
    assert_eq!(on_disk(&bench.kept), []);
}

#[test]
fn whoever_is_changing_a_message_hears_that_another_device_has_changed_it() {
    let mut bench = in_chat();
    picks(&mut bench, 4);
    letter(&mut bench, 'e');
    bench.types("!");
    bench.receives(says(CHAT, 5, BORIS, "something else"));
    assert!(!bench.screen().contains("another device"), "{}", bench.screen());
    bench.receives(edited(4, "from the phone", 6));
    let screen = bench.screen();
    assert!(screen.contains("another device") && screen.contains("> message 4!"), "{screen}");
    assert_eq!(asked_texts(&bench.enter()), ["message 4!"], "the user wants it all the same");
}

#[test]
fn what_stands_there_is_what_is_copied() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    picks(&mut bench, 4);
    assert!(letter(&mut bench, 'c').contains(&Effect::Copy("message 4!".into())));
}
