//! A message on its way: never lost, never doubled, never overtaken.

use protocol::{ClientCommand, ClientId, ErrorCode, ServerEvent};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Event, Net},
    model::{Link, PendingState},
    words::Lang,
};

use crate::support::*;

pub(crate) fn in_chat() -> Bench {
    let mut bench = Bench::online(Lang::En, (100, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench
}

fn sends(effects: &[Effect]) -> Vec<(ClientId, String)> {
    let send = |effect: &Effect| match effect {
        Effect::Say(ClientCommand::Send { client_id, text, .. }) => Some((*client_id, text.clone())),
        _ => None,
    };
    effects.iter().filter_map(send).collect()
}

pub(crate) fn write(bench: &mut Bench, text: &str) -> Vec<(ClientId, String)> {
    bench.types(text);
    sends(&bench.enter())
}

fn ack(client_id: ClientId, seq: i64) -> ServerEvent {
    ServerEvent::Ack {
        client_id,
        conversation_id: id(CHAT),
        message_id: id(5_000),
        seq,
        version: seq,
        created_at: time(0),
    }
}

#[test]
fn it_stands_at_once_and_keeps_its_place_when_it_is_stored() {
    let mut bench = in_chat();
    let sent = write(&mut bench, "hi");
    let [(client_id, text)] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(text, "hi");
    let chat = |bench: &Bench| {
        bench
            .screen()
            .lines()
            .filter_map(|row| row.split_once('│'))
            .map(|(_, row)| row.to_owned())
            // Below the header, which says of when that is.
            .skip(1)
            .collect::<Vec<_>>()
            .join("\n")
    };
    let pending = chat(&bench);
    assert!(pending.contains("12:30 ↑"), "{pending}");
    bench.net(Net::Link(Link::Offline));
    assert!(chat(&bench).contains("12:30 …"), "it waits for another connection");
    bench.net(Net::Link(Link::Online));
    bench.server(ack(*client_id, 5));
    assert_eq!(chat(&bench), pending.replace("12:30 ↑", "12:30 ✓"));
}

#[test]
fn its_echo_and_its_ack_make_one_message_in_either_order() {
    for echo_first in [true, false] {
        let mut bench = in_chat();
        let client_id = write(&mut bench, "hi")[0].0;
        let mut echo = says(CHAT, 5, ANDREY, "hi");
        echo.client_id = Some(client_id);
        if echo_first {
            bench.receives(echo);
            bench.server(ack(client_id, 5));
        } else {
            bench.server(ack(client_id, 5));
            bench.receives(echo);
        }
        assert_eq!(bench.model.timeline().unwrap().messages.len(), 5);
        assert_eq!(bench.model.chats.get(id(CHAT)).unwrap().version, 5);
        assert_eq!(bench.model.outbox.iter().count(), 0);
    }
}

#[test]
fn the_next_one_goes_out_when_the_one_before_is_answered() {
    let mut bench = in_chat();
    let first = write(&mut bench, "one")[0].0;
    assert!(write(&mut bench, "two").is_empty(), "it must not overtake");
    let sent = sends(&bench.server(ack(first, 5)));
    assert_eq!(sent[0].1, "two");
}

#[test]
fn what_was_written_offline_goes_out_in_order_with_the_same_id_after_the_next_hello() {
    let mut bench = in_chat();
    let first = write(&mut bench, "one")[0].0;
    bench.net(Net::Link(Link::Offline));
    assert!(write(&mut bench, "two").is_empty());
    assert_eq!(bench.model.deadline(), None, "nothing is due without a connection");
    let sent = sends(&bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]));
    assert_eq!(sent, [(first, "one".to_owned())]);
    assert_eq!(sends(&bench.server(ack(first, 5)))[0].1, "two");
}

#[test]
fn an_unanswered_one_is_sent_again_with_the_same_id() {
    let mut bench = in_chat();
    let sent = write(&mut bench, "hi");
    assert!(sends(&bench.waits(14_000)).is_empty());
    assert_eq!(sends(&bench.waits(2_000)), sent);
}

#[test]
fn an_answer_that_takes_long_is_told_calmly_until_it_comes_or_the_connection_is_another() {
    for (lang, online, waits) in
        [(Lang::En, "● online", "…1 ◐ waiting for an answer"), (Lang::Ru, "● на связи", "…1 ◐ ждём ответа")]
    {
        let mut bench = in_chat();
        bench.model.settings.lang = lang;
        let client_id = write(&mut bench, "hi")[0].0;
        let before = bench.screen();
        assert!(bench.net(Net::Waits(true)).is_empty(), "the connection sees to it");
        let during = bench.screen();
        assert!(during.lines().next().unwrap().ends_with(waits), "{during}");
        assert!(during.lines().skip(1).eq(before.lines().skip(1)), "nothing else moves");
        bench.server(ack(client_id, 5));
        bench.net(Net::Waits(false));
        assert!(bench.screen().lines().next().unwrap().ends_with(online));

        bench.net(Net::Waits(true));
        bench.net(Net::Link(Link::Offline));
        assert!(!bench.screen().contains('◐'));
        bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]);
        assert!(bench.screen().contains(online), "the new connection owes no answer");
    }
}

