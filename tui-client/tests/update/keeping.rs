//! What is kept on the disk, when, and what comes back from there.

use protocol::{ClientCommand, Conversation, Found, Hit as ServerHit, ServerEvent};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    message::{Cached, Event, Known, Net, Snapshot},
    model::{Draft, Entry, Held, Link, Page, Pending, PendingState},
    words::Lang,
};

use crate::support::*;

fn in_chat() -> Bench {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.kept.clear();
    bench
}

fn sends(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Say(ClientCommand::Send { .. }))).count()
}

fn syncs(effects: &[Effect]) -> Vec<i64> {
    let since = |effect: &Effect| match effect {
        Effect::Say(ClientCommand::Sync { since, .. }) => Some(*since),
        _ => None,
    };
    effects.iter().filter_map(since).collect()
}

fn drafts(kept: &[Entry]) -> Vec<String> {
    let text = |entry: &Entry| match entry {
        Entry::Draft { draft, .. } => Some(draft.text.clone()),
        _ => None,
    };
    kept.iter().filter_map(text).collect()
}

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
fn a_message_is_on_the_disk_before_it_is_sent_and_its_draft_is_not_any_more() {
    let mut bench = in_chat();
    bench.types("hi");
    bench.waits(1_000);
    bench.kept.clear();
    let effects = bench.happens_alone(Event::Key(Key::plain(Code::Enter)));
    assert_eq!(sends(&effects), 0);
    let [Entry::Draft { draft, .. }, Entry::Pending(pending)] = &bench.kept[..] else {
        panic!("{:?}", bench.kept)
    };
    assert!(draft.is_empty());
    assert!(bench.screen().contains("hi"), "it stands at once");
    let effects = bench.happens_alone(Event::Cache(Cached::Kept(vec![pending.client_id])));
    assert_eq!(sends(&effects), 1);
}

#[test]
fn what_has_arrived_or_was_refused_is_so_on_the_disk() {
    let mut bench = in_chat();
    bench.types("hi");
    bench.enter();
    let client_id = bench.model.outbox.iter().next().unwrap().client_id;
    let (code, detail) = (protocol::ErrorCode::Invalid, "no".to_owned());
    bench.server(ServerEvent::Error { code, detail, client_id: Some(client_id), request_id: None });
    let refused =
        |entry: &Entry| matches!(entry, Entry::Pending(p) if p.state == PendingState::Refused("no".into()));
    assert!(bench.kept.iter().any(refused));
    bench.press(Key::alt(Code::Char('r')));
    let mut echo = says(CHAT, 5, ANDREY, "hi");
    echo.client_id = Some(client_id);
    bench.receives(echo.clone());
    assert!(bench.kept.contains(&Entry::Sent(client_id)));
    assert!(bench.kept.contains(&Entry::Messages(vec![echo])));
    let last = bench.kept.iter().rev().find_map(|entry| match entry {
        Entry::Conversation(_, held) => Some(*held),
        _ => None,
    });
    assert_eq!(last, Some(Held { version: 5, last_seq: 5 }));
}

#[test]
fn a_draft_is_kept_after_a_moment_on_leaving_the_chat_and_on_leaving_at_all() {
    let mut bench = in_chat();
    bench.types("half");
    assert_eq!(drafts(&bench.kept), Vec::<String>::new());
    bench.waits(500);
    assert_eq!(drafts(&bench.kept), ["half"]);
    assert_eq!(bench.model.deadline(), None, "a kept draft wakes nobody");
    bench.types(" a thou");
    bench.server(ServerEvent::ConversationAdded { conversation: conversation(NEWS, None) });
    bench.press(Key::alt(Code::Down));
    assert_eq!(drafts(&bench.kept).last().unwrap(), "half a thou");
    bench.press(Key::alt(Code::Up));
    bench.types("ght");
    bench.happens(Event::Leaving);
    assert_eq!(drafts(&bench.kept).last().unwrap(), "half a thought");
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
fn an_own_message_neither_waits_for_the_first_page_nor_blinks_when_it_comes() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.enter();
    bench.types("hi");
    bench.enter();
    assert!(bench.screen().contains("hi"), "while the page is on its way");
    let client_id = bench.model.outbox.iter().next().unwrap().client_id;
    let mut echo = says(CHAT, 5, ANDREY, "hi");
    echo.client_id = Some(client_id);
    bench.receives(echo);
    assert!(bench.screen().contains("hi"), "stored before the page came");
    bench.page(CHAT, Page::Newest, talk(CHAT, 4));
    assert!(bench.screen().contains("hi") && bench.screen().contains("message 4"));
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
fn memory_holds_a_window_and_the_rest_is_read_again() {
    let all = talk(CHAT, 3_000);
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, all.last())]);
    let page_before = |before: i64| {
        let first = (before - 100).max(1);
        all.iter().filter(|m| m.seq >= first && m.seq < before).cloned().collect::<Vec<_>>()
    };
    bench.opens(CHAT, page_before(3_001));
    let mut read = 0;
    for _ in 0..400 {
        for effect in bench.press(Key::plain(Code::PageUp)) {
            let Effect::Ask(Request::History(_, Page::Before(before))) = effect else { continue };
            bench.page(CHAT, Page::Before(before), page_before(before));
            read += 1;
        }
        assert!(bench.model.timeline().unwrap().messages.len() <= 900);
    }
    assert!(read >= 20, "{read}");
    let asked = bench.press(Key::ctrl(Code::End));
    assert!(asked.contains(&Effect::Ask(Request::History(chat_id(CHAT), Page::Newest))));
}

