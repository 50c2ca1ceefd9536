//! Answering, changing, deleting and reacting: all on one chosen message, and nothing that was written is lost.

use protocol::{ClientCommand, ErrorCode, Reaction, RequestId, ServerEvent};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Cached, Event, Net, Snapshot},
    model::{Draft, Entry, Link, Purpose},
    words::Lang,
};

use crate::support::*;

/// In the chat with Boris: four messages, the second and the fourth are Andrey's.
pub(crate) fn in_chat() -> Bench {
    let all = talk(CHAT, 4);
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, all.last())]);
    bench.opens(CHAT, all);
    bench
}

/// The cursor on the message at a place.
pub(crate) fn picks(bench: &mut Bench, seq: i64) {
    bench.press(Key::shift(Code::Up));
    for _ in 0..4 - seq {
        bench.press(Key::plain(Code::Up));
    }
    assert_eq!(bench.model.picked, at(seq));
}

pub(crate) fn letter(bench: &mut Bench, c: char) -> Vec<Effect> {
    bench.press(Key::plain(Code::Char(c)))
}

pub(crate) fn said(effects: &[Effect]) -> Vec<ClientCommand> {
    let commands = effects.iter().filter_map(|effect| match effect {
        Effect::Say(command) => Some(command.clone()),
        _ => None,
    });
    commands.filter(|command| !matches!(command, ClientCommand::Typing { .. })).collect()
}

pub(crate) fn refuses(bench: &mut Bench, request: RequestId, code: ErrorCode) {
    let detail = "no".to_owned();
    bench.server(ServerEvent::Error {
        code,
        detail,
        client_id: None,
        request_id: Some(request),
        retry_after: None,
    });
}

#[test]
fn a_reply_shows_what_it_answers_and_is_sent_with_it() {
    let mut bench = in_chat();
    bench.types("half written");
    picks(&mut bench, 3);
    letter(&mut bench, 'r');
    let screen = bench.screen();
    assert!(screen.contains("↪ reply: Борис: message 3") && screen.contains("half written"), "{screen}");
    bench.types(", yes");
    let sent = said(&bench.enter());
    let [ClientCommand::Send { text, reply_to, .. }] = &sent[..] else { panic!("{sent:?}") };
    assert_eq!((text.as_str(), *reply_to), ("half written, yes", Some(id(CHAT * 1_000_000 + 3))));
    assert!(!bench.screen().contains("reply:"), "the next message answers nothing");
    assert!(bench.screen().contains("↪ Борис: message 3"), "it shows on its way: {}", bench.screen());
}

#[test]
fn a_reply_is_given_up_without_losing_what_is_written() {
    let mut bench = in_chat();
    picks(&mut bench, 3);
    letter(&mut bench, 'r');
    bench.types("text");
    bench.press(Key::alt(Code::Char('q')));
    assert!(!bench.screen().contains("reply:"));
    let sent = said(&bench.enter());
    assert!(
        matches!(&sent[..], [ClientCommand::Send { reply_to: None, text, .. }] if text == "text"),
        "{sent:?}"
    );
}

#[test]
fn an_edit_begins_with_the_text_and_gives_back_what_was_being_written() {
    let mut bench = in_chat();
    bench.types("half a thought");
    picks(&mut bench, 4);
    letter(&mut bench, 'e');
    assert!(bench.screen().contains("✎ editing: You: message 4"), "{}", bench.screen());
    bench.types("!");
    let said = said(&bench.enter());
    let [ClientCommand::Edit { text, message_id, .. }] = &said[..] else { panic!("{said:?}") };
    assert_eq!((text.as_str(), *message_id), ("message 4!", id(CHAT * 1_000_000 + 4)));
    assert!(bench.screen().contains("> half a thought"), "{}", bench.screen());
}

#[test]
fn an_edit_that_changes_nothing_asks_nothing() {
    let mut bench = in_chat();
    bench.press(Key::alt(Code::Char('a')));
    assert_eq!(bench.model.purpose(id(CHAT)), Some(Purpose::Edit(id(CHAT * 1_000_000 + 4))));
    assert_eq!(said(&bench.enter()), []);
    assert_eq!(bench.model.purpose(id(CHAT)), None);
}

#[test]
fn an_edit_that_is_given_up_can_be_put_back() {
    let mut bench = in_chat();
    bench.press(Key::alt(Code::Char('a')));
    bench.types(" and more");
    bench.press(Key::alt(Code::Char('q')));
    assert_eq!(bench.model.drafts[&id(CHAT)].text(), "");
    bench.press(Key::ctrl(Code::Char('y')));
    assert_eq!(bench.model.drafts[&id(CHAT)].text(), "message 4 and more");
}

