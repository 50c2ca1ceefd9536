//! A change on its way: it shows, it is not lost, and its refusal interrupts nobody.

use protocol::{ClientCommand, ErrorCode, RequestId, ServerEvent};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::Net,
    model::{Entry, Link},
};

use crate::{
    amending::{in_chat, refuses, said},
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