#[test]
fn another_life_of_the_database_keeps_only_what_was_written_here() {
    let (mut bench, _) = starts_with(left());
    bench.kept.clear();
    bench.hello_of(2, vec![conversation(CHAT, talk(CHAT, 2).last())]);
    let begin: Vec<_> = bench.kept.iter().take(3).collect();
    assert!(
        matches!(begin[..], [Entry::ForgetAll, Entry::Greeted { .. }, Entry::Conversation(..)]),
        "{begin:?}"
    );
}

#[test]
fn what_was_written_to_a_chat_that_is_gone_is_told_and_stays_on_the_disk() {
    let mut bench = in_chat();
    bench.net(Net::Link(Link::Offline));
    bench.types("too late");
    bench.enter();
    bench.kept.clear();
    bench.hello(Vec::new());
    assert!(bench.screen().contains("1 message was not sent: its chat is gone"), "{}", bench.screen());
    assert!(bench.kept.iter().any(|entry| matches!(entry, Entry::Pending(_))));
    bench.kept.clear();
    bench.hello(Vec::new());
    assert!(!bench.kept.iter().any(|entry| matches!(entry, Entry::Pending(_))), "it is told once");
}

#[test]
fn a_hit_is_gone_to_and_back() {
    let mut bench = in_chat();
    let hit = says(TEAM, 50, SASHA, "the needle in it");
    bench.server(ServerEvent::ConversationAdded {
        conversation: conversation(TEAM, Some(&says(TEAM, 100, SASHA, "x"))),
    });
    bench.waits(6_000);
    bench.press(Key::plain(Code::F(6)));
    bench.types("needle from:саша");
    let asked = bench.waits(300);
    assert_eq!(asked, [Effect::Ask(Request::Messages("needle from:саша".into()))], "and the disk");
    let query = bench.model.overlay.as_ref().and_then(|overlay| match overlay {
        tui_client::model::Overlay::Search(search) => Some(search.query.clone()),
        _ => None,
    });
    let query = query.unwrap();
    assert_eq!((&query.words[..], &query.from[..]), (&["needle".to_owned()][..], &["саша".to_owned()][..]));
    bench.happens(Event::Cache(Cached::Found(query, Ok(vec![hit.clone()]))));
    assert!(bench.screen().contains("Team · Саша") && bench.screen().contains("the needle in it"));
    // The server knows the same one, and a newer one; the cursor stays where it is.
    let known = |seq: i64, text: &str| ServerHit {
        message_id: id(9),
        conversation_id: id(TEAM),
        kind: protocol::ConversationKind::GroupChat,
        title: "Team".into(),
        seq,
        sender_id: id(SASHA),
        sender_name: "Саша".into(),
        created_at: says(TEAM, seq, SASHA, "").created_at,
        snippet: text.into(),
        matches: Vec::new(),
    };
    let hits = vec![known(60, "a newer needle"), known(50, "needle in it")];
    let found = Found { hits, cursor: None, indexing: false };
    bench.net(Net::Messages("needle from:саша".into(), Ok(found)));
    let screen = bench.screen();
    assert!(screen.contains("a newer needle") && screen.matches("needle in it").count() == 1, "{screen}");
    assert!(screen.find("newer").unwrap() < screen.find("needle in it").unwrap());
    bench.enter();
    assert_eq!(bench.model.chats.open, Some(chat_id(TEAM)));
    let around = (30..70).map(|seq| says(TEAM, seq, SASHA, &format!("team {seq}"))).collect();
    bench.page(TEAM, Page::Around(50), around);
    assert!(bench.screen().contains("team 50"), "{}", bench.screen());
    bench.press(Key::ctrl(Code::Char('o')));
    assert_eq!(bench.model.chats.open, Some(chat_id(CHAT)));
    assert!(bench.screen().contains("message 4"));
}
