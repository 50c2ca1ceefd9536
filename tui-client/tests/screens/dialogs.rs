//! What opens above the chats.

use protocol::{Group, GroupType, Role, User};
use tui_client::{
    keymap::{Code, Key},
    message::{Event, Net},
    model::{Setting, Tour},
    words::Lang,
};

use crate::{LARGE, SMALL, USUAL, lively, support::*, talking};

#[test]
fn the_tour() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru", Lang::Ru, USUAL), ("small", Lang::Ru, SMALL)] {
        let mut bench = lively(lang, size);
        bench.model.bottom.tour = Some(Tour::new());
        bench.happens(Event::Due);
        insta::assert_snapshot!(format!("tour_{name}"), bench.screen());
    }
}

#[test]
fn help() {
    for (name, lang, size) in [("en", Lang::En, LARGE), ("ru", Lang::Ru, USUAL), ("small", Lang::En, SMALL)] {
        let mut bench = lively(lang, size);
        bench.press(Key::plain(Code::F(1)));
        insta::assert_snapshot!(format!("help_{name}"), bench.screen());
    }
}

#[test]
fn settings() {
    let narrow = (40, 12);
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru", Lang::Ru, USUAL), ("narrow", Lang::Ru, narrow)]
    {
        let mut bench = lively(lang, size);
        let settings = &mut bench.model.settings;
        settings.preferences.put(Setting::Notify, "desktop,bell,terminal".into());
        settings.preferences.put(Setting::QuietHours, "21:15-06:45".into());
        settings.preferences.put(Setting::Mouse, "off".into());
        settings.forced.insert(Setting::Mouse, "--no-mouse (MESSENGER_NO_MOUSE)");
        bench.press(Key::plain(Code::F(9)));
        (0..9).for_each(|_| drop(bench.press(Key::plain(Code::Down))));
        insta::assert_snapshot!(format!("settings_{name}"), bench.screen());
    }
}

#[test]
fn finding_a_person() {
    let mut bench = lively(Lang::En, USUAL);
    bench.press(Key::plain(Code::F(2)));
    bench.types("са");
    bench.waits(300);
    bench.net(Net::People("са".into(), Ok(vec![User { id: id(SASHA), name: "Саша\u{1b}[31m".into() }])));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn browsing_groups() {
    let mut bench = lively(Lang::Ru, SMALL);
    bench.press(Key::plain(Code::F(4)));
    let group = |n: u128, name: &str, role| Group {
        id: id(n),
        name: name.into(),
        created_at: time(0),
        group_type: GroupType::Public,
        creator_id: id(BORIS),
        role,
        member_count: 12,
        participants: Vec::new(),
        last_message: None,
        unread_count: 0,
        last_seq: 0,
        read_seq: 0,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: protocol::Settings::default(),
        version: 0,
    };
    let found = vec![group(NEWS, "Test Group", Some(Role::Member)), group(201, "Weather", None)];
    bench.net(Net::Directory(String::new(), Ok(found)));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn making_a_group() {
    let mut bench = lively(Lang::En, USUAL);
    bench.press(Key::plain(Code::F(3)));
    bench.types("Friends");
    bench.enter();
    bench.types("b@example.com");
    bench.enter();
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn leaving_asks_first() {
    let mut bench = lively(Lang::Ru, USUAL);
    bench.opens(TEAM, Vec::new());
    bench.press(Key::plain(Code::F(8)));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn the_help_begins_with_the_keys_of_where_one_is() {
    let first = |bench: &Bench| bench.screen().lines().nth(2).unwrap().trim().to_owned();
    let mut bench = Bench::new(Lang::En, USUAL);
    bench.press(Key::plain(Code::F(1)));
    assert_eq!(first(&bench), "Signing in");
    let mut bench = talking(Lang::En, USUAL);
    bench.press(Key::plain(Code::F(1)));
    assert_eq!(first(&bench), "Open chat");
    bench.press(Key::plain(Code::Esc));
    bench.press(Key::shift(Code::Up));
    bench.press(Key::plain(Code::F(1)));
    assert_eq!(first(&bench), "A message");
}
