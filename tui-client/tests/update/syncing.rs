//! Catching up: nothing missed, nothing twice, whatever the order in which it comes.

use protocol::{ClientCommand, RequestId, ServerEvent, event::Change, event::Changed};
use tui_client::{
    effect::{Effect, Request},
    message::Net,
    model::{Entry, Link, Page, Timeline},
    words::Lang,
};

use crate::support::*;

fn in_chat() -> Bench {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    bench.opens(CHAT, talk(CHAT, 4));
    bench
}

fn syncs(effects: &[Effect]) -> Vec<(i64, RequestId)> {
    let sync = |effect: &Effect| match effect {
        Effect::Say(ClientCommand::Sync { since, request_id, .. }) => Some((*since, *request_id)),
        _ => None,
    };
    effects.iter().filter_map(sync).collect()
}

fn places(bench: &Bench) -> Vec<i64> {
    bench.model.timeline().unwrap().messages.keys().copied().collect()
}

fn change(seq: i64) -> Change {
    let message = says(CHAT, seq, BORIS, "text");
    Change { conversation_id: id(CHAT), version: seq, changed: Changed::Message { message } }
}

#[test]
fn the_next_version_is_applied_and_a_known_one_ignored() {
    let mut bench = in_chat();
    bench.receives(says(CHAT, 5, BORIS, "five"));
    let mut again = says(CHAT, 5, BORIS, "not five");
    again.version = 5;
    bench.receives(again);
    assert_eq!(places(&bench), [1, 2, 3, 4, 5]);
    assert_eq!(bench.model.timeline().unwrap().messages[&5].text, "five");
}

#[test]
fn an_own_message_may_be_acknowledged_before_an_earlier_one_of_somebody_else_comes() {
    let mut bench = in_chat();
    bench.types("hi");
    bench.enter();
    let client_id = bench.model.outbox.iter().next().unwrap().client_id;
    bench.server(ServerEvent::Ack {
        client_id,
        conversation_id: id(CHAT),
        message_id: id(5_000),
        seq: 6,
        version: 6,
        created_at: time(0),
    });
    bench.receives(says(CHAT, 5, BORIS, "a moment before"));
    assert_eq!(places(&bench), [1, 2, 3, 4, 5, 6]);
}

#[test]
fn a_gap_that_closes_by_itself_asks_nothing() {
    let mut bench = in_chat();
    assert!(syncs(&bench.receives(says(CHAT, 6, BORIS, "six"))).is_empty());
    assert_eq!(places(&bench), [1, 2, 3, 4]);
    bench.receives(says(CHAT, 5, BORIS, "five"));
    assert_eq!(places(&bench), [1, 2, 3, 4, 5, 6]);
    assert!(syncs(&bench.waits(1_000)).is_empty());
    assert_eq!(bench.model.deadline(), None);
}

#[test]
fn a_gap_that_stays_is_asked_for_once() {
    let mut bench = in_chat();
    bench.receives(says(CHAT, 6, BORIS, "six"));
    assert!(syncs(&bench.waits(400)).is_empty());
    let asked = syncs(&bench.waits(200));
    assert_eq!(asked.iter().map(|(since, _)| *since).collect::<Vec<_>>(), [4]);
    assert!(syncs(&bench.waits(10_000)).is_empty(), "the answer is still to come");
    bench.server(ServerEvent::Changes {
        request_id: asked[0].1,
        conversation_id: id(CHAT),
        items: vec![change(5)],
        version: 5,
        more: false,
    });
    assert_eq!(places(&bench), [1, 2, 3, 4, 5, 6], "what came early was kept");
}

