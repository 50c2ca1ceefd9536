//! What is kept on the disk, and when.

use protocol::{ClientCommand, ServerEvent};
use tui_client::{
    effect::{Effect, Request},
    keymap::{Code, Key},
    message::{Cached, Event, Net},
    model::{Entry, Held, Link, Page, PendingState},
    words::Lang,
};

use crate::support::*;

pub(crate) fn in_chat() -> Bench {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench.kept.clear();
    bench
}

pub(crate) fn sends(effects: &[Effect]) -> usize {
    effects.iter().filter(|effect| matches!(effect, Effect::Say(ClientCommand::Send { .. }))).count()
}

pub(crate) fn syncs(effects: &[Effect]) -> Vec<i64> {
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
    bench.server(ServerEvent::Error {
        code,
        detail,
        client_id: Some(client_id),
        request_id: None,
        retry_after: None,
    });
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
fn that_the_disk_takes_nothing_is_said_as_long_as_it_is_so() {
    let mut bench = in_chat();
    let top = |bench: &Bench| bench.screen().lines().next().map(str::to_owned).unwrap();
    bench.happens(Event::Cache(Cached::Failed("database or disk is full".into())));
    bench.waits(60_000);
    assert!(top(&bench).contains("[not saved]"), "{}", bench.screen());
    bench.happens(Event::Cache(Cached::Mended));
    assert!(!top(&bench).contains("[not saved]"), "{}", bench.screen());
}
