//! A message that was refused: what becomes of its text.

use protocol::{ClientCommand, ErrorCode};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::Event,
    words::Lang,
};

use crate::{
    amending::{letter, picks, refuses, said},
    sending::{in_chat, refusal, write},
    support::*,
};

/// One is refused, in answer to the second message.
fn refused_answer(bench: &mut Bench) {
    bench.press(Key::shift(Code::Up));
    bench.press(Key::plain(Code::Up));
    bench.press(Key::plain(Code::Char('r')));
    let refused = write(bench, "bad")[0].0;
    bench.server(refusal(refused, ErrorCode::Invalid, None));
}

#[test]
fn a_refused_one_that_is_edited_goes_on_answering_what_it_answered() {
    let mut bench = in_chat();
    refused_answer(&mut bench);
    bench.press(Key::alt(Code::Char('e')));
    assert_eq!(bench.model.replies.get(&id(CHAT)), Some(&id(CHAT * 1_000_000 + 3)));
    assert!(bench.screen().contains("> bad"), "{}", bench.screen());
}

#[test]
fn a_refused_one_does_not_become_the_text_of_another_message() {
    let mut bench = in_chat();
    let refused = write(&mut bench, "bad")[0].0;
    bench.server(refusal(refused, ErrorCode::Invalid, None));
    bench.press(Key::alt(Code::Char('a')));
    bench.press(Key::alt(Code::Char('e')));
    assert_eq!(bench.model.purpose(id(CHAT)), None);
    assert_eq!(bench.model.drafts[&chat_id(CHAT)].text(), "bad");
}

#[test]
fn a_refused_one_stays_where_nobody_may_write_any_more_and_can_be_copied() {
    let mut news = conversation(NEWS, talk(NEWS, 4).last());
    news.role = protocol::Role::Admin;
    let mut bench = Bench::online(Lang::En, (100, 24), vec![news.clone()]);
    bench.opens(NEWS, talk(NEWS, 4));
    let refused = write(&mut bench, "bad")[0].0;
    bench.server(refusal(refused, ErrorCode::Forbidden, None));
    news.role = protocol::Role::Member;
    bench.hello(vec![news]);
    let copied = bench.press(Key::alt(Code::Char('e')));
    assert_eq!(copied, [Effect::Copy("bad".into())]);
    assert!(
        bench.model.outbox.get(refused).is_some() && bench.screen().contains("✕ not sent"),
        "{}",
        bench.screen()
    );
}

#[test]
fn a_refused_one_that_is_discarded_can_be_put_back() {
    let mut bench = in_chat();
    let refused = write(&mut bench, "bad")[0].0;
    bench.server(refusal(refused, ErrorCode::Invalid, None));
    let second = write(&mut bench, "worse")[0].0;
    bench.server(refusal(second, ErrorCode::Invalid, None));
    assert_eq!(bench.screen().matches("Alt+X discard").count(), 1, "the key reaches one: {}", bench.screen());
    bench.press(Key::alt(Code::Char('x')));
    assert!(bench.screen().contains("Discarded; Ctrl+Y puts it back"), "{}", bench.screen());
    assert_eq!(bench.model.outbox.iter().count(), 1);
    bench.press(Key::ctrl(Code::Char('y')));
    assert_eq!(bench.model.drafts[&chat_id(CHAT)].text(), "bad");
}

