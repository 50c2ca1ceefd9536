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