#[test]
fn only_ones_own_and_not_for_ever() {
    let mut bench = in_chat();
    picks(&mut bench, 3);
    letter(&mut bench, 'e');
    assert!(bench.screen().contains("Only its author"), "{}", bench.screen());
    bench.press(Key::plain(Code::Esc));
    bench.waits(49 * 3_600_000);
    bench.press(Key::alt(Code::Char('a')));
    assert!(bench.screen().contains("48 hours"), "{}", bench.screen());
    assert_eq!(bench.model.purpose(id(CHAT)), None);
}

#[test]
fn without_a_connection_an_edit_waits_for_one() {
    let mut bench = in_chat();
    bench.press(Key::alt(Code::Char('a')));
    bench.types("!");
    bench.net(Net::Link(Link::Offline));
    assert_eq!(said(&bench.enter()), []);
    let screen = bench.screen();
    assert!(screen.lines().any(|row| row.contains("message 4!") && row.ends_with('…')), "{screen}");
    assert!(screen.lines().next().unwrap().contains("…1 "), "{screen}");
    let asked = said(&bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]));
    assert!(matches!(&asked[..], [ClientCommand::Edit { text, .. }] if text == "message 4!"), "{asked:?}");
}

#[test]
fn without_a_connection_nothing_is_deleted() {
    let mut bench = in_chat();
    picks(&mut bench, 4);
    letter(&mut bench, 'd');
    bench.net(Net::Link(Link::Offline));
    assert_eq!(said(&letter(&mut bench, 'y')), []);
    assert!(bench.screen().contains("Not without a connection"), "{}", bench.screen());
}

#[test]
fn an_edit_that_is_being_written_is_on_the_disk_and_comes_back_with_what_was_set_aside() {
    let mut bench = in_chat();
    bench.types("aside");
    bench.press(Key::alt(Code::Char('a')));
    bench.types("!");
    bench.kept.clear();
    bench.waits(500);
    let kept = bench.kept.iter().find_map(|entry| match entry {
        Entry::Draft { draft, .. } => Some(draft.clone()),
        _ => None,
    });
    let change = Some((id(CHAT * 1_000_000 + 4), "message 4!".to_owned()));
    let draft = Draft { text: "aside".into(), reply_to: None, change };
    assert_eq!(kept.as_ref(), Some(&draft));

    let mut again = Bench::new(Lang::En, (80, 24));
    let snapshot = Snapshot { drafts: vec![(chat_id(CHAT), draft)], ..Snapshot::default() };
    again.happens_alone(Event::Cache(Cached::Opened(Box::new(snapshot))));
    again.net(Net::SignedIn(andrey()));
    again.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]);
    again.opens(CHAT, talk(CHAT, 4));
    assert!(again.screen().contains("> message 4!"), "{}", again.screen());
    again.press(Key::alt(Code::Char('q')));
    assert!(again.screen().contains("> aside"), "{}", again.screen());
}

#[test]
fn a_deletion_is_asked_about_and_what_is_gone_offers_nothing() {
    let mut bench = in_chat();
    picks(&mut bench, 4);
    letter(&mut bench, 'd');
    assert!(bench.screen().contains("message 4”"), "{}", bench.screen());
    assert_eq!(said(&letter(&mut bench, 'n')), []);
    letter(&mut bench, 'd');
    let said = said(&letter(&mut bench, 'y'));
    assert!(matches!(&said[..], [ClientCommand::Delete { .. }]), "{said:?}");
    let mut gone = says(CHAT, 4, ANDREY, "");
    (gone.version, gone.deleted) = (5, true);
    bench.receives(gone);
    assert!(bench.screen().contains("message deleted"));
    for key in ['r', 'e', 'd', '+'] {
        letter(&mut bench, key);
        assert!(bench.model.overlay.is_none() && bench.screen().contains("It has been deleted"), "{key}");
        bench.waits(6_000);
    }
}

#[test]
fn a_sign_is_put_and_taken_away() {
    let mut bench = in_chat();
    picks(&mut bench, 3);
    letter(&mut bench, '+');
    bench.types("rocket");
    let put = said(&bench.enter());
    let [ClientCommand::React { emoji, set: true, .. }] = &put[..] else { panic!("{put:?}") };
    assert_eq!(emoji, "🚀");
    let mut liked = says(CHAT, 3, BORIS, "message 3");
    liked.version = 5;
    liked.reactions = vec![Reaction { emoji: "🚀".into(), count: 1, mine: true }];
    bench.receives(liked);
    letter(&mut bench, '+');
    insta::assert_snapshot!(bench.screen());
    let taken = said(&bench.enter());
    assert!(matches!(&taken[..], [ClientCommand::React { set: false, .. }]), "{taken:?}");
}
