//! What was written to a chat that is gone, or where one may not write any more: it can be seen, copied and put away.

use protocol::{ErrorCode, Role, ServerEvent};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Failure, Net},
    model::{Entrance, Link},
    words::Lang,
};

use crate::support::*;

/// Andrey was put out of the group chat while a message to it waited and another one was being written.
fn put_out() -> Bench {
    let team = conversation(TEAM, Some(&says(TEAM, 1, SASHA, "x")));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![team, conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(TEAM, vec![says(TEAM, 1, SASHA, "x")]);
    bench.net(Net::Link(Link::Offline));
    bench.types("not sent");
    bench.enter();
    bench.types("half a thou");
    bench.net(Net::Link(Link::Online));
    bench.server(ServerEvent::ConversationRemoved { conversation_id: id(TEAM) });
    bench
}

#[test]
fn what_was_written_to_a_chat_that_is_gone_is_shown_copied_and_put_away() {
    let mut bench = put_out();
    assert!(bench.screen().contains("Alt+W shows"), "{}", bench.screen());
    bench.press(Key::alt(Code::Char('w')));
    let screen = bench.screen();
    assert!(screen.contains("> not sent") && screen.contains("half a thou"), "{screen}");
    assert_eq!(bench.enter(), [Effect::Copy("not sent".into())]);
    bench.press(Key::plain(Code::Down));
    assert_eq!(bench.enter(), [Effect::Copy("half a thou".into())]);
    assert_eq!(bench.press(Key::plain(Code::Char('d'))), [Effect::Copy("half a thou".into())]);
    assert!(!bench.screen().contains("half a thou\u{20}"), "{}", bench.screen());
    assert_eq!(bench.press(Key::plain(Code::Char('d'))), [Effect::Copy("not sent".into())]);
    assert!(bench.model.overlay.is_none() && bench.model.outbox.iter().count() == 0);
    bench.press(Key::alt(Code::Char('w')));
    assert!(bench.screen().contains("Nothing that was written is left over"), "{}", bench.screen());
}

#[test]
fn what_was_being_written_where_one_may_write_no_more_is_there_too() {
    let mut news = conversation(NEWS, talk(NEWS, 4).last());
    news.role = Role::Admin;
    let mut bench = Bench::online(Lang::En, (80, 24), vec![news.clone()]);
    bench.opens(NEWS, talk(NEWS, 4));
    bench.types("half a thou");
    news.role = Role::Member;
    bench.hello(vec![news]);
    bench.press(Key::alt(Code::Char('w')));
    assert_eq!(bench.enter(), [Effect::Copy("half a thou".into())]);
}

#[test]
fn a_group_that_is_half_made_is_there_when_one_comes_back() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.press(Key::plain(Code::F(3)));
    bench.types("Crew");
    bench.press(Key::plain(Code::Tab));
    bench.types("b@example.com");
    bench.enter();
    bench.press(Key::plain(Code::Esc));
    bench.press(Key::plain(Code::F(3)));
    let screen = bench.screen();
    assert!(screen.contains("Crew") && screen.contains("b@example.com"), "{screen}");
    // Left while it is being made: refused, it is there again; made, it is not.
    for (answer, there) in [
        (Err(Failure::Refused(ErrorCode::Invalid, "no".into())), true),
        (Ok(Box::new(conversation(TEAM, None))), false),
    ] {
        let asked = bench.enter();
        assert!(matches!(asked[..], [Effect::Ask(_)]), "{asked:?}");
        bench.press(Key::plain(Code::Esc));
        let people = vec!["b@example.com".to_owned()];
        bench.net(Net::Entered(Entrance::Chat { people, name: Some("Crew".into()) }, answer));
        bench.press(Key::plain(Code::F(3)));
        assert_eq!(bench.screen().contains("Crew"), there, "{}", bench.screen());
    }
}
