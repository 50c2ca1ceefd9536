//! The list of chats: it stays where it is under the cursor, and the mouse reaches it.

use tui_client::{
    keymap::{Code, Key},
    layout::{chat_at, list_view},
    message::{Event, Mouse, MouseDeed},
    words::Lang,
};

use crate::support::*;

/// Thirty group chats, the one with the highest number being the liveliest.
fn many() -> Bench {
    let all = (300..330)
        .map(|chat| conversation(chat, Some(&says(chat, i64::try_from(chat).unwrap() - 290, SASHA, "hi"))));
    Bench::online(Lang::En, (80, 24), all.collect())
}

/// Which row of the screen a chat is on.
fn row_of(bench: &Bench, chat: u128) -> Option<u16> {
    let view = list_view(&bench.model).unwrap();
    (view.area.y..view.area.y + view.area.height).find(|row| chat_at(&bench.model, 2, *row) == Some(id(chat)))
}

#[test]
fn others_pass_the_one_under_the_cursor_by_without_moving_it() {
    let mut bench = many();
    for _ in 0..5 {
        bench.press(Key::plain(Code::Down));
    }
    let before = row_of(&bench, 324).unwrap();
    for (chat, seq) in [(300, 11), (301, 12), (302, 13)] {
        let mut message = says(chat, seq, BORIS, "now");
        message.created_at = time(0);
        bench.receives(message);
        assert_eq!(row_of(&bench, 324), Some(before), "{}", bench.screen());
    }
    assert_eq!(bench.model.chats.selected, Some(id(324)));
}

#[test]
fn the_cursor_is_always_in_view() {
    let mut bench = many();
    for key in [Code::End, Code::Home, Code::PageDown, Code::PageDown, Code::Up] {
        bench.press(Key::plain(key));
        let selected = bench.model.chats.selected;
        let view = list_view(&bench.model).unwrap();
        let rows = view.area.y..view.area.y + view.area.height;
        assert!(rows.clone().any(|row| chat_at(&bench.model, 2, row) == selected), "after {key:?}");
    }
}

#[test]
fn a_click_opens_the_chat_that_it_hits() {
    let mut bench = many();
    let row = row_of(&bench, 326).unwrap();
    let click = Mouse { deed: MouseDeed::Press, column: 4, row };
    bench.happens(Event::Mouse(click));
    assert_eq!(bench.model.chats.open, Some(id(326)));
    assert!(chat_at(&bench.model, 60, row).is_none(), "the open chat is not the list");
}

/// As many messages in as many chats, one a chat, from the quietest on.
fn come(bench: &mut Bench, chats: std::ops::Range<u128>) {
    for chat in chats {
        let mut message = says(chat, i64::try_from(chat).unwrap() - 289, BORIS, "now");
        message.created_at = time(i64::try_from(chat).unwrap());
        bench.receives(message);
    }
}

#[test]
fn who_reads_a_chat_sees_who_has_written_last_however_many_they_are() {
    let mut bench = many();
    bench.opens(329, talk(329, 39));
    come(&mut bench, 300..325);
    assert!(row_of(&bench, 324) == Some(1) && row_of(&bench, 329).is_none(), "{}", bench.screen());
    bench.press(Key::plain(Code::Esc));
    assert!(row_of(&bench, 329).is_some(), "the cursor is in the list again: {}", bench.screen());
}

#[test]
fn the_next_unread_chat_is_the_one_under_the_cursor_and_none_that_is_muted() {
    let mut bench = many();
    let next = |bench: &mut Bench| {
        bench.press(Key::alt(Code::Char('n')));
        bench.model.chats.open
    };
    next(&mut bench);
    assert!(bench.screen().contains("Nothing is unread"), "{}", bench.screen());
    come(&mut bench, 320..322);
    bench.press(Key::plain(Code::Home));
    assert_eq!(next(&mut bench), Some(id(321)), "{}", bench.screen());
    assert_eq!(next(&mut bench), Some(id(320)));
    bench.press(Key::alt(Code::Char('z')));
    bench.press(Key::alt(Code::Up));
    assert_eq!(next(&mut bench), Some(id(321)), "{}", bench.screen());
}

#[test]
fn the_wheel_scrolls_the_list_and_takes_the_cursor_along_only_when_it_must() {
    let mut bench = many();
    let wheel = |bench: &mut Bench, deed| bench.happens(Event::Mouse(Mouse { deed, column: 4, row: 4 }));
    bench.press(Key::plain(Code::Down));
    wheel(&mut bench, MouseDeed::WheelDown);
    assert_eq!((row_of(&bench, 328), bench.model.chats.selected), (Some(1), Some(id(328))));
    wheel(&mut bench, MouseDeed::WheelDown);
    assert_eq!((row_of(&bench, 327), bench.model.chats.selected), (Some(1), Some(id(327))));
    bench.enter();
    for _ in 0..3 {
        wheel(&mut bench, MouseDeed::WheelDown);
    }
    assert_eq!(
        (row_of(&bench, 324), bench.model.chats.selected),
        (Some(1), Some(id(327))),
        "nobody is in it"
    );
    for _ in 0..9 {
        wheel(&mut bench, MouseDeed::WheelUp);
    }
    assert_eq!(row_of(&bench, 329), Some(1));
}

#[test]
fn a_chat_of_two_cannot_be_left_and_it_is_said_what_helps() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, None)]);
    bench.press(Key::plain(Code::F(8)));
    assert!(bench.model.overlay.is_none());
    assert!(bench.screen().contains("cannot be left; mute it with Alt+Z"), "{}", bench.screen());
}
