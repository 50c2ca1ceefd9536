//! Everything at once, in every size and every look: what it says, and below each row how that is drawn.

use std::fmt::Write;

use protocol::{Mention, Quote, Reaction, Span};
use ratatui::{
    buffer::Buffer,
    style::{Color, Modifier, Style},
};
use tui_client::{
    keymap::{Code, Key},
    model::{Link, Page},
    text::width,
    theme::{Look, Theme},
    words::Lang,
};

use crate::support::*;

/// Names and texts of many hands; marks of every kind; somebody has read half of it, and the network is gone.
fn everything(size: (u16, u16)) -> Bench {
    let mut chat = conversation(TEAM, Some(&says(TEAM, 8, SASHA, "и это тоже")));
    (chat.title, chat.read_seq, chat.read_by_some, chat.read_watermark) = ("👨‍👩‍👧 Семья".into(), 5, 5, 3);
    let mut hebrew = conversation(CHAT, Some(&says(CHAT, 3, BORIS, "שלום עולם")));
    hebrew.title = "דוד".into();
    let mut japanese = conversation(NEWS, Some(&says(NEWS, 2, BORIS, "会議は明日の朝です")));
    (japanese.title, japanese.read_seq) = ("日本語のグループ".into(), 0);
    let mut bench = Bench::online(Lang::En, size, vec![chat, hebrew, japanese]);
    bench.model.settings.look = Look::fixed(Theme::dark());
    bench.opens(TEAM, said());
    bench.types("a draft 漢字");
    bench.net(tui_client::message::Net::Link(Link::Offline));
    bench
}

fn said() -> Vec<protocol::Message> {
    let mut answer = says(TEAM, 3, ANDREY, "**yes**, `now`, @Борис");
    answer.reply_to = Some(says(TEAM, 2, BORIS, "").id);
    let (sender_id, sender_name) = (user_id(BORIS), name(BORIS).into());
    answer.quote =
        Some(Box::new(Quote { seq: 2, sender_id, sender_name, text: "会議".into(), deleted: false }));
    answer.mentions = vec![Mention { user_id: Some(id(BORIS)), span: Span { start: 16, length: 6 } }];
    answer.edited_at = Some(time(0));
    let mut liked = says(TEAM, 5, ANDREY, "see https://example.com");
    liked.reactions = vec![
        Reaction { emoji: "👍".into(), count: 2, mine: true },
        Reaction { emoji: "❤️".into(), count: 1, mine: false },
    ];
    let mut gone = says(TEAM, 4, SASHA, "");
    gone.deleted = true;
    vec![
        says(TEAM, 1, SASHA, "שלום עולם"),
        says(TEAM, 2, BORIS, "会議は明日の朝です。🎉"),
        answer,
        gone,
        liked,
        says(TEAM, 6, BORIS, "> сказано\nи отвечено e\u{301}"),
        says(TEAM, 7, SASHA, "```\nfn main() {}\n```"),
        says(TEAM, 8, SASHA, "и это тоже 🇷🇺"),
    ]
}

/// Each row, and below it a letter for the style of each column that has one; then what the letters mean.
fn drawn(bench: &Bench) -> String {
    let buffer = bench.buffer();
    let plain = Style::reset();
    let mut styles: Vec<Style> = Vec::new();
    let mut drawn = String::new();
    for (row, y) in bench.screen().lines().zip(0..) {
        let mut letters = String::new();
        for x in 0..buffer.area.width {
            let style = seen(&buffer, x, y);
            if style == plain {
                letters.push(' ');
                continue;
            }
            let at = styles.iter().position(|other| *other == style).unwrap_or_else(|| {
                styles.push(style);
                styles.len() - 1
            });
            letters.push(char::from(b'a' + u8::try_from(at).unwrap()));
        }
        let _ = writeln!(drawn, "|{row}");
        if !letters.trim().is_empty() {
            let _ = writeln!(drawn, ":{}", letters.trim_end());
        }
    }
    for (style, letter) in styles.iter().zip('a'..) {
        let _ = writeln!(drawn, "{letter} {:?} on {:?} {:?}", style.fg, style.bg, style.add_modifier);
    }
    drawn
}

