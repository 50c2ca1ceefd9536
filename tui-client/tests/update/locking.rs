//! The lock of the screen.

use protocol::ClientCommand;
use tui_client::{
    effect::{Effect, Passphrase},
    keymap::{Code, Key},
    message::{AccountNews, Event, LockNews, Mouse, MouseDeed, Net},
    model::Setting,
    words::Lang,
};

use crate::support::*;

const SIZE: (u16, u16) = (80, 24);

fn alt_l() -> Key {
    Key::alt(Code::Char('l'))
}

/// Andrey's chat with Boris is open, and a message is being written.
fn writing() -> Bench {
    let mut bench = Bench::online(Lang::En, SIZE, vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.types("half a thou");
    bench
}

/// The same, and locked.
fn locked() -> Bench {
    let mut bench = writing();
    assert_eq!(bench.press(alt_l()), [Effect::Lock { by_itself: false }]);
    bench.happens(Event::Lock(LockNews::Shut));
    bench.effects.clear();
    bench
}

#[test]
fn a_locked_screen_shows_who_and_a_field_and_nothing_else() {
    let bench = locked();
    let screen = bench.screen();
    assert!(screen.contains("Messenger is locked") && screen.contains("Андрей · a@example.com"), "{screen}");
    for secret in ["Борис", "message", "half a thou", "online"] {
        assert!(!screen.contains(secret), "{secret}: {screen}");
    }
}

#[test]
fn no_key_but_those_of_the_field_does_anything() {
    let mut bench = locked();
    let keys = [
        Key::ctrl(Code::Char('q')),
        Key::ctrl(Code::Char('c')),
        Key::ctrl(Code::Char('z')),
        Key::ctrl(Code::Char('k')),
        Key::plain(Code::F(1)),
        Key::plain(Code::F(2)),
        Key::plain(Code::F(12)),
        Key::plain(Code::Esc),
        Key::plain(Code::Enter),
    ];
    let before = bench.screen();
    for key in keys {
        assert!(bench.press(key).is_empty(), "{key}");
        assert_eq!(bench.screen(), before, "{key}");
    }
    bench.happens(Event::Mouse(Mouse { deed: MouseDeed::Press, column: 3, row: 3 }));
    bench.happens(Event::Mouse(Mouse { deed: MouseDeed::Release, column: 3, row: 3 }));
    bench.happens(Event::Paste("x\n".into()));
    assert!(bench.effects.is_empty(), "{:?}", bench.effects);
    bench.happens(Event::Lock(LockNews::Opened));
    assert!(bench.screen().contains("half a thou"), "{}", bench.screen());
    assert!(!bench.screen().contains("half a thoux"), "what was pasted went into the field");
}

#[test]
fn what_comes_meanwhile_is_told_without_words_and_not_read() {
    let mut bench = locked();
    bench.receives(says(CHAT, 5, BORIS, "a secret"));
    let effects = bench.waits(500);
    let [Effect::Notify(told)] = &effects[..] else { panic!("{effects:?}") };
    assert_eq!((told.title.as_str(), told.body.as_str(), told.conversation), ("New message", "", None));
    assert!(!bench.screen().contains("secret"));
    let reads = |effect: &Effect| matches!(effect, Effect::Say(ClientCommand::Read { .. }));
    assert!(!bench.effects.iter().any(reads), "{:?}", bench.effects);
    let effects = bench.happens(Event::Lock(LockNews::Opened));
    assert!(effects.iter().any(reads), "seen now: {effects:?}");
    assert!(bench.screen().contains("a secret") && bench.screen().contains("half a thou"));
}

#[test]
fn wrong_tries_are_slowed_and_the_right_one_opens() {
    let mut bench = locked();
    bench.types("wrong");
    assert!(!bench.screen().contains("wrong"), "it is drawn as dots");
    assert_eq!(bench.enter(), [Effect::Unlock(Passphrase("wrong".into()))]);
    assert!(bench.enter().is_empty(), "it is being looked at");
    bench.happens(Event::Lock(LockNews::Wrong));
    assert!(bench.screen().contains("That is not it"));
    bench.types("s3same");
    assert!(bench.enter().is_empty(), "too soon");
    assert_eq!(bench.model.lock.due(None), Some(time(1_000)));
    bench.waits(1_000);
    assert_eq!(bench.enter(), [Effect::Unlock(Passphrase("s3same".into()))]);
    assert!(!format!("{:?} {:?}", bench.effects, bench.model).contains("s3same"), "it is never printed");
    bench.happens(Event::Lock(LockNews::Opened));
    assert!(bench.screen().contains("half a thou"));
}

#[test]
fn the_first_lock_asks_for_a_passphrase_twice() {
    let mut bench = writing();
    bench.press(alt_l());
    bench.happens(Event::Lock(LockNews::NoPassphrase { by_itself: false }));
    bench.types("abc");
    bench.enter();
    assert!(bench.screen().contains("At least 4 characters"));
    bench.types("d");
    bench.enter();
    bench.types("abce");
    bench.enter();
    assert!(bench.screen().contains("two different ones"), "{}", bench.screen());
    bench.types("abcd");
    bench.enter();
    bench.types("abcd");
    assert_eq!(bench.enter(), [Effect::SetPassphrase(Passphrase("abcd".into()))]);
    bench.happens(Event::Lock(LockNews::Shut));
    assert!(bench.screen().contains("Messenger is locked"));
}

#[test]
fn choosing_one_can_be_given_up() {
    let mut bench = writing();
    bench.press(alt_l());
    bench.happens(Event::Lock(LockNews::NoPassphrase { by_itself: false }));
    bench.press(Key::plain(Code::Esc));
    assert!(bench.screen().contains("half a thou"));
}

#[test]
fn a_forgotten_passphrase_means_signing_out_after_a_question() {
    let mut bench = locked();
    bench.press(Key::plain(Code::F(10)));
    assert!(bench.screen().contains("Sign out here?"), "{}", bench.screen());
    bench.press(Key::plain(Code::Esc));
    assert!(bench.screen().contains("Passphrase"));
    bench.press(Key::plain(Code::F(10)));
    assert_eq!(bench.enter(), [Effect::SignOut, Effect::ListAccounts]);
    let screen = bench.screen();
    assert!(screen.contains("Sign in") && !screen.contains("Борис"), "{screen}");
}

#[test]
fn it_locks_by_itself_only_when_that_is_set_and_no_key_was_pressed() {
    let mut bench = writing();
    assert_eq!(bench.model.lock.due(bench.model.settings.preferences.lock_after()), None);
    assert!(bench.waits(10 * 3_600_000).iter().all(|effect| !matches!(effect, Effect::Lock { .. })));
    bench.model.settings.preferences.put(Setting::LockAfter, "5".into());
    bench.types("g");
    assert!(bench.waits(299_000).is_empty());
    bench.types("h");
    assert!(bench.waits(299_000).is_empty(), "a key begins anew");
    assert_eq!(bench.waits(1_000), [Effect::Lock { by_itself: true }]);
    bench.happens(Event::Lock(LockNews::NoPassphrase { by_itself: true }));
    assert!(bench.screen().contains("Not locked: there is no passphrase yet; Alt+L"), "{}", bench.screen());
    assert!(bench.waits(3_600_000).is_empty(), "it is said once");
}

#[test]
fn a_form_from_which_a_key_goes_back_is_no_way_around_it() {
    let mut bench = writing();
    bench.model.settings.preferences.put(Setting::LockAfter, "5".into());
    bench.happens(Event::Accounts(AccountNews::Opening(None)));
    assert_eq!(bench.press(alt_l()), [Effect::Lock { by_itself: false }]);
    assert!(bench.model.deadline().is_some());
    assert!(bench.waits(299_000).is_empty());
    assert_eq!(bench.waits(1_000), [Effect::Lock { by_itself: true }]);
    bench.net(Net::SessionOver);
    assert!(bench.waits(3_600_000).is_empty(), "nothing is behind this one");
}

#[test]
fn what_came_behind_a_lock_is_not_told_when_the_session_ends() {
    let mut bench = locked();
    bench.happens(Event::Focus(false));
    bench.receives(says(CHAT, 5, BORIS, "a secret"));
    bench.net(Net::SessionOver);
    let told = bench.waits(10_000);
    assert!(told.iter().all(|effect| !matches!(effect, Effect::Notify(_))), "{told:?}");
}

#[test]
fn what_was_refused_behind_a_lock_is_not_shown_when_the_session_ends() {
    let mut bench = locked();
    bench.happens(Event::Notice("not forwarded to Team".into()));
    bench.net(Net::SessionOver);
    assert!(!bench.screen().contains("Team"), "{}", bench.screen());
}
