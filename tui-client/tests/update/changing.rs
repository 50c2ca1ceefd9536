//! A change on its way: it shows, it is not lost, and its refusal interrupts nobody.

use protocol::{ClientCommand, Conversation, ErrorCode, RequestId, ServerEvent};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::Net,
    model::{Entry, Link, Page},
};

use crate::{
    amending::{in_chat, letter, picks, refuses, said},
    support::*,
};

/// A change of the last message is on its way: what was asked.
fn edits(bench: &mut Bench) -> RequestId {
    bench.press(Key::alt(Code::Char('a')));
    bench.types("!");
    let said = said(&bench.enter());
    let [ClientCommand::Edit { request_id, .. }] = said[..] else { panic!("{said:?}") };
    request_id
}

#[test]
fn a_change_shows_at_once_and_is_not_lost_before_it_is_answered() {
    let mut bench = in_chat();
    bench.waits(500);
    bench.kept.clear();
    edits(&mut bench);
    let tick =
        |bench: &Bench| bench.screen().lines().rfind(|row| row.contains("message 4!")).unwrap().to_owned();
    assert!(tick(&bench).ends_with('↑'), "{}", bench.screen());
    bench.press(Key::alt(Code::Char('a')));
    assert!(bench.screen().contains("> message 4!"), "one goes on from what was asked: {}", bench.screen());
    bench.enter();
    let is_kept = |entry: &Entry| matches!(entry, Entry::Edit(edit) if edit.text == "message 4!");
    assert!(bench.kept.iter().any(is_kept), "at once: whoever is killed now has not lost it");
    assert_eq!(bench.press(Key::ctrl(Code::Char('q'))), [], "it is asked about");
    assert!(bench.screen().contains("1 change has not reached the server. Quit?"), "{}", bench.screen());
    bench.press(Key::plain(Code::Esc));
    bench.net(Net::Link(Link::Offline));
    assert!(tick(&bench).ends_with('…'), "{}", bench.screen());
    let asked = said(&bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]));
    let [ClientCommand::Edit { request_id, .. }] = asked[..] else { panic!("{asked:?}") };
    bench.server(ServerEvent::Done { request_id, conversation_id: id(CHAT), version: 5 });
    assert_eq!(bench.kept.last(), Some(&Entry::Edited(id(CHAT * 1_000_000 + 4))));
    assert_eq!(bench.press(Key::ctrl(Code::Char('q'))), [Effect::Quit]);
}

#[test]
fn a_refused_change_leaves_alone_what_is_being_written() {
    let mut bench = in_chat();
    let request_id = edits(&mut bench);
    bench.types("another thou");
    refuses(&mut bench, request_id, ErrorCode::Forbidden);
    let screen = bench.screen();
    assert!(screen.contains("> another thou") && !screen.contains("editing"), "{screen}");
    assert!(screen.contains("Not changed: Not allowed here (no)"), "{screen}");
    bench.press(Key::alt(Code::Char('x')));
    bench.press(Key::ctrl(Code::Char('y')));
    assert_eq!(bench.model.drafts[&id(CHAT)].text(), "another thoumessage 4!");
}

/// Another text for the message at a place is on its way.
fn edits_at(bench: &mut Bench, seq: i64) {
    picks(bench, seq);
    letter(bench, 'e');
    bench.types("!");
    bench.enter();
}

#[test]
fn in_another_life_of_the_database_nothing_is_changed_unless_the_user_wants_it() {
    let mut bench = in_chat();
    edits(&mut bench);
    bench.net(Net::Link(Link::Offline));
    assert_eq!(said(&bench.hello_of(2, vec![conversation(CHAT, talk(CHAT, 4).last())])), []);
    bench.page(CHAT, Page::Newest, talk(CHAT, 4));
    assert!(bench.screen().contains("✕ not changed to “message 4!”"), "{}", bench.screen());
    let asked = said(&bench.press(Key::alt(Code::Char('r'))));
    assert!(matches!(&asked[..], [ClientCommand::Edit { text, .. }] if text == "message 4!"), "{asked:?}");
}

#[test]
fn who_was_away_for_too_long_changes_only_what_is_known_to_be_as_it_was() {
    let mut bench = in_chat();
    edits_at(&mut bench, 4);
    edits_at(&mut bench, 2);
    bench.net(Net::Link(Link::Offline));
    let fresh = Conversation { version: 2_000, ..conversation(CHAT, talk(CHAT, 4).last()) };
    let asked = said(&bench.hello(vec![fresh.clone()]));
    let [ClientCommand::Sync { request_id, .. }] = asked[..] else { panic!("{asked:?}") };
    let messages = vec![says(CHAT, 4, ANDREY, "message 4")];
    let asked = said(&bench.server(ServerEvent::Reset { request_id, conversation: fresh, messages }));
    assert!(matches!(&asked[..], [ClientCommand::Edit { text, .. }] if text == "message 4!"), "{asked:?}");
    let unknown = bench.model.deeds.edits.refused(id(CHAT)).map(|edit| edit.text.as_str());
    assert_eq!(unknown, Some("message 2!"));
}
