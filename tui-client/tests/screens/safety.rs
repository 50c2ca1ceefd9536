//! What holds for every screen: no size makes it fall, nothing of others steers it, monochrome is without colour.

use protocol::ServerEvent;
use ratatui::style::Color;
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Clusters, Doubt, Event},
    theme::{Look, Theme},
    words::Lang,
};

use crate::{USUAL, support::*, talking};

#[test]
fn where_clusters_are_not_counted_something_plain_of_the_same_width_is_drawn() {
    for (lang, size) in [(Lang::Ru, (40, 12)), (Lang::En, (80, 24)), (Lang::Ru, (120, 40))] {
        let mut chat = conversation(CHAT, Some(&says(CHAT, 1, BORIS, "hi")));
        chat.title = "👨\u{200d}👩\u{200d}👧 Семья".into();
        let mut bench = Bench::online(lang, size, vec![chat]);
        let whole = bench.screen();
        assert!(whole.contains('\u{200d}'), "{whole}");
        let effects = bench.happens(Event::Clusters(Clusters::Single));
        assert_eq!(effects, []);
        let plain = bench.screen();
        assert!(!plain.contains('\u{200d}') && plain.contains("👨 Семья"), "{plain}");
        assert_eq!(bench.happens(Event::Clusters(Clusters::Offered)), [Effect::UseClusters]);
        assert_eq!(bench.screen(), whole);
        assert_eq!(bench.happens(Event::Clusters(Clusters::Whole)), []);
    }
}

#[test]
fn what_a_terminal_was_seen_to_draw_as_one_is_drawn_and_nothing_else() {
    let text = "👨\u{200d}👩\u{200d}👧 🇷🇺 ❤\u{fe0f} 👍🏽 end";
    let mut bench =
        Bench::online(Lang::En, USUAL, vec![conversation(CHAT, Some(&says(CHAT, 1, BORIS, "hi")))]);
    bench.opens(CHAT, vec![says(CHAT, 1, BORIS, text)]);
    bench.happens(Event::Clusters(Clusters::Single));
    let shows =
        |bench: &Bench, shown: &str| assert!(bench.screen().contains(shown), "{shown}: {}", bench.screen());
    shows(&bench, "👨 RU ❤  👍 end");
    bench.happens(Event::Drawn(Doubt::Flag, 2));
    bench.happens(Event::Drawn(Doubt::Coloured, 1));
    bench.happens(Event::Drawn(Doubt::Joined, 6));
    bench.happens(Event::Drawn(Doubt::Toned, 4));
    shows(&bench, "👨 🇷🇺 ❤  👍 end");
    // What a terminal says of itself holds but for what was seen.
    bench.happens(Event::Clusters(Clusters::Whole));
    shows(&bench, "👨 🇷🇺 ❤  👍 end");
    assert!(bench.happens(Event::Drawn(Doubt::Flag, 2)).is_empty());
    assert!(bench.happens(Event::Drawn(Doubt::Flag, 4)).contains(&Effect::Redraw), "its row was pushed away");
    bench.happens(Event::Drawn(Doubt::Flag, 2));
    bench.happens(Event::Drawn(Doubt::Joined, 2));
    shows(&bench, "👨\u{200d}👩\u{200d}👧 🇷🇺 ❤  👍 end");
    // One that counts them on request was not yet asked to when it was looked at.
    bench.happens(Event::Clusters(Clusters::Offered));
    shows(&bench, text);
}

#[test]
fn monochrome_sets_no_colour_on_any_cell() {
    let mut bench = talking(Lang::En, USUAL);
    bench.types("text");
    bench.enter();
    bench.model.settings.look = Look::fixed(Theme::mono());
    let dialogs =
        [None, Some(Key::plain(Code::F(1))), Some(Key::plain(Code::F(2))), Some(Key::plain(Code::F(10)))];
    for dialog in dialogs {
        dialog.map(|key| bench.press(key));
        for cell in &bench.buffer().content {
            assert_eq!((cell.fg, cell.bg, cell.underline_color), (Color::Reset, Color::Reset, Color::Reset));
        }
        bench.press(Key::plain(Code::Esc));
    }
}

#[test]
fn nothing_of_others_steers_the_terminal() {
    let evil = "\u{1b}[2J\u{9b}31mhi\u{202e}\u{7}\t\u{200f}";
    let mut chat = conversation(CHAT, Some(&says(CHAT, 1, BORIS, evil)));
    chat.title = evil.into();
    let mut bench = Bench::online(Lang::En, USUAL, vec![chat]);
    let mut message = says(CHAT, 1, BORIS, evil);
    message.sender_name = evil.into();
    bench.opens(CHAT, vec![message]);
    bench.server(ServerEvent::Typing {
        conversation_id: id(CHAT),
        user_id: id(BORIS),
        user_name: evil.into(),
    });
    let screen = bench.screen();
    let harmless = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{202e}' | '\u{200f}'));
    assert!(screen.chars().all(harmless), "{screen}");
}

#[test]
fn no_size_makes_it_fall() {
    let rows = [0, 1, 2, 3, 4, 5, 7, 10, 24];
    let columns = [0, 1, 2, 9, 20, 39, 40, 63, 64, 80];
    for size in columns.iter().flat_map(|columns| rows.map(|rows| (*columns, rows))) {
        let mut bench = talking(Lang::Ru, USUAL);
        bench.happens(Event::Resize(size.0, size.1));
        bench.types("word ");
        bench.press(Key::plain(Code::PageUp));
        for dialog in [Code::F(1), Code::F(2), Code::F(3), Code::F(4), Code::F(10)] {
            bench.press(Key::plain(dialog));
            draws(&bench, size);
            bench.press(Key::plain(Code::Esc));
            draws(&bench, size);
        }
    }
}

/// A screen without a cell cannot be drawn on, nor need it be.
fn draws(bench: &Bench, (columns, rows): (u16, u16)) {
    if columns > 0 && rows > 0 {
        bench.screen();
    }
}

#[test]
fn numbers_beyond_all_reason_are_only_numbers() {
    let mut mad = conversation(CHAT, talk(CHAT, 3).last());
    (mad.last_seq, mad.read_seq) = (i64::MAX, i64::MIN);
    let mut madder = conversation(TEAM, talk(TEAM, 3).last());
    (madder.last_seq, madder.read_seq) = (i64::MAX, -1);
    let mut bench = Bench::online(Lang::En, USUAL, vec![mad, madder]);
    bench.opens(CHAT, talk(CHAT, 3));
    assert!(bench.screen().contains("(9223372036854775807)"), "{}", bench.screen());
}
