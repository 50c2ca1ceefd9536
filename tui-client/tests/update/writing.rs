//! Writing: nothing that was typed is lost, nothing that was pasted is sent, what was begun is completed.

use std::time::{Duration, Instant};

use protocol::ClientCommand;
use tui_client::{
    effect::Effect,
    keymap::{Code, Context, Key, Keymap, Profile},
    message::Event,
    model::Setting,
    words::Lang,
};

use crate::support::*;

fn in_chat() -> Bench {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench
}

fn written(bench: &Bench) -> String {
    bench.model.drafts.get(&id(CHAT)).map(|draft| draft.text().to_owned()).unwrap_or_default()
}

fn sent(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Say(ClientCommand::Send { .. }))).count()
}

fn keys(text: &str) -> Vec<Key> {
    let key = |c| if c == '\n' { Key::plain(Code::Enter) } else { Key::plain(Code::Char(c)) };
    text.chars().map(key).collect()
}

#[test]
fn escape_never_deletes() {
    let mut bench = in_chat();
    bench.types("half a thought");
    for _ in 0..5 {
        bench.press(Key::plain(Code::Esc));
    }
    assert_eq!(written(&bench), "half a thought");
}

#[test]
fn what_was_sent_or_emptied_comes_back_by_undoing() {
    let mut bench = in_chat();
    bench.types("sent too soon");
    bench.enter();
    assert_eq!(written(&bench), "");
    bench.press(Key::ctrl(Code::Char('_')));
    assert_eq!(written(&bench), "sent too soon");
    bench.press(Key::ctrl(Code::Char('u')));
    assert_eq!(written(&bench), "");
    // As most terminals tell it.
    bench.press(Key::ctrl(Code::Char('7')));
    assert_eq!(written(&bench), "sent too soon");
}

#[test]
fn what_was_written_before_comes_back() {
    let mut bench = in_chat();
    bench.types("being written");
    let older = Key::ctrl(Code::Char('p'));
    let newer = Key::ctrl(Code::Char('n'));
    bench.press(older);
    assert_eq!(written(&bench), "message 4");
    bench.press(older);
    assert_eq!(written(&bench), "message 2");
    bench.press(older);
    assert_eq!(written(&bench), "message 2", "there is none before it");
    bench.press(newer);
    bench.press(newer);
    assert_eq!(written(&bench), "being written");
}

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
fn a_key_costs_the_same_in_a_very_long_draft() {
    let begin = Instant::now();
    let mut bench = in_chat();
    for _ in 0..500 {
        bench.happens(Event::Flood(keys(&"x".repeat(1_000))));
    }
    bench
        .types("@bor, and a hundred letters more, which were a second each if all that was written mattered");
    for _ in 0..50 {
        bench.press(Key::plain(Code::Left));
        bench.press(Key::plain(Code::Backspace));
    }
    assert_eq!(written(&bench).len(), 500_000 + 91 - 50);
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}

#[test]
fn how_much_may_still_be_written_is_said_before_it_hurts() {
    let mut bench = in_chat();
    bench.types(&"x".repeat(20));
    assert!(!bench.screen().contains("left"));
    bench.happens(Event::Paste("x".repeat(1_990)));
    bench.happens(Event::Paste("x".repeat(1_980)));
    assert!(bench.screen().contains("10 characters left"), "{}", bench.screen());
}

#[test]
fn people_and_signs_are_completed() {
    let mut bench = in_chat();
    bench.types("hi @bor");
    assert!(bench.screen().contains("Борис"), "{}", bench.screen());
    bench.press(Key::plain(Code::Tab));
    assert_eq!(written(&bench), "hi @Борис ");
    bench.types(":thumbsu");
    assert_eq!(sent(&bench.enter()), 0, "Enter takes what is offered");
    assert_eq!(written(&bench), "hi @Борис 👍");
    bench.types(" at 10:30 :tad");
    bench.press(Key::plain(Code::Esc));
    assert!(bench.model.completion.is_none());
    bench.types("a");
    assert!(bench.model.completion.is_none(), "what was closed stays closed for this word");
    assert_eq!(sent(&bench.enter()), 1);
}

