//! One message under the cursor, the mouse over messages, and what is said of chats for this device.

use protocol::{ClientCommand, Member, Role, ServerEvent};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    layout::places,
    message::{Event, Mouse, MouseDeed, Net},
    model::EntryKey,
    words::Lang,
};

use crate::support::*;

fn reading() -> Bench {
    let mut all = talk(TEAM, 60);
    all[58].text = "see https://example.com/x, and https://example.org".into();
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(TEAM, all.last())]);
    bench.opens(TEAM, all);
    bench
}

fn row_of(bench: &Bench, seq: i64) -> Option<u16> {
    let at = |place: &tui_client::layout::Place| {
        place.row.at.key == EntryKey::Message(seq) && place.row.at.row == 0
    };
    places(&bench.model).iter().find(|place| at(place)).map(|place| place.y)
}

fn letter(bench: &mut Bench, c: char) -> Vec<Effect> {
    bench.press(Key::plain(Code::Char(c)))
}

fn mouse(bench: &mut Bench, deed: MouseDeed, column: u16, row: u16) -> Vec<Effect> {
    bench.happens(Event::Mouse(Mouse { deed, column, row }))
}

#[test]
fn the_cursor_walks_over_all_messages_and_stays_in_view() {
    let mut bench = reading();
    bench.press(Key::shift(Code::Up));
    for seq in (1..=60).rev() {
        assert_eq!(bench.model.picked, at(seq));
        assert!(row_of(&bench, seq).is_some(), "{seq} is out of view:\n{}", bench.screen());
        bench.press(Key::plain(Code::Up));
    }
    assert_eq!(bench.model.picked, at(1));
    for seq in 2..=60 {
        bench.press(Key::plain(Code::Down));
        assert!(bench.model.picked == at(seq) && row_of(&bench, seq).is_some(), "{}", bench.screen());
    }
    bench.press(Key::plain(Code::Down));
    assert_eq!(bench.model.picked, None, "below the newest one writes");
}

#[test]
fn a_message_is_copied_and_its_link_opened() {
    let mut bench = reading();
    bench.press(Key::shift(Code::Up));
    assert_eq!(letter(&mut bench, 'c'), [Effect::Copy("message 60".into())]);
    assert!(letter(&mut bench, 'o').is_empty());
    assert!(bench.screen().contains("no link"));
    bench.press(Key::plain(Code::Up));
    assert_eq!(letter(&mut bench, 'o'), [], "there are two: which is meant?");
    assert!(
        bench.screen().contains("https://example.com/x") && bench.screen().contains("https://example.org")
    );
    bench.press(Key::plain(Code::Down));
    assert_eq!(bench.enter(), [Effect::OpenAddress("https://example.org".into())]);
}

#[test]
fn who_has_read_it_is_one_key_away() {
    let mut bench = reading();
    bench.press(Key::shift(Code::Up));
    let asked = letter(&mut bench, 'w');
    assert!(matches!(asked.as_slice(), [Effect::Ask(Request::Members(..))]));
    let member = |user: u128, read_seq| Member {
        id: id(user),
        name: name(user).into(),
        role: Role::Member,
        read_seq: Some(read_seq),
    };
    bench.net(Net::Members(id(TEAM), Ok(vec![member(ANDREY, 60), member(BORIS, 60), member(SASHA, 59)])));
    insta::assert_snapshot!(bench.screen());
    bench.press(Key::plain(Code::Esc));
    assert!(bench.model.overlay.is_none() && bench.model.picked == at(60));
}

#[test]
fn a_click_picks_a_message_and_a_drag_copies() {
    let mut bench = reading();
    let (first, second) = (row_of(&bench, 58).unwrap(), row_of(&bench, 60).unwrap());
    mouse(&mut bench, MouseDeed::Press, 40, first);
    mouse(&mut bench, MouseDeed::Release, 40, first);
    assert_eq!(bench.model.picked, at(58));
    bench.press(Key::plain(Code::Esc));
    // From after "me" of the one to the end of "message" in the other, whose first column is 26.
    mouse(&mut bench, MouseDeed::Press, 30, first);
    mouse(&mut bench, MouseDeed::Drag, 34, second);
    let copied = mouse(&mut bench, MouseDeed::Release, 34, second);
    let [Effect::Copy(text)] = copied.as_slice() else { panic!("{copied:?}") };
    assert!(text.starts_with("ssage 58\n") && text.ends_with("\nmessage"), "{text:?}");
    assert!(text.contains("https://example.com/x") && !text.contains("11:"), "{text:?}");
}

#[test]
fn a_line_that_is_broken_for_the_screen_alone_is_copied_whole() {
    let mut bench = reading();
    let address = format!("https://example.com/{}", "a".repeat(60));
    let said = format!("These are words enough to be broken somewhere, and {address}\nare two lines");
    bench.receives(says(TEAM, 61, SASHA, &said));
    let first = bench.screen().lines().position(|line| line.contains("These are words")).unwrap();
    let last = bench.screen().lines().position(|line| line.contains("are two lines")).unwrap();
    assert!(last > first + 2, "{}", bench.screen());
    let [first, last] = [first, last].map(|row| u16::try_from(row).unwrap());
    mouse(&mut bench, MouseDeed::Press, 26, first);
    mouse(&mut bench, MouseDeed::Drag, 79, last);
    let copied = mouse(&mut bench, MouseDeed::Release, 79, last);
    assert_eq!(copied, [Effect::Copy(said)]);
}

