//! A message that was refused: what becomes of its text.

use protocol::ErrorCode;
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    words::Lang,
};

use crate::{
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
