//! What is budgeted is drawn, at every width; the newest message is reached at every size; the place of a reader is kept.

use proptest::prelude::*;
use protocol::{Forwarded, Reaction};
use tui_client::{
    keymap::{Code, Key},
    layout::{Row, RowKind, extent, open_scene, window},
    message::{Clusters, Event},
    model::{Anchor, EntryKey},
    text::width,
    words::Lang,
};

use crate::support::*;

/// One of each kind that people write.
fn mixed(count: i64) -> Vec<protocol::Message> {
    const TEXTS: [&str; 6] = [
        "ok",
        "Добрый день! Встреча переносится на завтра, на десять утра; захватите, пожалуйста, отчёт и чай.",
        "日本語のメッセージも混ざっています。幅が二倍なので、折り返しが違います。",
        "> said before\nan answer, with a family 👨‍👩‍👧 and a flag 🇷🇺 in the middle of the line, **bold** and `code`",
        "```\nfn main() {\n    println!(\"a line of code that is longer than most screens are wide\");\n}\n```",
        "שלום עולם, e\u{301}e\u{301} and AVeryLongWordThatMustBeBrokenSomewhereInTheMiddleOfItBecauseItFitsNowhere",
    ];
    (1..=count)
        .map(|seq| {
            let at = usize::try_from(seq).unwrap();
            let mut message = says(TEAM, seq, [BORIS, ANDREY, SASHA][at / 2 % 3], TEXTS[at % TEXTS.len()]);
            message.created_at = time((seq - count) * 7_000_000);
            if at % 5 == 3 {
                message.reply_to = Some(says(TEAM, seq - 2, BORIS, "").id);
                message.reactions =
                    vec![Reaction { emoji: "🎉".into(), count: 3, mine: false }; at % 7 + 1];
                message.edited_at = Some(time(0));
            }
            if at % 7 == 4 {
                let name = "Константин Константинович 🇷🇺 from a long way away".into();
                message.forwarded = Some(Box::new(Forwarded { user_id: user_id(SASHA), name }));
            }
            message.deleted = at % 11 == 10;
            message
        })
        .collect()
}

fn reading(count: i64, size: (u16, u16)) -> Bench {
    let all = mixed(count);
    let mut bench = Bench::online(Lang::En, size, vec![conversation(TEAM, all.last())]);
    bench.model.terminal.clusters = Clusters::default();
    bench.opens(TEAM, all);
    bench
}

fn rows(bench: &Bench, height: usize) -> Vec<Row> {
    let (scene, _) = open_scene(&bench.model).unwrap();
    window(&scene, height).rows
}

fn top(bench: &Bench) -> Option<Anchor> {
    let (scene, height) = open_scene(&bench.model).unwrap();
    extent(&scene, height).top
}

fn newest_shown(bench: &Bench) -> Option<EntryKey> {
    let (scene, height) = open_scene(&bench.model).unwrap();
    window(&scene, height).rows.last().map(|row| row.at.key)
}

#[test]
fn the_height_that_is_budgeted_is_the_height_that_is_drawn_at_every_width() {
    let mut bench = reading(18, (80, 24));
    bench.model.bare = true;
    for columns in 20..=200 {
        bench.happens(Event::Resize(columns, 41));
        let all = rows(&bench, usize::MAX);
        assert!(all.iter().all(|row| width(&row.text) <= usize::from(columns)), "{columns}");
        let (scene, _) = open_scene(&bench.model).unwrap();
        for height in [1, 2, 7, 40, all.len(), all.len() + 3] {
            let (extent, shown) = (extent(&scene, height), &all[all.len().saturating_sub(height)..]);
            assert_eq!(window(&scene, height).rows, shown, "{height} rows of {columns}");
            assert_eq!(extent.top, shown.first().map(|row| row.at));
            assert_eq!(extent.bottom, shown.last().map(|row| row.at));
            assert!(extent.at_end);
        }
        assert!(bench.screen().lines().all(|line| width(line) <= usize::from(columns)), "{columns}");
        // Word for word only where nothing is drawn in another way.
        bench.model.terminal.clusters = Clusters::Whole;
        let screen = bench.screen();
        bench.model.terminal.clusters = Clusters::default();
        for (row, line) in all.iter().rev().zip(screen.lines().rev().skip(1)) {
            let isolates = |c: char| !matches!(c, '\u{2068}' | '\u{2069}');
            let line: String = line.chars().filter(|c| isolates(*c)).collect();
            let said = row.text.trim();
            assert!(line.contains(said), "{said:?} is not on {line:?} at {columns}");
        }
    }
}