#[test]
fn exploring_marks_nothing_as_read() {
    let mut bench = reading();
    bench.press(Key::alt(Code::Char('o')));
    assert!(bench.screen().contains("[exploring]"));
    let effects = bench.receives(says(TEAM, 61, SASHA, "news"));
    let marks =
        |effects: &[Effect]| effects.iter().any(|e| matches!(e, Effect::Say(ClientCommand::Read { .. })));
    assert!(!marks(&effects));
    assert!(marks(&bench.press(Key::alt(Code::Char('o')))));
}

#[test]
fn the_bare_view_has_nothing_beside_the_messages_and_leaves_the_mouse_alone() {
    let mut bench = reading();
    assert_eq!(bench.press(Key::alt(Code::Char('c'))), [Effect::Mouse(false)]);
    let screen = bench.screen();
    assert!(screen.contains("message 60") && !screen.contains('│') && !screen.contains('─'), "{screen}");
    assert_eq!(bench.press(Key::plain(Code::Esc)), [Effect::Mouse(true)]);
    assert!(bench.screen().contains('│'));
}

#[test]
fn a_pinned_chat_stays_at_the_top_and_a_muted_one_says_so() {
    let chat = conversation(CHAT, Some(&says(CHAT, 1, BORIS, "old")));
    let team = conversation(TEAM, Some(&says(TEAM, 9, SASHA, "new")));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![chat, team]);
    bench.press(Key::plain(Code::Down));
    bench.press(Key::plain(Code::F(7)));
    bench.press(Key::alt(Code::Char('z')));
    assert_eq!(bench.model.chats.iter().next().unwrap().id, id(CHAT));
    assert!(bench.screen().lines().nth(1).unwrap().contains('×'), "{}", bench.screen());
    bench.receives(says(TEAM, 10, SASHA, "newer"));
    assert_eq!(bench.model.chats.iter().next().unwrap().id, id(CHAT));
}

#[test]
fn nothing_is_written_into_the_bare_view_and_its_keys_scroll() {
    let mut bench = reading();
    bench.press(Key::alt(Code::Char('c')));
    bench.types("hello");
    bench.happens(Event::Paste("pasted".into()));
    assert_eq!(bench.enter(), []);
    assert!(bench.model.drafts.get(&id(TEAM)).is_none_or(tui_client::model::Editor::is_empty));
    assert_eq!(bench.model.outbox.iter().count(), 0);
    bench.press(Key::plain(Code::PageUp));
    assert!(!bench.screen().contains("message 60"), "{}", bench.screen());
    bench.press(Key::plain(Code::End));
    assert!(bench.screen().contains("message 60"));
    assert_eq!(bench.press(Key::plain(Code::Char('q'))), [Effect::Mouse(true)]);
}

#[test]
fn whatever_ends_the_bare_view_gives_the_mouse_back() {
    let mut bench = reading();
    bench.press(Key::alt(Code::Char('c')));
    let removed = ServerEvent::ConversationRemoved { conversation_id: id(TEAM) };
    assert!(bench.server(removed).contains(&Effect::Mouse(true)));
    assert!(!bench.model.bare);

    let mut bench = reading();
    bench.press(Key::alt(Code::Char('c')));
    bench.press(Key::plain(Code::F(10)));
    assert!(bench.enter().contains(&Effect::Mouse(true)));

    let mut bench = reading();
    bench.press(Key::alt(Code::Char('c')));
    assert!(bench.net(Net::SessionOver).contains(&Effect::Mouse(true)));
}

#[test]
fn unread_from_here_keeps_its_place_while_another_chat_is_open() {
    let team = talk(TEAM, 60);
    let chats = vec![conversation(TEAM, team.last()), conversation(CHAT, talk(CHAT, 4).last())];
    let mut bench = Bench::online(Lang::En, (80, 24), chats);
    bench.opens(TEAM, team);
    bench.press(Key::shift(Code::Up));
    for _ in 0..30 {
        bench.press(Key::plain(Code::Up));
    }
    letter(&mut bench, 'u');
    bench.opens(CHAT, talk(CHAT, 4));
    bench.press(Key::alt(Code::Up));
    assert_eq!(bench.model.chats.open, Some(id(TEAM)));
    let screen = bench.screen();
    assert!(screen.contains("Unread") && screen.contains("message 30"), "{screen}");
    // It has been seen, and stands there no more the next time.
    bench.press(Key::alt(Code::Down));
    bench.press(Key::alt(Code::Up));
    assert!(!bench.screen().contains("Unread"), "{}", bench.screen());
}
