//! What is old or missing bears a mark where it is, and the mark goes away in place.

use protocol::{ClientCommand, RequestId, ServerEvent, event::Change, event::Changed};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    layout::{Row, RowKind, open_scene, window},
    message::{Cached, Event, Known, Net, Snapshot},
    model::{Entry, Held, Link, Page},
    words::Lang,
};

use crate::support::*;

/// Andrey knows the first forty messages of the chat with Boris, which is open.
fn knows_forty(size: (u16, u16)) -> Bench {
    let mut bench = Bench::online(Lang::En, size, vec![conversation(CHAT, talk(CHAT, 40).last())]);
    bench.opens(CHAT, talk(CHAT, 40));
    bench
}

/// The server says that there are a hundred and sixty; what it is asked then.
fn comes_back(bench: &mut Bench) -> RequestId {
    bench.net(Net::Link(Link::Offline));
    let effects = bench.hello(vec![conversation(CHAT, talk(CHAT, 160).last())]);
    let asked = |effect: &Effect| match effect {
        Effect::Say(ClientCommand::Sync { request_id, .. }) => Some(*request_id),
        _ => None,
    };
    effects.iter().find_map(asked).unwrap()
}

fn answers(bench: &mut Bench, request_id: RequestId, seqs: std::ops::RangeInclusive<i64>) -> Vec<Effect> {
    let (conversation_id, version) = (id(CHAT), *seqs.end());
    let item = |seq| Change {
        conversation_id,
        version: seq,
        changed: Changed::Message { message: says(CHAT, seq, BORIS, "came later") },
    };
    let (items, more) = (seqs.map(item).collect(), version < 160);
    bench.server(ServerEvent::Changes { request_id, conversation_id, items, version, more })
}

/// Andrey writes, and the server takes it as the message of this place.
fn writes(bench: &mut Bench, seq: i64) {
    bench.types("own");
    bench.enter();
    let client_id = bench.model.outbox.iter().next().unwrap().client_id;
    bench.server(ServerEvent::Ack {
        client_id,
        conversation_id: id(CHAT),
        message_id: id(9_000 + u128::try_from(seq).unwrap()),
        seq,
        version: seq,
        created_at: time(0),
    });
}

fn rows(bench: &Bench) -> Vec<Row> {
    let (scene, height) = open_scene(&bench.model).unwrap();
    window(&scene, height).rows
}

fn gaps(bench: &Bench) -> Vec<String> {
    rows(bench).into_iter().filter(|row| row.kind == RowKind::Gap).map(|row| row.text).collect()
}

#[test]
fn a_chat_that_is_behind_bears_a_mark_until_it_is_caught_up_with() {
    let mut bench = knows_forty((80, 24));
    let marked = |bench: &Bench| bench.screen().lines().any(|row| row.contains('>') && row.contains('~'));
    assert!(!marked(&bench) && gaps(&bench).is_empty());
    let asked = comes_back(&mut bench);
    assert!(marked(&bench) && bench.screen().contains("~ catching up"), "{}", bench.screen());
    assert_eq!(gaps(&bench), ["… 120 messages not loaded yet · loading…"]);
    let next = answers(&mut bench, asked, 41..=100);
    assert_eq!(gaps(&bench), ["… 60 messages not loaded yet · loading…"]);
    let Some(Effect::Say(ClientCommand::Sync { request_id, .. })) = next.first() else { panic!("{next:?}") };
    answers(&mut bench, *request_id, 101..=160);
    assert!(!marked(&bench) && gaps(&bench).is_empty(), "{}", bench.screen());
    assert!(!bench.screen().contains('~'));
}

