//! The chosen message: going to what it answers, the menu of what can be done with it, and what is said of its chat.

use protocol::Quote;
use tui_client::{
    keymap::{Code, Key},
    message::{Event, Mouse, MouseDeed},
    model::{Page, Purpose},
    words::Lang,
};

use crate::{
    amending::{in_chat, letter, picks},
    support::*,
};

#[test]
fn one_goes_to_what_is_quoted_and_back() {
    let mut all = talk(CHAT, 80);
    all[79].reply_to = Some(id(CHAT * 1_000_000 + 2));
    all[79].quote = Some(Box::new(Quote {
        seq: 2,
        sender_id: id(ANDREY),
        sender_name: "Андрей".into(),
        text: "message 2".into(),
        deleted: false,
    }));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, all.last())]);
    bench.opens(CHAT, all);
    bench.press(Key::shift(Code::Up));
    letter(&mut bench, 'g');
    assert_eq!(bench.model.picked, at(2));
    assert!(
        bench.screen().contains("message 2 ") && !bench.screen().contains("message 79"),
        "{}",
        bench.screen()
    );
    bench.press(Key::ctrl(Code::Char('o')));
    assert!(bench.screen().contains("message 79"), "{}", bench.screen());
    bench.press(Key::shift(Code::Up));
    bench.press(Key::plain(Code::Up));
    letter(&mut bench, 'g');
    assert!(bench.screen().contains("answers no message"), "{}", bench.screen());
}

#[test]
fn the_cursor_waits_for_a_quoted_message_that_is_being_loaded() {
    let mut all = talk(CHAT, 300);
    all[299].reply_to = Some(id(CHAT * 1_000_000 + 2));
    let quote =
        Quote { seq: 2, sender_id: id(ANDREY), sender_name: "A".into(), text: "2".into(), deleted: false };
    all[299].quote = Some(Box::new(quote));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, all.last())]);
    bench.opens(CHAT, all[200..].to_vec());
    bench.press(Key::shift(Code::Up));
    letter(&mut bench, 'g');
    assert!(bench.screen().contains("loading…"), "{}", bench.screen());
    bench.page(CHAT, Page::Around(2), all[..100].to_vec());
    assert_eq!(bench.model.picked, at(2));
    assert!(bench.screen().contains("message 2 "), "{}", bench.screen());
}

#[test]
fn only_what_makes_sense_with_a_message_is_offered() {
    let offered = |bench: &mut Bench, seq: i64| {
        picks(bench, seq);
        let footer = bench.screen().lines().last().unwrap().to_owned();
        bench.enter();
        let screen = bench.screen();
        bench.press(Key::plain(Code::Esc));
        bench.press(Key::plain(Code::Esc));
        (footer, screen)
    };
    let mut bench = in_chat();
    let (footer, menu) = offered(&mut bench, 3);
    assert!(!footer.contains("edit") && !footer.contains("delete"), "it is Boris's: {footer}");
    for none in ["edit ", "delete ", "open its link", "go to what it answers"] {
        assert!(!menu.contains(none), "{none}: {menu}");
    }
    let (footer, menu) = offered(&mut bench, 4);
    assert!(footer.contains("edit") && menu.contains("delete "), "it is one's own: {footer}");
}

#[test]
fn a_menu_tells_all_that_can_be_done_and_does_it_by_row_by_key_and_by_mouse() {
    let mut bench = in_chat();
    picks(&mut bench, 3);
    bench.enter();
    insta::assert_snapshot!(bench.screen());
    bench.enter();
    assert_eq!(bench.model.purpose(id(CHAT)), Some(Purpose::Reply(id(CHAT * 1_000_000 + 3))));

    picks(&mut bench, 4);
    bench.enter();
    letter(&mut bench, 'e');
    assert_eq!(bench.model.purpose(id(CHAT)), Some(Purpose::Edit(id(CHAT * 1_000_000 + 4))));

    bench.press(Key::alt(Code::Char('q')));
    let at = |bench: &Bench, text: &str| {
        let rows: Vec<String> = bench.screen().lines().map(str::to_owned).collect();
        u16::try_from(rows.iter().position(|row| row.contains(text)).unwrap()).unwrap()
    };
    let row = at(&bench, "message 2");
    bench.happens(Event::Mouse(Mouse { deed: MouseDeed::Menu, column: 40, row }));
    let row = at(&bench, "delete");
    bench.happens(Event::Mouse(Mouse { deed: MouseDeed::Press, column: 40, row }));
    assert!(bench.screen().contains("message 2”"), "{}", bench.screen());
}

#[test]
fn the_oldest_message_is_one_key_away_however_far_it_is_and_so_is_the_way_back() {
    let all = talk(CHAT, 300);
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, all.last())]);
    bench.opens(CHAT, all[200..].to_vec());
    bench.press(Key::ctrl(Code::Home));
    bench.page(CHAT, Page::Around(1), all[..100].to_vec());
    let screen = bench.screen();
    assert!(screen.contains("The beginning") && screen.contains("message 1 "), "{screen}");
    bench.press(Key::ctrl(Code::Char('o')));
    bench.page(CHAT, Page::Newest, all[200..].to_vec());
    assert!(bench.screen().contains("message 300"), "{}", bench.screen());
}
