//! Writing: nothing that was typed is lost, what was begun is completed.

use std::time::{Duration, Instant};

use protocol::ClientCommand;
use tui_client::{
    effect::Effect,
    keymap::{Code, Key, Keymap, Profile},
    message::{Event, Mouse, MouseDeed},
    model::Setting,
    words::Lang,
};

use crate::support::*;

pub(super) fn in_chat() -> Bench {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench
}

pub(super) fn written(bench: &Bench) -> String {
    bench.model.drafts.get(&id(CHAT)).map(|draft| draft.text().to_owned()).unwrap_or_default()
}

pub(super) fn sent(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Say(ClientCommand::Send { .. }))).count()
}

pub(super) fn keys(text: &str) -> Vec<Key> {
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
fn how_people_are_told_is_chosen_on_that_page_and_a_value_of_ones_own_is_come_back_to() {
    let mut bench = in_chat();
    bench.press(Key::ctrl(Code::Char('k')));
    bench.types("quiet hours");
    bench.enter();
    bench.model.settings.preferences.put(Setting::QuietHours, "21:15-06:45".into());
    assert!(bench.screen().contains("‹ 21:15-06:45 ›"), "{}", bench.screen());
    let mut seen = Vec::new();
    for _ in 0..=Setting::QuietHours.choices().len() {
        let chosen = bench.press(Key::plain(Code::Right));
        let [Effect::Set(Setting::QuietHours, value)] = chosen.as_slice() else { panic!("{chosen:?}") };
        seen.push(value.clone());
        bench.model.settings.preferences.put(Setting::QuietHours, value.clone());
    }
    assert_eq!(seen.last().map(String::as_str), Some("21:15-06:45"));
    assert!(Setting::QuietHours.choices().iter().all(|choice| seen.iter().any(|value| value == choice)));
}

#[test]
fn what_is_decided_elsewhere_is_shown_as_it_is_and_not_chosen_here() {
    let mut bench = in_chat();
    let settings = &mut bench.model.settings;
    settings.preferences.put(Setting::Notify, "desktop".into());
    settings.forced.insert(Setting::Notify, "--notify (MESSENGER_NOTIFY)");
    settings.preferences.put(Setting::NotifyCommand, "beep\u{1b}[31m".into());
    for (query, name, said) in [
        ("notify", "Notifications", "--notify (MESSENGER_NOTIFY) decides this"),
        ("notification command", "Notification command", "A command is written by hand, in config.toml"),
    ] {
        bench.press(Key::ctrl(Code::Char('k')));
        bench.types(query);
        bench.enter();
        assert!(bench.screen().contains(&format!("> {name}")), "{}", bench.screen());
        assert_eq!(bench.press(Key::plain(Code::Right)), []);
        assert_eq!(bench.press(Key::plain(Code::Left)), []);
        let screen = bench.screen();
        assert!(screen.contains(said), "{screen}");
        assert!(screen.contains("desktop *") && screen.contains("beep"), "{screen}");
        assert!(screen.contains("* goes before the file: --notify"), "{screen}");
        bench.press(Key::plain(Code::Esc));
    }
}

#[test]
fn what_is_completed_stays_in_the_chat_in_which_it_was_begun() {
    let team = conversation(TEAM, Some(&says(TEAM, 1, SASHA, "x")));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last()), team]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.types("see you at five");
    bench.press(Key::plain(Code::Esc));
    bench.opens(TEAM, vec![says(TEAM, 1, SASHA, "x")]);
    bench.types("@Са");
    assert!(bench.model.completion.is_some());
    let row =
        (0..24).find(|row| tui_client::layout::chat_at(&bench.model, 4, *row) == Some(id(CHAT))).unwrap();
    bench.happens(Event::Mouse(Mouse { deed: MouseDeed::Press, column: 4, row }));
    assert_eq!((bench.model.chats.open, &bench.model.completion), (Some(id(CHAT)), &None));
    bench.enter();
    assert_eq!(
        bench.model.outbox.iter().map(|sent| sent.text.as_str()).collect::<Vec<_>>(),
        ["see you at five"]
    );
}

#[test]
fn a_text_of_another_place_is_not_completed_with_what_was_offered_before() {
    let team = conversation(TEAM, Some(&says(TEAM, 1, SASHA, "x")));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![team]);
    bench.opens(TEAM, vec![says(TEAM, 1, SASHA, "x")]);
    bench.types("@Са");
    assert!(bench.model.completion.is_some());
    bench.happens(Event::Edited(id(TEAM), Ok("from the editor".into())));
    assert_eq!(bench.model.completion, None);
}
