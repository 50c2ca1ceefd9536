//! Dialogs that have more than fits on the screen.

use protocol::{Member, Role};
use tui_client::{
    keymap::{Code, Key},
    message::Net,
    model::{Overlay, Setting},
    words::Lang,
};

use crate::support::*;

const SMALL: (u16, u16) = (40, 10);

fn member(number: u128, read_seq: i64) -> Member {
    Member { id: id(number), name: format!("Person {number}"), role: Role::Member, read_seq: Some(read_seq) }
}

#[test]
fn the_setting_under_the_cursor_is_on_the_smallest_screen_too() {
    let mut bench = Bench::online(Lang::En, SMALL, Vec::new());
    bench.press(Key::plain(Code::F(9)));
    for setting in Setting::ALL {
        let name = Lang::En.say(setting.word());
        let is_shown = bench.screen().lines().any(|line| line.contains('>') && line.contains(name));
        assert!(is_shown, "{name}:\n{}", bench.screen());
        bench.press(Key::plain(Code::Down));
    }
}

#[test]
fn lists_go_by_pages() {
    let mut all = talk(TEAM, 1);
    all[0].text = "hello".into();
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(TEAM, all.last())]);
    bench.opens(TEAM, all);
    bench.press(Key::ctrl(Code::Char('k')));
    let selected = |bench: &Bench| bench.model.overlay.as_ref().and_then(Overlay::offered).unwrap().0;
    bench.press(Key::plain(Code::PageDown));
    assert_eq!(selected(&bench), 14, "{}", bench.screen());
    bench.press(Key::plain(Code::PageDown));
    assert_eq!(selected(&bench), 28);
    (0..30).for_each(|_| drop(bench.press(Key::plain(Code::PageUp))));
    assert_eq!(selected(&bench), 0);
    bench.press(Key::plain(Code::Esc));

    bench.press(Key::alt(Code::Char('i')));
    bench.net(Net::Members(id(TEAM), Ok((10..60).map(|number| member(number, 0)).collect())));
    bench.press(Key::plain(Code::PageDown));
    assert!(bench.screen().contains("> Person 26"), "{}", bench.screen());
    bench.press(Key::plain(Code::PageUp));
    assert!(bench.screen().contains("> Person 10"), "{}", bench.screen());
}

#[test]
fn all_who_have_read_can_be_looked_at() {
    let all = talk(TEAM, 2);
    let mut bench = Bench::online(Lang::En, SMALL, vec![conversation(TEAM, all.last())]);
    bench.opens(TEAM, all);
    bench.press(Key::shift(Code::Up));
    bench.press(Key::plain(Code::Char('w')));
    bench.net(Net::Members(
        id(TEAM),
        Ok((10..60).map(|number| member(number, i64::from(number < 58) * 2)).collect()),
    ));
    assert!(
        bench.screen().contains("Person 10") && !bench.screen().contains("Person 59"),
        "{}",
        bench.screen()
    );
    (0..20).for_each(|_| drop(bench.press(Key::plain(Code::PageDown))));
    assert!(bench.screen().contains("Person 59"), "{}", bench.screen());
    // It stays at the end, so one step back is one step.
    let end = bench.screen();
    bench.press(Key::plain(Code::Up));
    assert_ne!(bench.screen(), end);
    (0..20).for_each(|_| drop(bench.press(Key::plain(Code::PageUp))));
    assert!(bench.screen().contains("Person 10"), "{}", bench.screen());
}
