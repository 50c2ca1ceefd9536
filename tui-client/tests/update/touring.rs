//! The tour: each thing is over once it has been done, by the keys that there are; one key ends it all.

use tui_client::{
    keymap::{Code, Key, Keymap, Profile, Rebinding},
    model::{Step, Tour},
    words::Lang,
};

use crate::support::*;

fn newcomer(lang: Lang, size: (u16, u16)) -> Bench {
    let team = conversation(TEAM, Some(&says(TEAM, 5, SASHA, "hello")));
    let mut bench = Bench::new(lang, size);
    bench.model.bottom.tour = Some(Tour::new());
    bench.net(tui_client::message::Net::SignedIn(andrey()));
    bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last()), team]);
    bench
}

fn footer(bench: &Bench) -> String {
    bench.screen().lines().last().unwrap().to_owned()
}

#[test]
fn one_is_led_by_doing() {
    let mut bench = newcomer(Lang::En, (80, 24));
    let says = |bench: &Bench, wanted: &str| {
        let footer = footer(bench);
        assert!(footer.starts_with(wanted) && footer.ends_with("Alt+G end the tour"), "{wanted}: {footer}");
    };
    says(&bench, " 1/7 ↓ and ↑ go through the chats");
    bench.press(Key::plain(Code::Down));
    says(&bench, " 2/7 Enter opens the chat");
    let chat = if bench.model.chats.selected == Some(id(CHAT)) { CHAT } else { TEAM };
    bench.opens(chat, talk(chat, 4));
    says(&bench, " 3/7 Write something; Enter sends it");
    bench.types("hi");
    says(&bench, " 3/7 ");
    bench.enter();
    says(&bench, " 4/7 Shift+↑ chooses a message, r answers it");
    bench.press(Key { shift: true, ..Key::plain(Code::Up) });
    says(&bench, " 4/7 ");
    bench.types("r");
    says(&bench, " 5/7 F6 finds what was written");
    bench.press(Key::plain(Code::F(6)));
    assert!(footer(&bench).contains("Esc"), "a dialog says its own keys: {}", footer(&bench));
    bench.press(Key::plain(Code::Esc));
    says(&bench, " 6/7 Ctrl+K goes anywhere, does anything");
    bench.press(Key::ctrl(Code::Char('k')));
    bench.press(Key::plain(Code::Esc));
    says(&bench, " 7/7 F1 shows all keys");
    bench.press(Key::plain(Code::F(1)));
    assert_eq!(bench.model.bottom.tour, None);
    assert!(footer(&bench).contains("That was the tour; Ctrl+K finds everything else"), "{}", footer(&bench));
}

#[test]
fn whoever_is_ahead_is_not_held_up() {
    let mut bench = newcomer(Lang::En, (80, 24));
    bench.enter();
    assert_eq!(
        bench.model.bottom.tour.map(|tour| tour.step),
        Some(Step::Write),
        "who opens a chat has found it"
    );
}

#[test]
fn one_key_ends_it_and_begins_it_again() {
    for lang in [Lang::En, Lang::Ru] {
        let mut bench = newcomer(lang, (80, 24));
        bench.press(Key::alt(Code::Char('g')));
        assert!(bench.model.bottom.tour.is_none() && !footer(&bench).contains("1/7"));
        bench.press(Key::alt(Code::Char('п')));
        assert!(footer(&bench).contains("1/7"), "{}", footer(&bench));
    }
}

#[test]
fn what_no_key_leads_to_is_left_out_and_changed_keys_are_said() {
    let mut bench = newcomer(Lang::Ru, (80, 24));
    let line = |context: &str, keys: &str, action: &str| Rebinding {
        context: context.into(),
        keys: keys.into(),
        action: action.into(),
        line: 1,
    };
    let changes = [line("main", "F6", "none"), line("list", "/", "none"), line("main", "F11", "palette")];
    let (keymap, _) = Keymap::of(Profile::Default).with(&changes);
    bench.model.settings.keymap = keymap;
    bench.press(Key::plain(Code::Down));
    let chat = if bench.model.chats.selected == Some(id(CHAT)) { CHAT } else { TEAM };
    bench.opens(chat, talk(chat, 4));
    bench.types("привет");
    bench.enter();
    bench.press(Key { shift: true, ..Key::plain(Code::Up) });
    bench.types("к");
    assert_eq!(bench.model.bottom.tour.map(|tour| tour.step), Some(Step::Go), "{}", bench.screen());
}

#[test]
fn it_says_what_there_is_room_for() {
    for columns in 20..=120 {
        let bench = newcomer(Lang::Ru, (columns, 12));
        let footer = footer(&bench);
        assert!(
            footer.starts_with(" 1/7 ") && tui_client::text::width(&footer) <= usize::from(columns),
            "{footer}"
        );
    }
}
