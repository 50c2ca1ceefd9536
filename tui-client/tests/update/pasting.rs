//! What comes all at once: nothing that was pasted is sent, and nothing in a flood of keys commands.

use std::time::{Duration, Instant};

use tui_client::{
    keymap::{Code, Context, Key, Keymap, Profile},
    message::Event,
    words::Lang,
};

use super::writing::{in_chat, keys, sent, written};
use crate::support::*;

#[test]
fn a_long_paste_is_asked_about_and_is_not_lost_either_way() {
    let mut bench = in_chat();
    let text = "line\n".repeat(10_000);
    assert_eq!(sent(&bench.happens(Event::Paste(text.clone()))), 0);
    assert!(bench.screen().contains("10000 lines, 50000 characters"), "{}", bench.screen());
    bench.press(Key::plain(Code::Esc));
    assert_eq!(written(&bench), "");
    bench.press(Key::ctrl(Code::Char('y')));
    assert_eq!(written(&bench), text);
    bench.press(Key::ctrl(Code::Char('_')));
    bench.happens(Event::Paste("x".repeat(4_001)));
    assert_eq!(sent(&bench.enter()), 0, "this is the answer yes");
    assert_eq!(written(&bench).len(), 4_001);
    assert!(bench.screen().contains("Too long by 1 character"));
}

#[test]
fn a_tab_stays_one_and_is_drawn_as_spaces() {
    let mut bench = in_chat();
    bench.happens(Event::Paste("all:\n\tcargo build".into()));
    assert!(bench.screen().contains("│       cargo build"), "{}", bench.screen());
    assert_eq!(written(&bench), "all:\n\tcargo build");
    let (caret, _) = (bench.press(Key::plain(Code::Home)), bench.press(Key::plain(Code::Right)));
    assert_eq!(caret, []);
    bench.types("just ");
    assert_eq!(written(&bench), "all:\n\tjust cargo build");
    bench.receives(says(CHAT, 5, BORIS, "all:\n\tcargo run"));
    assert_eq!(bench.model.timeline().unwrap().messages[&5].text, "all:\n\tcargo run");
    assert!(
        bench.screen().contains("      cargo run") && !bench.screen().contains('\t'),
        "{}",
        bench.screen()
    );
}

#[test]
fn keys_that_come_like_a_paste_are_one_and_send_nothing() {
    let mut bench = in_chat();
    assert_eq!(sent(&bench.happens(Event::Keys(keys("first\nsecond\n")))), 0);
    assert_eq!(written(&bench), "first\nsecond\n");
    assert_eq!(sent(&bench.enter()), 1);
    // Few keys that a slow machine takes in at once are still keys.
    bench.happens(Event::Keys(keys("ok\n")));
    assert_eq!(written(&bench), "");
}

#[test]
fn letters_that_come_at_once_are_the_same_as_one_after_the_other() {
    let text = "hello @bor, and a :smile that is not finished, then 日本 and @бори";
    let (mut at_once, mut one_by_one) = (in_chat(), in_chat());
    at_once.happens(Event::Keys(keys(text)));
    one_by_one.types(text);
    assert_eq!(written(&at_once), text);
    assert_eq!(at_once.screen(), one_by_one.screen());
    assert!(at_once.model.completion.is_some());
    at_once.press(Key::ctrl(Code::Char('k')));
    at_once.happens(Event::Keys(keys("zzzzzz")));
    assert!(at_once.screen().contains("zzzzzz"), "where one looks for something as well");
}

#[test]
fn nothing_in_a_flood_sends_answers_or_commands() {
    let mut bench = in_chat();
    let mut deeds = sent(&bench.happens(Event::Flood(keys("the rest of a line"))));
    // The end of a line may come alone.
    deeds += sent(&bench.happens(Event::Flood(keys("\n"))));
    assert_eq!((deeds, written(&bench).as_str()), (0, "the rest of a line\n"));
    bench.happens(Event::Flood(keys(&"yes\n".repeat(30))));
    bench.happens(Event::Flood(keys(&"no\n".repeat(30))));
    assert!(bench.screen().contains("60 lines, 210 characters"), "{}", bench.screen());
    assert_eq!(written(&bench), "the rest of a line\n");
    bench.press(Key::plain(Code::Char('y')));
    assert!(written(&bench).ends_with("yes\nno\n".split_at(4).1) && written(&bench).contains("yes\nno\n"));
    bench.model.settings.keymap = Keymap::of(Profile::Vim);
    bench.press(Key::plain(Code::Esc));
    bench.happens(Event::Flood(keys("ddgg")));
    assert!(
        written(&bench).ends_with("ddgg"),
        "in the normal mode, letters are keys when somebody presses them"
    );
}

#[test]
fn a_flood_is_nothing_where_nothing_is_written() {
    let words = "yadyd1 quit\nyes\nay\n";
    let mut bench = in_chat();
    bench.happens(Event::Paste("a\n".repeat(30)));
    bench.happens(Event::Paste("b\n".repeat(30)));
    assert!(
        bench.screen().contains("60 lines, 120 characters"),
        "a paste may come in pieces: {}",
        bench.screen()
    );
    bench.press(Key::plain(Code::Esc));

    // A message, the question about it, its menu, the members, the list, and a chord that was begun.
    let places: [&[Key]; 6] = [
        &[Key::shift(Code::Up)],
        &[Key::plain(Code::Char('d'))],
        &[Key::plain(Code::Char('n')), Key::plain(Code::Enter)],
        &[Key::plain(Code::Esc), Key::alt(Code::Char('i'))],
        &[Key::plain(Code::Esc), Key::plain(Code::Esc), Key::plain(Code::Esc)],
        &[Key::plain(Code::F(1))],
    ];
    let mut seen = Vec::new();
    for keys_there in places {
        for key in keys_there {
            bench.press(*key);
        }
        seen.push(bench.model.context());
        let before = bench.screen();
        assert!(bench.happens(Event::Flood(keys(words))).is_empty(), "in {:?}", bench.model.context());
        assert_eq!(bench.screen(), before);
    }
    assert_eq!(
        seen,
        [Context::Message, Context::Confirm, Context::Menu, Context::Members, Context::List, Context::Help]
    );
}

#[test]
fn ten_thousand_lines_are_pasted_and_written_into_quickly() {
    let began = Instant::now();
    let mut bench = in_chat();
    bench.happens(Event::Paste("a line as people write them, with some words\n".repeat(10_000)));
    bench.enter();
    for _ in 0..30 {
        bench.types("x");
        bench.press(Key::plain(Code::Up));
        bench.screen();
    }
    // Without optimisation and on a busy machine; wrapping all of it for each key takes a minute.
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn pasted_lines_end_as_terminals_end_them() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.happens(Event::Paste("one\rtwo\r\nthree".into()));
    assert_eq!(bench.model.drafts[&chat_id(CHAT)].text(), "one\ntwo\nthree");
    bench.happens(Event::Paste("line\r".repeat(30)));
    assert!(bench.screen().contains("30 lines"), "{}", bench.screen());
}