#[test]
fn the_keys_reach_the_refused_one_under_the_cursor() {
    let mut bench = in_chat();
    for text in ["bad", "worse", "worst"] {
        let refused = write(&mut bench, text).last().unwrap().0;
        bench.server(refusal(refused, ErrorCode::Invalid, None));
    }
    let hinted = |bench: &Bench| {
        let screen = bench.screen();
        let rows: Vec<&str> = screen.lines().collect();
        let hint = rows.iter().position(|row| row.contains("Alt+R retry")).unwrap();
        rows[..hint].iter().rev().find(|row| row.ends_with('✕')).unwrap().to_string()
    };
    assert!(hinted(&bench).contains("bad"), "{}", bench.screen());
    bench.press(Key::shift(Code::Up));
    assert!(hinted(&bench).contains("worst"), "{}", bench.screen());
    bench.press(Key::plain(Code::Up));
    assert!(hinted(&bench).contains("worse"), "{}", bench.screen());
    bench.press(Key::alt(Code::Char('x')));
    let left = |bench: &Bench| bench.model.outbox.iter().map(|p| p.text.clone()).collect::<Vec<_>>();
    assert_eq!(left(&bench), ["bad", "worst"]);
    bench.press(Key::shift(Code::Up));
    bench.press(Key::plain(Code::Char('e')));
    assert_eq!((left(&bench), bench.model.drafts[&chat_id(CHAT)].text()), (vec!["bad".to_owned()], "worst"));
}

#[test]
fn the_menu_of_a_refused_one_offers_what_can_be_done_with_it() {
    let mut bench = in_chat();
    let refused = write(&mut bench, "bad")[0].0;
    bench.server(refusal(refused, ErrorCode::Invalid, None));
    bench.press(Key::shift(Code::Up));
    bench.enter();
    insta::assert_snapshot!(bench.screen());
    bench.press(Key::alt(Code::Char('r')));
    assert!(!bench.screen().contains("✕ not sent"), "{}", bench.screen());
}

#[test]
fn the_cursor_stays_on_a_message_that_arrives_and_says_what_can_not_be_done_before() {
    let mut bench = in_chat();
    let on_its_way = write(&mut bench, "hi")[0].0;
    bench.press(Key::shift(Code::Up));
    assert_eq!(bench.model.picked, at(4), "nothing can be done with one that is on its way");
    bench.press(Key::plain(Code::Down));
    assert_eq!(bench.model.picked, None);
    bench.server(refusal(on_its_way, ErrorCode::Invalid, None));
    bench.press(Key::shift(Code::Up));
    assert_eq!(bench.press(Key::plain(Code::Char('c'))), [Effect::Copy("hi".into())]);
    bench.press(Key::alt(Code::Char('r')));
    bench.press(Key::plain(Code::Char('r')));
    assert!(bench.screen().contains("It is not sent yet"), "{}", bench.screen());
    let mut echo = says(CHAT, 5, ANDREY, "hi");
    echo.client_id = Some(on_its_way);
    bench.receives(echo);
    assert_eq!(bench.model.picked, at(5));
}

/// A sign that Andrey puts to the message of Boris is refused.
fn refused_sign(bench: &mut Bench) {
    picks(bench, 3);
    letter(bench, '+');
    bench.types("rocket");
    let asked = said(&bench.enter());
    let [ClientCommand::React { request_id, .. }] = asked[..] else { panic!("{asked:?}") };
    bench.press(Key::plain(Code::Esc));
    refuses(bench, request_id, ErrorCode::Forbidden);
}

#[test]
fn a_sign_that_was_refused_is_told_until_somebody_who_looks_has_pressed_a_key() {
    let mut bench = in_chat();
    refused_sign(&mut bench);
    let told = |bench: &Bench| bench.screen().contains("No reaction: Not allowed here");
    bench.types("x");
    bench.waits(60_000);
    assert!(told(&bench), "that key came with it: {}", bench.screen());
    assert_eq!(bench.model.deadline(), None, "it wakes nobody");
    bench.happens(Event::Focus(false));
    bench.happens(Event::Notice("Something else".into()));
    assert!(!told(&bench) && bench.screen().contains("Something else"), "{}", bench.screen());
    bench.waits(6_000);
    assert!(told(&bench), "{}", bench.screen());
    bench.happens(Event::Focus(true));
    assert!(told(&bench), "{}", bench.screen());
    bench.types("y");
    assert!(!told(&bench), "{}", bench.screen());
}
