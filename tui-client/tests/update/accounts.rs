//! Signing in and out.

use protocol::Profile;
use tui_client::{
    effect::{Credentials, Effect, Request, page_size},
    keymap::{Code, Key},
    message::{Cached, Event, Failure, Net, Silence, Snapshot},
    model::{Draft, Editor, Entrance, Page},
    words::Lang,
};

use crate::support::*;

const SIZE: (u16, u16) = (80, 24);

#[test]
fn an_empty_field_is_asked_for_before_the_server_is() {
    let mut bench = Bench::new(Lang::En, SIZE);
    bench.types("a@example.com");
    assert!(bench.enter().is_empty());
    assert!(bench.enter().is_empty());
    assert!(bench.screen().contains("Please fill in: Password"));
    bench.types("pass1");
    let (server, email) = ("http://127.0.0.1:8000".to_owned(), "a@example.com".to_owned());
    let password = "pass1".to_owned();
    assert_eq!(bench.enter(), [Effect::SignIn(Credentials { server, email, password, register: None })]);
    assert!(bench.enter().is_empty(), "it is being asked");
    assert!(!format!("{:?}", bench.effects).contains("pass1"), "no password is ever printed");
    assert!(!format!("{:?}", bench.model).contains("pass1"));
}

#[test]
fn a_password_that_the_server_has_not_seen_need_not_be_typed_again() {
    let mut bench = Bench::new(Lang::En, SIZE);
    bench.types("a@example.com");
    bench.enter();
    bench.types("pass1");
    let asked = bench.enter();
    bench.net(Net::SignInFailed(Failure::Unreachable("no route".into())));
    assert_eq!(bench.enter(), asked);
    bench.net(Net::SignInFailed(Failure::Refused(protocol::ErrorCode::Unauthenticated, "no".into())));
    assert!(bench.enter().is_empty(), "a wrong one is typed anew");
}

#[test]
fn a_new_account_needs_a_name_and_a_longer_password() {
    let mut bench = Bench::new(Lang::En, SIZE);
    bench.press(Key::ctrl(Code::Char('t')));
    bench.types("Андрей");
    bench.enter();
    bench.types("a@example.com");
    bench.enter();
    bench.types("short");
    assert!(bench.enter().is_empty());
    assert!(bench.screen().contains("The password needs 8 characters or more"), "{}", bench.screen());
    bench.types("-no-more");
    assert!(matches!(&bench.enter()[..], [Effect::SignIn(c)] if c.register.as_deref() == Some("Андрей")));
}

#[test]
fn no_server_is_explained_and_can_be_mended() {
    let mut bench = Bench::new(Lang::En, SIZE);
    bench.net(Net::SignInFailed(Failure::Unreachable(Silence::NothingThere)));
    let screen = bench.screen();
    assert!(screen.contains("The server does not answer: nothing listens"), "{screen}");
    assert!(screen.contains("check it, and whether the server"), "{screen}");
    bench.net(Net::SignInFailed(Failure::Locked("4242".into())));
    assert!(bench.screen().contains("already open here (process 4242)"));
}

#[test]
fn a_session_that_is_over_keeps_what_was_written() {
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.types("half a thou");
    bench.net(Net::SessionOver);
    assert!(bench.screen().contains("The session is over"));
    assert!(bench.screen().contains("a@example.com"));
    bench.net(Net::SignedIn(andrey()));
    assert!(bench.screen().contains("half a thou"));
}

#[test]
fn somebody_else_sees_nothing_of_it() {
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.net(Net::SessionOver);
    bench.net(Net::SignedIn(Profile {
        id: id(BORIS),
        name: "Борис".into(),
        email: "b@example.com".into(),
        shows_presence: true,
    }));
    assert!(bench.model.chats.is_empty() && bench.model.timelines.is_empty());
}

#[test]
fn signing_out_asks_and_forgets() {
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.press(Key::plain(Code::F(10)));
    assert_eq!(bench.enter(), [Effect::SignOut, Effect::ListAccounts]);
    assert!(bench.model.chats.is_empty());
    assert!(bench.screen().contains("Sign in"));
}

