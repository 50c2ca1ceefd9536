//! Other texts for messages that the server does not take, or not yet: nothing of them is lost, and they hold up nothing.

use protocol::{ClientCommand, ErrorCode, Message, ServerEvent};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    model::Purpose,
};

use crate::{
    amending::{in_chat, picks, refuses, said},
    editing::{asked_texts, edits, listed, on_disk, starts_again},
    support::*,
};

#[test]
fn a_refused_one_stands_at_its_message_and_is_there_to_try_again() {
    let mut bench = in_chat();
    bench.types("half a thought");
    let request = edits(&mut bench, 4, "!");
    refuses(&mut bench, request, ErrorCode::Forbidden);
    bench.waits(60_000);
    let screen = bench.screen();
    assert!(screen.contains("✕ not changed to “message 4!”") && screen.contains("Alt+R retry"), "{screen}");
    assert!(screen.contains("> half a thought"), "{screen}");
    let mut again = starts_again(on_disk(&bench.kept));
    assert!(again.screen().contains("✕ not changed to “message 4!”"), "{}", again.screen());
    assert_eq!(asked_texts(&again.hello(vec![listed(4)])), [""; 0]);
    bench.press(Key::alt(Code::Char('e')));
    assert_eq!(bench.model.purpose(id(CHAT)), Some(Purpose::Edit(id(CHAT * 1_000_000 + 4))));
    assert!(bench.screen().contains("> message 4!"), "{}", bench.screen());
    assert_eq!(asked_texts(&bench.enter()), ["message 4!"]);
    assert!(bench.screen().contains("> half a thought"), "{}", bench.screen());
}

#[test]
fn the_keys_reach_the_refused_one_under_the_cursor() {
    let mut bench = in_chat();
    for seq in [4, 2] {
        let request = edits(&mut bench, seq, "!");
        refuses(&mut bench, request, ErrorCode::Forbidden);
    }
    picks(&mut bench, 2);
    assert_eq!(bench.screen().matches("Alt+X discard").count(), 1, "{}", bench.screen());
    bench.press(Key::alt(Code::Char('x')));
    let screen = bench.screen();
    assert!(screen.contains("to “message 4!”") && !screen.contains("to “message 2!”"), "{screen}");
    bench.press(Key::plain(Code::Esc));
    bench.press(Key::ctrl(Code::Char('y')));
    assert!(bench.screen().contains("> message 2!"), "{}", bench.screen());
}

#[test]
fn what_comes_too_fast_is_asked_for_again_by_itself() {
    let mut bench = in_chat();
    let request_id = edits(&mut bench, 2, "!");
    bench.server(ServerEvent::Error {
        code: ErrorCode::RateLimited,
        detail: "Too many requests".into(),
        client_id: None,
        request_id: Some(request_id),
        retry_after: Some(12),
    });
    assert!(bench.screen().contains("sent again in 12 s"), "{}", bench.screen());
    assert_eq!(asked_texts(&bench.waits(11_000)), [""; 0]);
    assert_eq!(asked_texts(&bench.waits(1_000)), ["message 2!"]);
}

#[test]
fn one_whose_chat_is_gone_is_left_over_and_can_be_copied() {
    for goes_first in [true, false] {
        let mut bench = in_chat();
        let request = edits(&mut bench, 4, "!");
        if !goes_first {
            refuses(&mut bench, request, ErrorCode::Forbidden);
        }
        bench.server(ServerEvent::ConversationRemoved { conversation_id: id(CHAT) });
        if goes_first {
            refuses(&mut bench, request, ErrorCode::NotFound);
        }
        assert!(bench.screen().contains("Alt+W shows"), "{}", bench.screen());
        bench.press(Key::alt(Code::Char('w')));
        assert_eq!(bench.enter(), [Effect::Copy("message 4!".into())]);
        bench.press(Key::plain(Code::Char('d')));
        assert_eq!(on_disk(&bench.kept), []);
    }
}

#[test]
fn one_whose_chat_went_while_the_client_was_not_there_is_left_over_too() {
    let mut bench = in_chat();
    edits(&mut bench, 4, "!");
    let mut again = starts_again(on_disk(&bench.kept));
    again.hello(Vec::new());
    assert!(again.screen().contains("Alt+W shows"), "{}", again.screen());
    again.press(Key::alt(Code::Char('w')));
    assert_eq!(again.enter(), [Effect::Copy("message 4!".into())]);
}

#[test]
fn the_text_for_a_message_that_is_gone_can_be_sent_as_one_of_its_own() {
    let mut bench = in_chat();
    let request = edits(&mut bench, 4, "!");
    let gone = Message { deleted: true, version: 5, ..says(CHAT, 4, ANDREY, "") };
    bench.receives(gone);
    refuses(&mut bench, request, ErrorCode::NotFound);
    assert!(bench.screen().contains("message deleted"), "{}", bench.screen());
    bench.press(Key::alt(Code::Char('e')));
    assert_eq!(bench.model.purpose(id(CHAT)), None);
    assert!(bench.screen().contains("> message 4!"), "{}", bench.screen());
}

#[test]
fn a_server_that_stays_busy_is_told_of_once() {
    let mut bench = in_chat();
    let mut request_id = edits(&mut bench, 2, "!");
    for is_told in [true, false, false] {
        bench.server(ServerEvent::Error {
            code: ErrorCode::Unavailable,
            detail: "Come back later".into(),
            client_id: None,
            request_id: Some(request_id),
            retry_after: Some(6),
        });
        assert_eq!(bench.screen().contains("sent again in"), is_told, "{}", bench.screen());
        let asked = said(&bench.waits(6_000));
        let [ClientCommand::Edit { request_id: next, .. }] = asked[..] else { panic!("{asked:?}") };
        request_id = next;
    }
}