/// How a cell is seen: what covers nothing has no colour of its own.
fn seen(buffer: &Buffer, x: u16, y: u16) -> Style {
    let cell = &buffer[(x, y)];
    let style = Style::reset().fg(cell.fg).bg(cell.bg).add_modifier(cell.modifier);
    let nothing = cell.symbol() == " " && cell.bg == ratatui::style::Color::Reset && cell.modifier.is_empty();
    if nothing { Style::reset() } else { style }
}

#[test]
fn everything_in_every_size_and_look() {
    let sizes = [("small", (40, 12)), ("usual", (80, 24)), ("large", (120, 40))];
    for (size, (columns, rows)) in sizes {
        for theme in [Theme::dark(), Theme::light(), Theme::mono()] {
            let name = format!("{size}_{}", theme.name());
            let mut bench = everything((columns, rows));
            bench.model.settings.look = Look::fixed(theme);
            insta::assert_snapshot!(name, drawn(&bench));
        }
    }
}

#[test]
fn no_row_is_wider_than_the_screen_and_no_look_moves_a_letter() {
    for columns in 20..=140 {
        let mut bench = everything((columns, 24));
        let said = bench.screen();
        assert!(said.lines().all(|line| width(line) <= usize::from(columns)), "{said}");
        for theme in [Theme::light(), Theme::mono(), Theme::sixteen()] {
            bench.model.settings.look = Look::fixed(theme);
            assert_eq!(bench.screen(), said);
        }
    }
}

#[test]
fn offline_is_said_and_reading_goes_on() {
    let mut bench = everything((80, 24));
    bench.page(TEAM, Page::Newest, said());
    let screen = bench.screen();
    for shown in ["offline since", "会議は明日の朝です", "Unread", "a draft 漢字"] {
        assert!(screen.contains(shown), "{shown}:\n{screen}");
    }
}

#[test]
fn what_is_chosen_has_one_look_from_edge_to_edge() {
    for look in [Theme::dark(), Theme::light(), Theme::sixteen(), Theme::mono()] {
        let mut bench = everything((80, 24));
        bench.model.settings.look = Look::fixed(look);
        // A message with a link, its time and ticks in colours of their own; and both rows of a chat with unread messages.
        bench.press(Key { shift: true, ..Key::plain(Code::Up) });
        while !row_of_chosen(&bench).contains("https://example.com") {
            bench.press(Key::plain(Code::Up));
        }
        assert_one_look(&bench, "https://example.com", 26..80);
        for _ in 0..2 {
            bench.press(Key::plain(Code::Esc));
        }
        bench.press(Key::plain(Code::End));
        assert_one_look(&bench, "日本語", 0..24);
        assert_one_look(&bench, "会議は明日の朝…", 0..24);
    }
}

fn row_of_chosen(bench: &Bench) -> String {
    let buffer = bench.buffer();
    let screen = bench.screen();
    let chosen = |y: u16| buffer.cell((40, y)).is_some_and(|cell| cell.modifier.contains(Modifier::REVERSED));
    // The bar at the top is drawn like that as well.
    screen
        .lines()
        .zip(0..)
        .skip(1)
        .find(|(_, y)| chosen(*y))
        .map(|(row, _)| row.to_owned())
        .unwrap_or_default()
}

fn assert_one_look(bench: &Bench, text: &str, columns: std::ops::Range<u16>) {
    let buffer = bench.buffer();
    let screen = bench.screen();
    let (_, y) =
        screen.lines().zip(0..).find(|(row, _)| row.contains(text)).unwrap_or_else(|| panic!("{screen}"));
    // The second half of what is wide is not drawn by itself.
    let is_half = |x: u16| x > 0 && width(buffer[(x - 1, y)].symbol()) > 1;
    for x in columns.filter(|x| !is_half(*x)) {
        let cell = &buffer[(x, y)];
        let look = (cell.fg, cell.bg, cell.modifier & (Modifier::REVERSED | Modifier::DIM));
        assert_eq!(look, (Color::Reset, Color::Reset, Modifier::REVERSED), "{text}: column {x} of row {y}");
    }
}