#[test]
fn a_gap_takes_the_height_that_is_budgeted_for_it_at_every_width() {
    let mut bench = reading(9, (80, 24));
    bench.hello(vec![conversation(TEAM, Some(&says(TEAM, 130, BORIS, "the newest")))]);
    bench.model.bare = true;
    for written in [false, true] {
        if written {
            bench.model.bare = false;
            bench.types("written meanwhile");
            bench.enter();
            bench.model.bare = true;
        }
        for columns in 20..=200 {
            bench.happens(Event::Resize(columns, 41));
            let all = rows(&bench, usize::MAX);
            assert!(all.iter().all(|row| width(&row.text) <= usize::from(columns)), "{columns}");
            assert_eq!(all.iter().filter(|row| row.kind == RowKind::Gap).count(), 1);
            let (scene, _) = open_scene(&bench.model).unwrap();
            for height in [1, 2, 7, all.len()] {
                let (extent, shown) = (extent(&scene, height), &all[all.len().saturating_sub(height)..]);
                assert_eq!(window(&scene, height).rows, shown, "{height} rows of {columns}");
                assert_eq!(extent.bottom, shown.last().map(|row| row.at));
            }
        }
    }
}

#[test]
fn the_newest_is_reached_at_every_width() {
    let mut bench = reading(18, (80, 24));
    for columns in 20..=200 {
        bench.happens(Event::Resize(columns, 5 + columns * 7 % 50));
        bench.press(Key::plain(Code::PageUp));
        bench.press(Key::plain(Code::PageUp));
        bench.press(Key::ctrl(Code::End));
        assert_eq!(newest_shown(&bench), Some(EntryKey::Message(18)), "{columns}");
        // By pages as well.
        bench.press(Key::plain(Code::PageUp));
        for _ in 0..3 {
            bench.press(Key::plain(Code::PageDown));
        }
        assert_eq!(newest_shown(&bench), Some(EntryKey::Message(18)), "{columns}");
    }
}

#[test]
fn no_size_is_too_small_to_be_drawn() {
    let mut bench = reading(9, (80, 24));
    for (columns, lines) in (1..=24).flat_map(|columns| (1..=12).map(move |lines| (columns, lines))) {
        bench.happens(Event::Resize(columns, lines));
        assert_eq!(bench.buffer().area.height, lines);
        bench.press(Key::plain(Code::PageUp));
        assert_eq!(bench.screen().lines().count(), usize::from(lines).max(1));
    }
}

/// The row that is at the top, and where in its message's text it begins.
fn place(bench: &Bench) -> (Anchor, Row) {
    let top = top(bench).unwrap();
    (top, rows(bench, 1).remove(0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn another_size_keeps_the_text_at_the_top(
        up in 1_usize..30,
        sizes in prop::collection::vec((20_u16..200, 8_u16..50), 1..5),
    ) {
        let mut bench = reading(40, (90, 20));
        for _ in 0..up + 12 {
            bench.press(Key::ctrl(Code::Up));
        }
        for _ in 0..3 {
            bench.press(Key::plain(Code::PageUp));
        }
        let (mut before, mut row) = place(&bench);
        for size in sizes {
            bench.happens(Event::Resize(size.0, size.1));
            if size.0 < 64 && bench.model.pane == tui_client::model::Pane::List {
                return Ok(());
            }
            let (after, now) = place(&bench);
            let at_end = extent_of(&bench);
            prop_assert!(at_end || after.key == before.key, "{before:?} became {after:?}");
            if !at_end && row.kind == now.kind {
                let end = now.from + now.text.len() + 1;
                prop_assert!(now.from <= row.from && row.from <= end, "{row:?} became {now:?}");
            }
            (before, row) = (after, now);
        }
    }

    #[test]
    fn an_edit_elsewhere_keeps_the_place(
        edited in 1_i64..40,
        text in "[a-я日🙂 \n]{0,200}",
        columns in 20_u16..200,
    ) {
        let mut bench = reading(40, (columns, 20));
        for _ in 0..4 {
            bench.press(Key::plain(Code::PageUp));
        }
        let (before, row) = place(&bench);
        let EntryKey::Message(seq) = before.key else { panic!("{before:?}") };
        prop_assume!(edited != seq && edited + 1 != seq);
        let mut message = says(TEAM, edited, BORIS, &text);
        message.version = 41;
        bench.receives(message);
        let (after, now) = place(&bench);
        // What it answers may be what was edited.
        prop_assert!(after == before && (now == row || now.kind == RowKind::Quote));
    }
}

fn extent_of(bench: &Bench) -> bool {
    let (scene, height) = open_scene(&bench.model).unwrap();
    extent(&scene, height).at_end
}
