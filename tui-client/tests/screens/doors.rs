//! Before the first chat: signing in, a new account.

use protocol::ErrorCode;
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Failure, Net},
    words::Lang,
};

use crate::{SMALL, USUAL, support::*};

#[test]
fn signing_in() {
    for (name, lang, size) in [("en", Lang::En, USUAL), ("ru", Lang::Ru, USUAL), ("small", Lang::En, SMALL)] {
        let mut bench = Bench::new(lang, size);
        bench.types("a@example.com");
        bench.enter();
        bench.types("secret");
        let screen = bench.screen();
        assert!(!screen.contains("secret"));
        insta::assert_snapshot!(format!("sign_in_{name}"), screen);
    }
}

#[test]
fn refused_at_the_door() {
    let mut bench = Bench::new(Lang::Ru, USUAL);
    bench.types("a@example.com");
    bench.enter();
    bench.types("secret");
    let asked = bench.enter();
    assert!(matches!(asked.as_slice(), [Effect::SignIn(c)] if c.password == "secret"));
    bench.net(Net::SignInFailed(Failure::Refused(
        ErrorCode::Unauthenticated,
        "Incorrect email or password".into(),
    )));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn a_new_account() {
    let mut bench = Bench::new(Lang::En, USUAL);
    bench.press(Key::ctrl(Code::Char('t')));
    insta::assert_snapshot!(bench.screen());
}

#[test]
fn a_newcomer_reads_how_to_make_an_account_and_begins_with_their_name() {
    for (lang, said) in [(Lang::En, "No account yet? Ctrl+T"), (Lang::Ru, "Нет аккаунта? Ctrl+T")]
    {
        let mut bench = Bench::new(lang, USUAL);
        assert!(bench.screen().contains(said), "{}", bench.screen());
        bench.types("a@example.com");
        bench.enter();
        bench.types("secret");
        bench.press(Key::ctrl(Code::Char('t')));
        bench.types("Anna");
        assert_eq!(bench.model.sign_in.as_ref().unwrap().name.text(), "Anna");
    }
}