#[test]
fn after_a_reconnect_what_was_missed_is_asked_for_page_by_page() {
    let mut bench = in_chat();
    bench.net(Net::Link(Link::Offline));
    let asked = syncs(&bench.hello(vec![conversation(CHAT, Some(&says(CHAT, 8, BORIS, "eight")))]));
    assert_eq!(asked[0].0, 4);
    let answer = |request_id, items: Vec<Change>, version, more| ServerEvent::Changes {
        request_id,
        conversation_id: id(CHAT),
        items,
        version,
        more,
    };
    let next = syncs(&bench.server(answer(asked[0].1, vec![change(5), change(6)], 6, true)));
    assert_eq!(next[0].0, 6);
    bench.receives(says(CHAT, 9, BORIS, "live meanwhile"));
    bench.server(answer(next[0].1, vec![change(7), change(8)], 8, false));
    assert_eq!(places(&bench), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn a_reset_begins_anew() {
    let mut bench = in_chat();
    let last = says(CHAT, 2_000, BORIS, "long after");
    let asked = syncs(&bench.hello(vec![conversation(CHAT, Some(&last))]));
    bench.server(ServerEvent::Reset {
        request_id: asked[0].1,
        conversation: conversation(CHAT, Some(&last)),
        messages: vec![last.clone()],
    });
    assert_eq!(places(&bench), [2_000]);
    assert!(bench.screen().contains("long after"));
}

#[test]
fn another_life_of_the_database_drops_what_was_held() {
    let mut bench = in_chat();
    let asked = bench.hello_of(2, vec![conversation(CHAT, talk(CHAT, 2).last())]);
    assert!(syncs(&asked).is_empty());
    assert!(asked.contains(&Effect::Ask(Request::History(chat_id(CHAT), Page::Newest))));
}

#[test]
fn a_smaller_version_drops_what_was_held() {
    let mut bench = in_chat();
    let asked = bench.hello(vec![conversation(CHAT, talk(CHAT, 2).last())]);
    assert!(asked.contains(&Effect::Ask(Request::History(chat_id(CHAT), Page::Newest))));
}

#[test]
fn a_chat_that_was_never_opened_needs_no_messages() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, talk(CHAT, 4).last())]);
    assert!(syncs(&bench.hello(vec![conversation(CHAT, talk(CHAT, 4).last())])).is_empty());
    bench.receives(says(CHAT, 5, BORIS, "five"));
    assert!(bench.screen().contains("five"));
    assert_eq!(bench.model.chats.get(id(CHAT)).unwrap().unread_count(), 1);
}

#[test]
fn new_conversations_are_told_and_gone_ones_close() {
    let mut bench = in_chat();
    bench.server(ServerEvent::ConversationAdded { conversation: conversation(NEWS, None) });
    assert!(bench.screen().contains("New: Test Group"));
    bench.server(ServerEvent::ConversationRemoved { conversation_id: id(CHAT) });
    assert_eq!(bench.model.chats.open, None);
    assert!(bench.screen().contains("You are no longer in Борис"));
    bench.waits(6_000);
    assert!(!bench.screen().contains("no longer"));
}

#[test]
fn what_comes_while_the_first_page_is_on_its_way_is_not_lost() {
    let mut bench = Bench::online(Lang::En, (80, 24), vec![conversation(CHAT, None)]);
    bench.enter();
    // Sent when the page had been read already: it is not on it.
    bench.receives(says(CHAT, 1, BORIS, "in between"));
    bench.page(CHAT, Page::Newest, Vec::new());
    assert_eq!(bench.model.timeline().and_then(Timeline::newest), Some(1));
    assert!(bench.screen().contains("│   in between"), "{}", bench.screen());

    let unread = says(CHAT, 1_000, BORIS, "last");
    let mut far = conversation(CHAT, Some(&unread));
    far.read_seq = 100;
    let mut bench = Bench::online(Lang::En, (80, 24), vec![far]);
    bench.enter();
    bench.receives(says(CHAT, 1_001, BORIS, "in between"));
    bench.page(CHAT, Page::Around(100), (50..150).map(|seq| says(CHAT, seq, BORIS, "old")).collect());
    assert_eq!(bench.model.timeline().map(Timeline::newest), Some(Some(149)));
}

#[test]
fn the_liveliest_chats_are_fetched_before_anybody_opens_them_one_after_the_other() {
    let all: Vec<_> = (0..40).map(|n| conversation(400 + n, talk(400 + n, 4).last())).collect();
    let mut bench = Bench::new(Lang::En, (80, 24));
    bench.net(Net::SignedIn(andrey()));
    let asked = |effects: &[Effect]| -> Vec<_> {
        let page = |effect: &Effect| match effect {
            Effect::Ask(Request::History(id, Page::Newest)) => Some(*id),
            _ => None,
        };
        effects.iter().filter_map(page).collect()
    };
    let mut fetched = asked(&bench.hello(all));
    assert_eq!(fetched.len(), 1);
    assert_eq!(asked(&bench.waits(10_000)), [], "the next one waits for the answer");
    while let Some(last) = fetched.last().copied() {
        let page = vec![says(last.uuid().as_u128(), 4, BORIS, "four")];
        bench.kept.clear();
        let mut next = asked(&bench.net(Net::History(last, Page::Newest, Ok(page.clone()))));
        assert!(bench.kept.contains(&Entry::Messages(page)));
        next.extend(asked(&bench.waits(600)));
        if next.is_empty() {
            break;
        }
        fetched.append(&mut next);
    }
    assert_eq!(fetched.len(), 30);
    assert_eq!(bench.model.deadline(), None, "then it is silent");
    let again: Vec<_> = (0..40).map(|n| conversation(400 + n, talk(400 + n, 4).last())).collect();
    assert_eq!(asked(&bench.hello(again)), [], "what is kept is not fetched again");
}
