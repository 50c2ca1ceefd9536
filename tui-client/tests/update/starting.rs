//! What comes back from the disk, and what the server is asked for then.

use protocol::{ClientCommand, Conversation, ServerEvent};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    message::{Cached, Event, Known, Net, Snapshot},
    model::{Draft, Entry, Held, Link, Page, Pending, PendingState},
    words::Lang,
};

use crate::{
    keeping::{sends, syncs},
    support::*,
};

fn known(conversation: Conversation, held: i64) -> Known {
    Known { conversation, held: Held { version: held, last_seq: held }, has_messages: true }
}

/// What an earlier run has left: four messages of the chat with Boris.
fn left() -> Snapshot {
    Snapshot {
        life: Some((id(1), andrey())),
        conversations: vec![known(conversation(CHAT, talk(CHAT, 4).last()), 4)],
        ..Snapshot::default()
    }
}

/// A client that starts with what an earlier run has left, and hears nothing of the server.
fn starts_with(snapshot: Snapshot) -> (Bench, Vec<Effect>) {
    let mut bench = Bench::new(Lang::En, (80, 24));
    let effects = bench.happens_alone(Event::Cache(Cached::Opened(Box::new(snapshot))));
    (bench, effects)
}

#[test]
fn it_starts_where_it_ended_without_any_network() {
    let mut snapshot = left();
    snapshot.place = Some(chat_id(CHAT));
    snapshot.drafts =
        vec![(chat_id(CHAT), Draft { text: "half a thou".into(), reply_to: None, change: None })];
    let pending = Pending {
        client_id: id(77),
        conversation_id: id(CHAT),
        text: "not sent".into(),
        reply_to: None,
        forward: None,
        written_at: time(0),
        state: PendingState::Waiting(protocol::Timestamp::from_millis(0)),
    };
    snapshot.outbox = vec![pending];
    let (mut bench, _) = starts_with(snapshot);
    bench.happens_alone(Event::Cache(Cached::Page(id(CHAT), Page::Newest, talk(CHAT, 4))));
    let screen = bench.screen();
    for shown in ["message 4", "half a thou", "not sent", "connecting…"] {
        assert!(screen.contains(shown), "{shown}:\n{screen}");
    }
    bench.net(Net::Link(Link::Offline));
    assert!(bench.screen().contains("offline since 12:30, retrying"));
    bench.net(Net::Link(Link::Connecting));
    assert!(bench.screen().contains("offline since 12:30, retrying"), "a new try is not worth a word");
    let effects = bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]);
    assert_eq!((sends(&effects), syncs(&effects).len()), (1, 0));
    assert!(bench.screen().contains("● online"));
}

#[test]
fn the_disk_is_asked_first_and_the_server_only_for_what_it_does_not_know() {
    let (mut bench, _) = starts_with(left());
    bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]);
    let asked = bench.happens_alone(Event::Key(Key::plain(Code::Enter)));
    assert!(asked.iter().all(|effect| !matches!(effect, Effect::Ask(_))), "{asked:?}");
    let page = Cached::Page(id(CHAT), Page::Newest, talk(CHAT, 4));
    assert_eq!(bench.happens_alone(Event::Cache(page)), []);
    assert!(bench.screen().contains("message 4"));
}

#[test]
fn what_is_not_on_the_disk_says_so_without_a_network_and_comes_with_it() {
    let (mut bench, _) = starts_with(left());
    bench.net(Net::Link(Link::Offline));
    assert_eq!(bench.enter(), []);
    assert!(bench.screen().contains("not on this device yet"), "{}", bench.screen());
    let asked = bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())]);
    assert!(asked.contains(&Effect::Ask(Request::History(chat_id(CHAT), Page::Newest))), "{asked:?}");
}

#[test]
fn those_that_nobody_looks_at_are_caught_up_with_one_by_one() {
    let chats = 1_000_u128..1_100;
    let list = |version: i64| {
        chats.clone().map(move |chat| conversation(chat, Some(&says(chat, version, BORIS, "x"))))
    };
    let mut snapshot = left();
    snapshot.conversations = list(4).map(|c| known(c, 4)).collect();
    let (mut bench, _) = starts_with(snapshot);
    let first = bench.hello(list(9).collect());
    assert_eq!(syncs(&first).len(), 2, "few are asked for at a time");
    let mut asked = 2;
    let mut open: Vec<Effect> = first;
    for _ in 0..300 {
        let mut next = Vec::new();
        for effect in open.drain(..) {
            let Effect::Say(ClientCommand::Sync { conversation_id, request_id, .. }) = effect else {
                continue;
            };
            let answer = ServerEvent::Changes {
                request_id,
                conversation_id,
                items: Vec::new(),
                version: 9,
                more: false,
            };
            next.extend(bench.server(answer));
        }
        if next.is_empty() {
            next = bench.waits(1_000);
            assert!(syncs(&next).len() <= 1, "not more than one a second");
        }
        asked += syncs(&next).len();
        open = next;
    }
    assert_eq!(asked, 100);
    assert_eq!(bench.model.deadline(), None);
}

#[test]
fn another_life_of_the_database_keeps_only_what_was_written_here() {
    let (mut bench, _) = starts_with(left());
    bench.kept.clear();
    bench.hello_of(2, vec![conversation(CHAT, talk(CHAT, 2).last())]);
    let begin: Vec<_> = bench.kept.iter().take(4).collect();
    assert!(
        matches!(
            begin[..],
            [Entry::ForgetAll, Entry::Greeted { .. }, Entry::Contact(_), Entry::Conversation(..)]
        ),
        "{begin:?}"
    );
}

#[test]
fn what_was_opened_last_is_near_in_the_palette_after_a_new_start() {
    let snapshot = Snapshot { visited: vec![id(TEAM), id(NEWS), id(CHAT)], ..left() };
    let (mut bench, _) = starts_with(snapshot);
    assert_eq!(bench.model.visited, [id(CHAT)], "what is gone was not visited");
    bench.kept.clear();
    bench.press(Key::plain(Code::Enter));
    assert!(bench.kept.contains(&Entry::Visited(vec![id(CHAT)])), "{:?}", bench.kept);
}
