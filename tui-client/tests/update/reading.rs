//! Reading: the view never moves under the reader, and only what was shown counts as read.

use proptest::prelude::*;
use protocol::{ClientCommand, ServerEvent};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    layout::{open_scene, window},
    message::Event,
    model::Page,
    words::Lang,
};
use unicode_segmentation::UnicodeSegmentation;

use crate::support::*;

/// A chat with so many messages, of which all but the last few have been read; its newest page is there.
fn chat_of(count: i64, unread: i64, size: (u16, u16)) -> Bench {
    let all = talk(CHAT, count);
    let mut chat = conversation(CHAT, all.last());
    chat.read_seq = count - unread;
    let mut bench = Bench::online(Lang::En, size, vec![chat]);
    let page = all.into_iter().skip(usize::try_from((count - 100).max(0)).unwrap()).collect();
    bench.opens(CHAT, page);
    bench
}

fn reads(effects: &[Effect]) -> Vec<i64> {
    let read = |effect: &Effect| match effect {
        Effect::Say(ClientCommand::Read { seq, .. }) => Some(*seq),
        _ => None,
    };
    effects.iter().filter_map(read).collect()
}

fn rows(bench: &Bench) -> Vec<String> {
    let (scene, height) = open_scene(&bench.model).unwrap();
    window(&scene, height).rows.into_iter().map(|row| row.text).collect()
}

fn next(bench: &mut Bench, text: &str) -> Vec<Effect> {
    let seq = bench.model.chats.opened().unwrap().last_seq + 1;
    bench.receives(says(CHAT, seq, BORIS, text))
}

#[test]
fn it_opens_at_the_first_unread_message_and_marks_only_what_shows() {
    let bench = chat_of(100, 40, (80, 24));
    assert!(bench.screen().contains("Unread"));
    let marks = reads(&bench.effects);
    let shown = *marks.last().unwrap();
    assert!(shown > 60 && shown < 100, "{marks:?}");
    assert!(rows(&bench).iter().any(|row| *row == format!("message {shown}")));
    assert!(bench.screen().contains(&format!("↓ {} new", 100 - shown)));
}

#[test]
fn scrolling_down_reads_on_to_the_end() {
    let mut bench = chat_of(100, 40, (80, 24));
    for _ in 0..10 {
        bench.press(Key::plain(Code::PageDown));
    }
    bench.waits(1_000);
    assert_eq!(reads(&bench.effects).last(), Some(&100));
    assert_eq!(bench.model.chats.opened().unwrap().unread_count(), 0);
    assert!(!bench.screen().contains('↓'));
}

#[test]
fn a_reader_at_the_end_sees_and_reads_what_comes() {
    let mut bench = chat_of(50, 0, (80, 24));
    assert_eq!(reads(&next(&mut bench, "news")), [51]);
    assert_eq!(rows(&bench).last().unwrap(), "news");
}

#[test]
fn nobody_reads_without_looking() {
    let mut bench = chat_of(50, 0, (80, 24));
    bench.happens(Event::Focus(false));
    assert!(reads(&next(&mut bench, "news")).is_empty());
    assert!(bench.screen().contains("Unread"), "{}", bench.screen());
    assert_eq!(reads(&bench.happens(Event::Focus(true))), [51]);

    bench.press(Key::plain(Code::F(1)));
    bench.waits(1_000);
    assert!(reads(&next(&mut bench, "behind a dialog")).is_empty());
    assert_eq!(reads(&bench.press(Key::plain(Code::Esc))), [52]);
}

#[test]
fn what_was_read_offline_is_told_after_the_hello() {
    let mut bench = chat_of(50, 0, (80, 24));
    let mut behind = conversation(CHAT, talk(CHAT, 50).last());
    behind.read_seq = 20;
    assert_eq!(reads(&bench.hello(vec![behind])), [50]);
}

#[test]
fn ones_other_device_reads_too() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.receives(says(CHAT, 5, BORIS, "five"));
    assert!(bench.screen().contains("(1)"));
    bench.server(ServerEvent::Read { conversation_id: id(CHAT), user_id: id(ANDREY), seq: 5 });
    assert!(!bench.screen().contains("(1)"));
}

#[test]
fn the_whole_history_is_read_back_page_by_page() {
    let all = talk(CHAT, 250);
    let mut bench = chat_of(250, 0, (80, 24));
    let mut oldest = 151;
    for _ in 0..200 {
        let asked = bench.press(Key::plain(Code::PageUp));
        for effect in asked {
            let Effect::Ask(Request::History(_, Page::Before(before))) = effect else { continue };
            assert_eq!(before, oldest);
            oldest = (before - 100).max(1);
            let page = all.iter().filter(|m| m.seq >= oldest && m.seq < before).cloned().collect();
            let place = rows(&bench);
            bench.page(CHAT, Page::Before(before), page);
            assert_eq!(rows(&bench).last(), place.last(), "the page must not move the view");
        }
    }
    assert_eq!(oldest, 1);
    assert_eq!(rows(&bench)[0], "The beginning");
}