#[test]
fn those_whom_one_writes_to_are_found_in_any_letters_and_without_a_server() {
    for query in ["boris", "борис", ",jhbc"] {
        let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, None)]);
        bench.press(Key::plain(Code::F(2)));
        bench.types(query);
        bench.waits(300);
        bench.net(Net::People(query.into(), Ok(Vec::new())));
        assert!(bench.screen().contains("> Борис"), "{query}\n{}", bench.screen());
        bench.net(Net::People(query.into(), Err(Failure::Unreachable(Silence::NothingThere))));
        assert!(bench.screen().contains("> Борис"), "{query}\n{}", bench.screen());
        bench.enter();
        assert_eq!(bench.model.chats.open, Some(chat_id(CHAT)), "{query}");
    }
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, None)]);
    bench.press(Key::plain(Code::F(2)));
    for query in ["bris", "boris@example.com", "anna"] {
        bench.press(Key::ctrl(Code::Char('u')));
        bench.types(query);
        bench.waits(300);
        bench.net(Net::People(query.into(), Ok(Vec::new())));
        assert!(bench.screen().contains("Nobody found"), "{query}\n{}", bench.screen());
    }
}

#[test]
fn a_person_is_found_and_a_chat_begun() {
    let mut bench = Bench::online(Lang::En, SIZE, Vec::new());
    bench.press(Key::plain(Code::F(2)));
    bench.types("b@example.com");
    let asked = bench.waits(300);
    assert_eq!(asked, [Effect::Ask(Request::People("b@example.com".into()))]);
    let people = vec!["b@example.com".to_owned()];
    assert_eq!(bench.enter(), [Effect::Ask(Request::CreateChat { people, name: None, group: false })]);
    let people = vec!["b@example.com".to_owned()];
    bench.net(Net::Entered(Entrance::Chat { people, name: None }, Ok(Box::new(conversation(CHAT, None)))));
    assert_eq!(bench.model.chats.open, Some(chat_id(CHAT)));
    assert!(bench.model.overlay.is_none());
}

/// What Boris has left on this device earlier.
fn of_boris() -> Snapshot {
    let boris =
        Profile {
            id: id(BORIS), name: "Борис".into(), email: "b@example.com".into(), shows_presence: true
        };
    let draft = Draft { text: "of Boris".into(), reply_to: None, change: None };
    Snapshot { life: Some((id(1), boris)), drafts: vec![(chat_id(CHAT), draft)], ..Snapshot::default() }
}