/// A message is refused, for so many seconds if that is said.
pub(crate) fn refusal(client_id: ClientId, code: ErrorCode, retry_after: Option<u64>) -> ServerEvent {
    let detail = "Message too long".into();
    ServerEvent::Error { code, detail, client_id: Some(client_id), request_id: None, retry_after }
}

#[test]
fn a_bad_time_passes_by_itself() {
    let mut bench = in_chat();
    let sent = write(&mut bench, "hi");
    bench.server(refusal(sent[0].0, ErrorCode::RateLimited, None));
    let screen = bench.screen();
    assert!(
        screen.contains("12:30 …") && screen.contains("Too often, wait a little; sent again in 3 s"),
        "{screen}"
    );
    assert_eq!(sends(&bench.waits(3_000)), sent);
    assert!(!bench.screen().contains("Too often"));
}

#[test]
fn the_server_says_how_long_a_bad_time_is_and_it_is_counted_down() {
    let mut bench = in_chat();
    let sent = write(&mut bench, "hi");
    bench.server(refusal(sent[0].0, ErrorCode::RateLimited, Some(12)));
    assert!(bench.screen().contains("sent again in 12 s"), "{}", bench.screen());
    assert_eq!(bench.model.deadline(), Some(time(1_000)), "then it is eleven");
    assert!(bench.waits(1_000).is_empty());
    assert!(bench.screen().contains("sent again in 11 s"), "{}", bench.screen());
    assert!(bench.waits(10_900).is_empty());
    assert!(bench.screen().contains("sent again in 1 s"), "{}", bench.screen());
    assert_eq!(sends(&bench.waits(100)), sent);
}

#[test]
fn a_refused_one_never_holds_back_the_rest_and_can_be_retried_edited_or_discarded() {
    let mut bench = in_chat();
    let refused = write(&mut bench, "bad")[0].0;
    bench.types("good");
    bench.enter();
    let next = bench.server(refusal(refused, ErrorCode::Invalid, None));
    assert_eq!(sends(&next)[0].1, "good");
    assert_eq!(
        bench.model.outbox.get(refused).unwrap().state,
        PendingState::Refused("Message too long".into())
    );
    bench.server(ack(sends(&next)[0].0, 5));

    let again = bench.press(Key::alt(Code::Char('r')));
    assert_eq!(sends(&again), [(refused, "bad".to_owned())]);
    bench.server(refusal(refused, ErrorCode::Invalid, None));
    bench.press(Key::alt(Code::Char('у')));
    assert_eq!(bench.model.drafts[&chat_id(CHAT)].text(), "bad", "the key works on a Russian layout");
    assert_eq!(bench.model.outbox.iter().count(), 0);
}

#[test]
fn pasted_lines_are_written_and_not_sent() {
    let mut bench = in_chat();
    bench.happens(Event::Paste("one\r\ntwo\u{1b}[31m\n".into()));
    assert_eq!(bench.model.drafts[&chat_id(CHAT)].text(), "one\ntwo[31m\n");
    assert!(sends(&bench.effects).is_empty());
}

#[test]
fn each_chat_has_its_own_draft() {
    let team = conversation(TEAM, Some(&says(TEAM, 1, SASHA, "x")));
    let chat = conversation(CHAT, talk(CHAT, 4).last());
    let mut bench = Bench::online(Lang::En, (80, 24), vec![chat, team]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.types("for Boris");
    bench.press(Key::alt(Code::Down));
    assert_eq!(bench.model.chats.open, Some(chat_id(TEAM)));
    assert!(!bench.screen().contains("> for Boris") && bench.screen().contains("Draft: for Boris"));
    assert!(sends(&bench.enter()).is_empty());
    bench.press(Key::alt(Code::Up));
    assert!(bench.screen().contains("> for Boris"));
}

#[test]
fn quitting_asks_when_something_is_on_its_way() {
    let mut bench = in_chat();
    assert_eq!(bench.press(Key::ctrl(Code::Char('q'))), [Effect::Quit]);
    write(&mut bench, "hi");
    assert_eq!(bench.press(Key::ctrl(Code::Char('q'))), []);
    assert_eq!(bench.press(Key::ctrl(Code::Char('й'))), [Effect::Quit], "asked twice is an answer");
}

#[test]
fn too_long_a_text_stays_in_the_composer() {
    let mut bench = in_chat();
    for _ in 0..3 {
        bench.happens(Event::Paste("x".repeat(1_333)));
    }
    bench.types("xx");
    assert!(sends(&bench.enter()).is_empty());
    assert!(bench.screen().contains("Too long by 1 character"));
    bench.press(Key::plain(Code::Backspace));
    assert_eq!(sends(&bench.enter()).len(), 1);
}