#[test]
fn nothing_is_offered_where_nothing_fits() {
    let mut bench = in_chat();
    bench.types("a@b.example :) :D 10:45 @zzzz");
    assert!(bench.model.completion.is_none());
    assert_eq!(sent(&bench.enter()), 1);
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

fn in_vim() -> Bench {
    let mut bench = in_chat();
    bench.model.settings.keymap = Keymap::of(Profile::Vim);
    bench
}

#[test]
fn vim_keys_edit_in_normal_mode_and_write_in_the_other() {
    let mut bench = in_vim();
    bench.types("one two three");
    bench.press(Key::plain(Code::Esc));
    assert_eq!(written(&bench), "one two three", "Esc goes to normal mode");
    bench.types("0dw");
    assert_eq!(written(&bench), " two three");
    bench.types("u$xA!");
    assert_eq!(written(&bench), "one two three!");
    bench.press(Key::plain(Code::Esc));
    bench.types("ofour");
    assert_eq!(written(&bench), "one two three!\nfour");
    bench.press(Key::plain(Code::Esc));
    bench.types("Ozero");
    assert_eq!(written(&bench), "one two three!\nzero\nfour");
    bench.press(Key::plain(Code::Esc));
    // The same keys on a Russian layout: dd, gg, dd.
    bench.types("ввппвв");
    assert_eq!(written(&bench), "four");
}

#[test]
fn a_chord_that_was_begun_shows_how_it_goes_on() {
    let mut bench = in_vim();
    bench.press(Key::plain(Code::Esc));
    bench.types("d");
    let screen = bench.screen();
    assert!(screen.contains("d …") && screen.contains("w cut the word on the right"), "{screen}");
    bench.types("z");
    assert!(bench.screen().contains("d z does nothing"), "{}", bench.screen());
    bench.waits(6_000);
    bench.types("d");
    bench.press(Key::plain(Code::Esc));
    assert!(bench.model.prefix.is_empty() && !bench.screen().contains("does nothing"));
}

#[test]
fn ones_own_editor_gets_the_text_and_gives_it_back() {
    let mut bench = in_chat();
    bench.types("first draft");
    bench.press(Key::ctrl(Code::Char('x')));
    let effects = bench.press(Key::ctrl(Code::Char('e')));
    assert_eq!(effects, [Effect::EditOutside(id(CHAT), "first draft".into())]);
    bench.happens(Event::Edited(id(CHAT), Ok("second\ndraft\n".into())));
    assert_eq!(written(&bench), "second\ndraft");
    bench.happens(Event::Edited(id(CHAT), Err("exit status: 1".into())));
    assert_eq!(written(&bench), "second\ndraft", "what was written is untouched");
    bench.press(Key::ctrl(Code::Char('_')));
    assert_eq!(written(&bench), "first draft");
}

#[test]
fn settings_are_chosen_on_their_page() {
    let mut bench = in_chat();
    bench.press(Key::plain(Code::F(9)));
    bench.press(Key::plain(Code::Down));
    assert_eq!(bench.press(Key::plain(Code::Right)), [Effect::Set(Setting::Theme, "dark".into())]);
    assert_eq!(bench.press(Key::plain(Code::Left)), [Effect::Set(Setting::Theme, "mono".into())]);
    let mut settings = bench.model.settings.clone();
    settings.preferences.put(Setting::Theme, "mono".into());
    settings.problems = vec!["config.toml:3: something is wrong".into()];
    bench.happens(Event::Configured(Box::new(settings)));
    let screen = bench.screen();
    assert!(screen.contains("‹ mono ›") && screen.contains("config.toml:3: something"), "{screen}");
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