#[test]
fn what_is_written_meanwhile_stands_after_the_gap_and_the_reader_stays_when_it_closes() {
    let mut bench = knows_forty((80, 24));
    let asked = comes_back(&mut bench);
    bench.types("on its way");
    bench.enter();
    let screen = bench.screen();
    assert!(screen.find("not loaded yet") < screen.find("on its way"), "{screen}");
    let client_id = bench.model.outbox.iter().next().unwrap().client_id;
    bench.server(ServerEvent::Ack {
        client_id,
        conversation_id: id(CHAT),
        message_id: id(9_161),
        seq: 161,
        version: 161,
        created_at: time(0),
    });
    assert_eq!(gaps(&bench), ["… 120 messages not loaded yet · loading…"], "it stands where it stood");
    for seq in 162..200 {
        writes(&mut bench, seq);
    }
    bench.press(Key::plain(Code::PageUp));
    let before: Vec<String> = rows(&bench).into_iter().map(|row| row.text).collect();
    let next = answers(&mut bench, asked, 41..=100);
    assert_eq!(rows(&bench).into_iter().map(|row| row.text).collect::<Vec<_>>(), before);
    // From the row itself, too.
    while gaps(&bench).is_empty() {
        bench.press(Key::ctrl(Code::Up));
    }
    let below: Vec<Row> = rows(&bench).into_iter().skip_while(|row| row.kind != RowKind::Gap).collect();
    let Some(Effect::Say(ClientCommand::Sync { request_id, .. })) = next.first() else { panic!("{next:?}") };
    answers(&mut bench, *request_id, 101..=160);
    assert!(gaps(&bench).is_empty());
    let texts: Vec<&str> =
        below.iter().filter(|row| row.kind == RowKind::Text).map(|row| &*row.text).collect();
    assert!(texts.iter().all(|text| *text == "own" || *text == "on its way"), "{texts:?}");
    assert!(bench.screen().contains("came later") || bench.screen().contains("own"), "{}", bench.screen());
}

#[test]
fn what_comes_a_moment_early_leaves_no_gap_and_what_does_not_come_does() {
    let mut bench = knows_forty((80, 24));
    writes(&mut bench, 42);
    bench.receives(says(CHAT, 43, BORIS, "after it"));
    assert!(gaps(&bench).is_empty(), "{}", bench.screen());
    bench.waits(600);
    assert_eq!(gaps(&bench), ["… 1 message not loaded yet · loading…"]);
    bench.receives(says(CHAT, 41, BORIS, "the early one"));
    assert!(gaps(&bench).is_empty(), "{}", bench.screen());
}

#[test]
fn without_a_connection_it_is_said_of_when_all_this_is() {
    let mut bench = knows_forty((80, 24));
    bench.waits(90_000);
    bench.net(Net::Link(Link::Offline));
    bench.waits(600_000);
    assert!(bench.screen().contains("as of 12:31"), "{}", bench.screen());
    assert!(bench.kept.contains(&Entry::Contact(time(90_000))));
    bench.hello(vec![conversation(CHAT, talk(CHAT, 40).last())]);
    assert!(!bench.screen().contains("as of"), "{}", bench.screen());
    // The computer slept: that the connection is gone shows long after something came on it.
    bench.waits(3_600_000);
    bench.net(Net::Heard(time(720_000)));
    bench.net(Net::Link(Link::Offline));
    assert!(bench.screen().contains("as of 12:42"), "{}", bench.screen());
}

#[test]
fn what_an_earlier_run_has_left_is_of_when_that_was_connected_last() {
    let snapshot = Snapshot {
        life: Some((id(1), andrey())),
        conversations: vec![Known {
            conversation: conversation(CHAT, talk(CHAT, 160).last()),
            held: Held { version: 40, last_seq: 40 },
            has_messages: true,
        }],
        place: Some(id(CHAT)),
        contact: Some(time(-3_600_000)),
        ..Snapshot::default()
    };
    let mut bench = Bench::new(Lang::En, (80, 24));
    bench.happens_alone(Event::Cache(Cached::Opened(Box::new(snapshot))));
    bench.happens_alone(Event::Cache(Cached::Page(id(CHAT), Page::Newest, talk(CHAT, 40))));
    bench.net(Net::Link(Link::Offline));
    let screen = bench.screen();
    assert!(
        screen.contains("offline since 11:30") && screen.contains("~ newer ones not here yet"),
        "{screen}"
    );
    assert_eq!(gaps(&bench), ["… 120 messages not loaded yet · F5 to load"]);
    assert!(bench.press(Key::plain(Code::F(5))).contains(&Effect::Reconnect));
}