#[test]
fn somebody_else_who_was_here_before_sees_only_what_is_theirs() {
    let team = conversation(TEAM, Some(&says(TEAM, 1, SASHA, "x")));
    let mut bench = Bench::online(Lang::En, SIZE, vec![team, conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(TEAM, vec![says(TEAM, 1, SASHA, "x")]);
    bench.types("secret of Andrey");
    bench.press(Key::alt(Code::Char('a')));
    bench.press(Key::plain(Code::F(6)));
    bench.types("query of Andrey");
    bench.net(Net::SessionOver);
    // The session was found in the cache of that account, which opens before anything is asked of the server.
    bench.happens_alone(Event::Cache(Cached::Opened(Box::new(of_boris()))));
    let model = &bench.model;
    assert_eq!(model.drafts.get(&id(TEAM)).map(Editor::text), None);
    assert_eq!(model.drafts.get(&id(CHAT)).map(Editor::text), Some("of Boris"));
    assert!(model.timelines.is_empty() && model.visited.is_empty() && model.searched.is_none());
    assert_eq!(model.me.as_ref().map(|me| me.id), Some(id(BORIS)));
}

#[test]
fn a_cache_that_knows_nobody_takes_nothing_from_whoever_signs_in_again() {
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.net(Net::Link(tui_client::model::Link::Offline));
    bench.types("not sent");
    bench.enter();
    bench.net(Net::SessionOver);
    bench.happens_alone(Event::Cache(Cached::Opened(Box::default())));
    assert_eq!(bench.model.outbox.unsent(), 1);
}

#[test]
fn signing_out_tells_what_is_lost_and_enter_alone_does_not_lose_it() {
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.net(Net::Link(tui_client::model::Link::Offline));
    bench.types("not sent");
    bench.enter();
    bench.types("half a thou");
    bench.press(Key::plain(Code::F(10)));
    let screen = bench.screen();
    assert!(
        screen.contains("It loses for good: 1 unsent message, 1") && screen.contains("draft"),
        "{screen}"
    );
    assert!(!bench.enter().contains(&Effect::SignOut));
    assert!(bench.model.overlay.is_none());
    bench.press(Key::plain(Code::F(10)));
    assert!(bench.press(Key::plain(Code::Char('y'))).contains(&Effect::SignOut));
}

#[test]
fn a_late_answer_takes_nobody_out_of_the_chat_they_write_in() {
    let chat = conversation(CHAT, talk(CHAT, 4).last());
    let mut bench = Bench::online(Lang::En, SIZE, vec![chat]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.press(Key::plain(Code::F(2)));
    bench.types("c@example.com");
    bench.enter();
    bench.press(Key::plain(Code::Esc));
    bench.types("for Boris");
    let with_carl = || Entrance::Chat { people: vec!["c@example.com".to_owned()], name: None };
    bench.net(Net::Entered(with_carl(), Ok(Box::new(conversation(TEAM, None)))));
    assert_eq!(bench.model.chats.open, Some(chat_id(CHAT)));
    let screen = bench.screen();
    assert!(screen.contains("New: Team") && screen.contains("> for Boris"), "{screen}");
    // Another dialog of the same kind waits for somebody else.
    bench.press(Key::plain(Code::F(2)));
    bench.types("d@example.com");
    bench.enter();
    bench.net(Net::Entered(with_carl(), Err(Failure::Refused(protocol::ErrorCode::NotFound, "no".into()))));
    bench.net(Net::Entered(with_carl(), Ok(Box::new(conversation(TEAM, None)))));
    assert_eq!(bench.model.chats.open, Some(chat_id(CHAT)));
    assert!(bench.model.overlay.is_some(), "it stays open");
    let with_dora = Entrance::Chat { people: vec!["d@example.com".to_owned()], name: None };
    bench.net(Net::Entered(with_dora, Ok(Box::new(conversation(NEWS, None)))));
    assert_eq!(bench.model.chats.open, Some(chat_id(NEWS)));
}

#[test]
fn a_form_outlives_the_session_in_which_it_was_sent() {
    let mut bench = Bench::online(Lang::En, SIZE, Vec::new());
    bench.press(Key::plain(Code::F(3)));
    bench.types("Crew");
    bench.press(Key::plain(Code::Tab));
    assert!(!bench.enter().is_empty(), "it is being made");
    bench.net(Net::SessionOver);
    bench.net(Net::SignedIn(andrey()));
    bench.hello(Vec::new());
    bench.press(Key::plain(Code::F(3)));
    assert!(bench.screen().contains("Crew"), "{}", bench.screen());
    assert!(!bench.enter().is_empty(), "it can be made now");
}

#[test]
fn a_page_that_the_end_of_the_session_has_taken_is_asked_for_again() {
    let all = talk(CHAT, 300);
    let from = 300 - usize::try_from(page_size(Page::Newest)).unwrap();
    let page = Page::Before(all[from].seq);
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, all.last())]);
    bench.opens(CHAT, all[from..].to_vec());
    let before = |effects: &[Effect]| effects.contains(&Effect::Ask(Request::History(id(CHAT), page)));
    let mut asked = false;
    for _ in 0..20 {
        asked |= before(&bench.press(Key::plain(Code::PageUp)));
    }
    assert!(asked);
    bench.net(Net::SessionOver);
    assert!(before(&bench.net(Net::SignedIn(andrey()))));
}

#[test]
fn whoever_signs_out_where_the_server_does_not_hear_it_is_told() {
    let mut bench = Bench::online(Lang::En, (100, 24), Vec::new());
    bench.press(Key::plain(Code::F(10)));
    assert!(bench.press(Key::plain(Code::Char('y'))).contains(&Effect::SignOut));
    bench.net(Net::SignedOutHere("a@example.com".into()));
    assert!(bench.screen().contains("the server could not be told"), "{}", bench.screen());
}
