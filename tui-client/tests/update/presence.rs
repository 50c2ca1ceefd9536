//! Whether the other person in a chat of two is here.

use protocol::{Presence, ServerEvent};
use tui_client::{message::Net, model::Link, words::Lang};

use crate::support::*;

const DAY: i64 = 86_400_000;

fn in_chat(lang: Lang) -> Bench {
    let mut bench = Bench::online(lang, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench
}

/// The header of the open chat, once that has been told of Boris.
fn told(bench: &mut Bench, presence: Presence) -> String {
    bench.server(ServerEvent::Presence { user_id: id(BORIS), presence });
    bench.screen().lines().nth(1).unwrap().to_owned()
}

#[test]
fn the_header_says_it_and_the_list_has_a_mark() {
    let mut bench = in_chat(Lang::En);
    assert!(!bench.screen().contains("Борис ·"));
    let header = told(&mut bench, Presence::ONLINE);
    assert!(header.contains(">• Борис") && header.contains("│ Борис · online"), "{header}");
    for (ago, words) in
        [(3 * 60_000, "last seen at 12:27"), (DAY, "last seen yesterday"), (4 * DAY, "last seen 27 February")]
    {
        let header = told(&mut bench, Presence::left(Some(time(-ago))));
        assert!(header.contains(words) && !header.contains('•'), "{header}");
    }
    let header = told(&mut bench, Presence::HIDDEN);
    assert!(!header.contains("seen") && !header.contains('•'), "{header}");
}

#[test]
fn it_is_said_in_russian_too() {
    let mut bench = in_chat(Lang::Ru);
    assert!(told(&mut bench, Presence::ONLINE).contains("Борис · в сети"));
    assert!(told(&mut bench, Presence::left(Some(time(0)))).contains("был(а) в 12:30"));
    assert!(told(&mut bench, Presence::left(Some(time(-DAY)))).contains("был(а) вчера"));
    assert!(told(&mut bench, Presence::left(Some(time(-4 * DAY)))).contains("был(а) 27 февраля"));
}

#[test]
fn without_a_connection_nothing_is_claimed() {
    let mut bench = in_chat(Lang::En);
    told(&mut bench, Presence::ONLINE);
    bench.net(Net::Link(Link::Offline));
    assert!(!bench.screen().contains("Борис · online"));
}

#[test]
fn typing_goes_before_it() {
    let mut bench = in_chat(Lang::En);
    told(&mut bench, Presence::ONLINE);
    bench.server(ServerEvent::Typing {
        conversation_id: id(CHAT),
        user_id: id(BORIS),
        user_name: "Борис".into(),
    });
    assert!(bench.screen().contains("Борис · typing…"));
}