#[test]
fn far_back_unread_messages_are_opened_about_their_beginning() {
    let last = says(CHAT, 5_000, BORIS, "the end");
    let mut chat = conversation(CHAT, Some(&last));
    chat.read_seq = 1_000;
    let mut bench = Bench::online(Lang::En, (80, 24), vec![chat]);
    let asked = bench.enter();
    assert!(asked.contains(&Effect::Ask(Request::History(chat_id(CHAT), Page::Around(1_000)))));
    bench.page(CHAT, Page::Around(1_000), (901..1_100).map(|seq| says(CHAT, seq, BORIS, "text")).collect());
    assert!(bench.screen().contains("Unread"));
    // A message that comes now is not glued to what is loaded.
    next(&mut bench, "far below");
    assert_eq!(bench.model.timeline().unwrap().newest(), Some(1_099));
    let more = (0..30).flat_map(|_| bench.press(Key::plain(Code::PageDown))).collect::<Vec<_>>();
    assert!(more.contains(&Effect::Ask(Request::History(chat_id(CHAT), Page::After(1_099)))));
    // To write is to be at the end.
    bench.types("hi");
    let sent = bench.enter();
    assert!(sent.contains(&Effect::Ask(Request::History(chat_id(CHAT), Page::Newest))));
}

#[test]
fn an_empty_page_is_not_asked_for_again() {
    let last = says(CHAT, 5_000, BORIS, "never given");
    let mut chat = conversation(CHAT, Some(&last));
    chat.read_seq = 1_000;
    for page in [Page::Before(991), Page::After(1_010)] {
        let mut bench = Bench::online(Lang::En, (80, 24), vec![chat.clone()]);
        bench.enter();
        let mut asked = bench.page(
            CHAT,
            Page::Around(1_000),
            (991..1_011).map(|seq| says(CHAT, seq, BORIS, "x")).collect(),
        );
        for _ in 0..2 {
            asked.extend(bench.page(CHAT, Page::Before(991), Vec::new()));
            asked.extend(bench.page(CHAT, Page::After(1_010), Vec::new()));
        }
        let count =
            asked.iter().filter(|e| **e == Effect::Ask(Request::History(chat_id(CHAT), page))).count();
        assert_eq!(count, 1, "{page:?}");
    }
}

#[derive(Clone, Debug)]
enum Happening {
    Message(String),
    Typing,
    Read(i64),
    Draft,
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        "[a-я 日🙂\n]{1,120}".prop_map(Happening::Message),
        Just(Happening::Typing),
        (1_i64..60).prop_map(Happening::Read),
        Just(Happening::Draft),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn nothing_that_happens_moves_the_view(
        up in 1_usize..6,
        columns in 24_u16..120,
        lines in 8_u16..40,
        all in prop::collection::vec(happening(), 1..12),
    ) {
        let mut bench = chat_of(90, 0, (80, 24));
        bench.happens(Event::Resize(columns, lines));
        for _ in 0..up + 2 {
            bench.press(Key::plain(Code::PageUp));
        }
        let before = rows(&bench);
        for one in all {
            match one {
                Happening::Message(text) => { next(&mut bench, &text); }
                Happening::Typing => { bench.server(ServerEvent::Typing {
                    conversation_id: id(CHAT), user_id: id(BORIS), user_name: "Борис".into() }); }
                Happening::Read(seq) => { bench.server(ServerEvent::Read {
                    conversation_id: id(CHAT), user_id: id(BORIS), seq }); }
                Happening::Draft => { bench.press(Key::ctrl(Code::Char('j'))); }
            }
            let after = rows(&bench);
            let both = before.len().min(after.len());
            prop_assert_eq!(&after[..both], &before[..both]);
        }
    }

    #[test]
    fn the_newest_message_is_reached_at_every_size(columns in 20_u16..200, lines in 7_u16..60) {
        let mut bench = chat_of(90, 0, (80, 24));
        bench.happens(Event::Resize(columns, lines));
        for _ in 0..5 {
            bench.press(Key::plain(Code::PageUp));
        }
        next(&mut bench, "the newest");
        bench.press(Key::ctrl(Code::End));
        prop_assert!(bench.screen().contains("the newest"));
    }

    #[test]
    fn what_is_budgeted_is_drawn(text in "[a-я 日🙂👩\u{200d}\u{301}\n]{1,300}", columns in 20_u16..200) {
        let mut bench = chat_of(3, 0, (columns, 60));
        next(&mut bench, &text);
        let (scene, height) = open_scene(&bench.model).unwrap();
        let shown = window(&scene, height);
        let screen = bench.screen();
        for row in shown.rows {
            prop_assert!(tui_client::text::width(&row.text) <= usize::from(columns));
            // What has no width of its own, at the start of a line, is not drawn.
            let drawn: String = row.text.graphemes(true).filter(|g| tui_client::text::width(g) > 0).collect();
            prop_assert!(screen.contains(drawn.trim_end()), "{:?} is not drawn", row.text);
        }
    }
}

#[test]
fn a_burst_that_is_read_is_told_once_a_second_and_at_the_end() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    let mut told = Vec::new();
    for seq in 5..105 {
        told.extend(reads(&bench.receives(says(CHAT, seq, BORIS, "quick"))));
        told.extend(reads(&bench.waits(20)));
    }
    told.extend(reads(&bench.waits(1_000)));
    assert!((3..=4).contains(&told.len()), "{told:?}");
    assert_eq!(told.last(), Some(&104));
    assert_eq!(bench.model.deadline(), None, "nothing is left to tell");
}
