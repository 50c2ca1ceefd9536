//! Who is typing, and who is told that we are.

use protocol::{ClientCommand, ServerEvent};
use tui_client::{effect::Effect, model::Setting, words::Lang};

use crate::support::*;

fn in_team() -> Bench {
    let last = says(TEAM, 4, SASHA, "x");
    let mut bench = Bench::online(Lang::Ru, (80, 24), vec![conversation(TEAM, Some(&last))]);
    bench.opens(TEAM, talk(TEAM, 4));
    bench
}

fn types(bench: &mut Bench, user: u128, user_name: &str) {
    bench.server(ServerEvent::Typing {
        conversation_id: id(TEAM),
        user_id: id(user),
        user_name: user_name.into(),
    });
}

#[test]
fn one_two_and_many_are_named() {
    let mut bench = in_team();
    types(&mut bench, BORIS, "Борис");
    assert!(bench.screen().contains("Борис печатает…"));
    types(&mut bench, SASHA, "Саша");
    assert!(bench.screen().contains("Борис и Саша печатают…"));
    types(&mut bench, 7, "Вера");
    assert!(bench.screen().contains("Борис и ещё 2 печатают…"));
}

#[test]
fn it_goes_away_by_itself_and_with_the_message() {
    let mut bench = in_team();
    types(&mut bench, BORIS, "Борис");
    bench.waits(4_900);
    assert!(bench.screen().contains("печатает"));
    bench.waits(200);
    assert!(!bench.screen().contains("печатает"));
    assert_eq!(bench.model.deadline(), None, "nothing is due any more");
    types(&mut bench, BORIS, "Борис");
    bench.receives(says(TEAM, 5, BORIS, "here it is"));
    assert!(!bench.screen().contains("печатает"));
}

#[test]
fn the_others_are_told_at_most_every_three_seconds() {
    let mut bench = in_team();
    let told = |effects: Vec<Effect>| {
        effects.iter().filter(|e| matches!(e, Effect::Say(ClientCommand::Typing { .. }))).count()
    };
    assert_eq!(told(bench.types("hello")), 1);
    bench.waits(2_000);
    assert_eq!(told(bench.types(" you")), 0);
    bench.waits(1_100);
    assert_eq!(told(bench.types("!")), 1);
}

#[test]
fn ones_own_typing_elsewhere_does_not_show() {
    let mut bench = in_team();
    types(&mut bench, ANDREY, "Андрей");
    assert!(!bench.screen().contains("печатает"));
}

#[test]
fn whoever_does_not_want_it_is_not_seen_typing() {
    let mut bench = in_team();
    bench.model.settings.preferences.put(Setting::Typing, "off".into());
    let effects = bench.types("hello");
    assert!(!effects.iter().any(|e| matches!(e, Effect::Say(ClientCommand::Typing { .. }))), "{effects:?}");
}
