//! Going from one account of this device to another.

use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{AccountNews, Cached, Event, Net, Snapshot},
    model::{Listed, Login},
    words::Lang,
};

use crate::support::*;

const SIZE: (u16, u16) = (80, 24);

fn login(email: &str) -> Login {
    Login { server: "http://127.0.0.1:8000".into(), email: email.into() }
}

fn known(emails: &[&str]) -> Event {
    let listed = |email: &&str| Listed { login: login(email), signed_in: true, elsewhere: false };
    Event::Accounts(AccountNews::Known(emails.iter().map(listed).collect()))
}

fn opening(login: Option<Login>) -> Event {
    Event::Accounts(AccountNews::Opening(login))
}

/// Andrey, who has a chat open and has begun to write.
fn writing() -> Bench {
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.types("half a thou");
    bench
}

#[test]
fn two_keys_go_to_the_other_account_and_nothing_goes_with_them() {
    let mut bench = writing();
    assert_eq!(bench.press(Key::plain(Code::F(12))), [Effect::ListAccounts]);
    bench.happens(known(&["A@example.com", "b@example.com"]));
    assert!(bench.screen().contains("A@example.com · http://127.0.0.1:8000 · in use"), "{}", bench.screen());
    assert_eq!(bench.enter(), [Effect::UseAccount(Some(login("b@example.com")))]);
    bench.kept.clear();
    bench.happens(opening(Some(login("b@example.com"))));
    let screen = bench.screen();
    assert!(!screen.contains("half a thou") && !screen.contains("message 4"), "{screen}");
    assert!(bench.model.drafts.is_empty() && bench.model.chats.is_empty());
    let snapshot = Snapshot { life: Some((id(1), boris())), ..Snapshot::default() };
    bench.happens(Event::Cache(Cached::Opened(Box::new(snapshot))));
    assert!(bench.screen().contains("Messenger · Борис"), "at once, from the disk: {}", bench.screen());
    assert!(bench.kept.iter().all(|entry| !format!("{entry:?}").contains("Forget")), "{:?}", bench.kept);
}

fn boris() -> protocol::Profile {
    protocol::Profile { id: id(BORIS), name: "Борис".into(), email: "b@example.com".into(), ..andrey() }
}

#[test]
fn an_account_that_is_open_elsewhere_says_so_and_everything_stays() {
    let mut bench = writing();
    bench.press(Key::plain(Code::F(12)));
    bench.happens(known(&["a@example.com", "b@example.com"]));
    bench.enter();
    let why = "b@example.com is open in another process (4242)".to_owned();
    bench.happens(Event::Accounts(AccountNews::Refused(why)));
    assert!(bench.screen().contains("open in another process (4242)"), "{}", bench.screen());
    bench.press(Key::plain(Code::Esc));
    assert!(bench.screen().contains("half a thou"), "{}", bench.screen());
}

#[test]
fn the_account_in_use_is_not_opened_again() {
    let mut bench = writing();
    bench.press(Key::plain(Code::F(12)));
    bench.happens(known(&["a@example.com", "b@example.com"]));
    bench.press(Key::plain(Code::Up));
    assert!(bench.enter().is_empty());
    assert!(bench.screen().contains("half a thou"));
}

#[test]
fn adding_an_account_can_be_given_up() {
    let mut bench = writing();
    bench.press(Key::plain(Code::F(12)));
    bench.happens(known(&["a@example.com"]));
    bench.press(Key::plain(Code::Down));
    assert_eq!(bench.enter(), [Effect::UseAccount(None)]);
    bench.happens(opening(None));
    let screen = bench.screen();
    assert!(screen.contains("Sign in") && screen.contains("Esc goes back to a@example.com"), "{screen}");
    let back = [Effect::UseAccount(Some(login("a@example.com")))];
    assert_eq!(bench.press(Key::plain(Code::Esc)), back);
    bench.net(Net::SignedIn(boris()));
    assert!(bench.press(Key::plain(Code::Esc)).is_empty(), "once signed in there is nothing to go back to");
}

#[test]
fn who_signs_out_is_offered_the_others() {
    let mut bench = writing();
    bench.press(Key::plain(Code::F(10)));
    assert_eq!(bench.press(Key::plain(Code::Char('y'))), [Effect::SignOut, Effect::ListAccounts]);
    bench.happens(known(&["a@example.com"]));
    assert!(bench.model.overlay.is_none(), "the one that is just leaving is no other");
    bench.happens(known(&["a@example.com", "b@example.com"]));
    let screen = bench.screen();
    assert!(screen.contains("> b@example.com") && !screen.contains("a@example.com ·"), "{screen}");
    assert_eq!(bench.enter(), [Effect::UseAccount(Some(login("b@example.com")))]);
}

#[test]
fn an_account_whose_session_is_over_is_gone_to_by_its_password() {
    let mut bench = writing();
    bench.press(Key::plain(Code::F(12)));
    let listed = |email, signed_in, elsewhere| Listed { login: login(email), signed_in, elsewhere };
    let known = vec![
        listed("a@example.com", true, false),
        listed("b@example.com", true, true),
        listed("c@example.com", false, false),
        listed("d@example.com", true, false),
    ];
    bench.happens(Event::Accounts(AccountNews::Known(known)));
    let screen = bench.screen();
    for said in [
        "b@example.com · http://127.0.0.… · open in another process",
        "c@example.com · http://127.0.0.1:8000 · signed out",
        "> d@example.com",
    ] {
        assert!(screen.contains(said), "{said}: {screen}");
    }
    bench.press(Key::plain(Code::Up));
    assert_eq!(bench.enter(), [Effect::UseAccount(Some(login("c@example.com")))]);
    bench.happens(Event::Accounts(AccountNews::SignInAgain(login("c@example.com"))));
    let screen = bench.screen();
    assert!(
        screen.contains("c@example.com") && screen.contains("Esc goes back to a@example.com"),
        "{screen}"
    );
    assert!(!screen.contains("Signing in"), "nothing is asked yet: {screen}");
}
