//! Who does not look is told once of what is new, and never of what is old.

use protocol::{
    ClientCommand, Mention, ServerEvent, Span,
    event::{Change, Changed},
};
use tui_client::{
    desk::Notification,
    effect::Effect,
    message::{Event, Net},
    model::Link,
    words::Lang,
};

use crate::support::*;

fn told(effects: &[Effect]) -> Vec<(&str, &str)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Notify(Notification { title, body, .. }) => Some((title.as_str(), body.as_str())),
            _ => None,
        })
        .collect()
}

/// Andrey is away from the terminal, with a chat and a group chat.
fn away() -> Bench {
    let chat = conversation(CHAT, Some(&says(CHAT, 4, BORIS, "old")));
    let team = conversation(TEAM, Some(&says(TEAM, 5, SASHA, "old")));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![chat, team]);
    bench.happens(Event::Focus(false));
    bench
}

#[test]
fn a_message_is_told_with_its_words_and_a_burst_once() {
    let mut bench = away();
    bench.receives(says(CHAT, 5, BORIS, "hi\nthere"));
    assert!(told(&bench.effects).is_empty(), "it gathers first");
    assert_eq!(told(&bench.waits(500)), [("Борис", "hi there")]);
    bench.receives(says(CHAT, 6, BORIS, "again"));
    assert!(told(&bench.waits(1_000)).is_empty(), "it rests");
    bench.receives(says(TEAM, 6, SASHA, "and here"));
    assert_eq!(told(&bench.waits(5_000)), [("2 new messages", "Борис, Team")]);
    assert!(told(&bench.waits(60_000)).is_empty());
}

#[test]
fn who_looks_is_told_nothing_and_neither_is_who_wrote() {
    let mut bench = away();
    bench.happens(Event::Focus(true));
    bench.opens(CHAT, vec![says(CHAT, 4, BORIS, "old")]);
    bench.receives(says(CHAT, 5, BORIS, "seen"));
    bench.receives(says(TEAM, 6, ANDREY, "my own, from elsewhere"));
    assert!(told(&bench.waits(10_000)).is_empty());
    // Another chat than the one in front of them is news.
    bench.receives(says(TEAM, 7, SASHA, "news"));
    assert_eq!(told(&bench.waits(10_000)), [("Team", "Саша: news")]);
}

#[test]
fn who_comes_to_look_meanwhile_is_told_nothing() {
    let mut bench = away();
    bench.happens(Event::Focus(true));
    bench.opens(CHAT, vec![says(CHAT, 4, BORIS, "old")]);
    bench.happens(Event::Focus(false));
    bench.receives(says(CHAT, 5, BORIS, "quick"));
    bench.happens(Event::Focus(true));
    assert!(told(&bench.waits(10_000)).is_empty());
}

#[test]
fn a_muted_chat_is_silent_unless_it_calls_by_name() {
    let mut bench = away();
    bench.model.chats.change(id(TEAM), |c| c.settings.muted = true);
    bench.receives(says(TEAM, 6, SASHA, "noise"));
    assert!(told(&bench.waits(10_000)).is_empty());
    let mut call = says(TEAM, 7, SASHA, "@Андрей");
    call.mentions = vec![Mention { user_id: Some(id(ANDREY)), span: Span { start: 0, length: 7 } }];
    bench.receives(call);
    assert_eq!(told(&bench.waits(10_000)), [("Team", "Саша: @Андрей")]);
}

#[test]
fn quiet_hours_and_hidden_words_are_kept() {
    let mut bench = away();
    bench.model.settings.notices.quiet = "12:00-13:00".parse().ok();
    bench.receives(says(CHAT, 5, BORIS, "at half past twelve"));
    assert!(told(&bench.waits(10_000)).is_empty());
    bench.model.settings.notices.quiet = None;
    bench.model.settings.notices.previews = false;
    bench.receives(says(CHAT, 6, BORIS, "secret"));
    assert_eq!(told(&bench.waits(10_000)), [("Борис", "New message")]);
}

#[test]
fn what_was_missed_without_a_connection_is_one_word() {
    let mut bench = away();
    let chat = conversation(CHAT, Some(&says(CHAT, 60, BORIS, "much")));
    let mut chat = chat;
    chat.read_seq = 4;
    let team = conversation(TEAM, Some(&says(TEAM, 5, SASHA, "old")));
    bench.hello(vec![chat, team]);
    assert_eq!(told(&bench.waits(10_000)), [("56 new messages", "")]);
}

#[test]
fn what_comes_while_a_chat_is_caught_up_with_is_told_and_what_was_missed_is_not_told_twice() {
    let mut bench = away();
    bench.net(Net::Link(Link::Offline));
    let mut chat = conversation(CHAT, Some(&says(CHAT, 60, BORIS, "much")));
    chat.read_seq = 60;
    bench.model.sync.keep_messages(id(CHAT));
    let asked = bench.hello(vec![chat, conversation(TEAM, Some(&says(TEAM, 5, SASHA, "old")))]);
    let request = |effect: &Effect| match effect {
        Effect::Say(ClientCommand::Sync { request_id, .. }) => Some(*request_id),
        _ => None,
    };
    let request_id = asked.iter().find_map(request).unwrap();
    // Live, but before its turn.
    bench.receives(says(CHAT, 61, BORIS, "just now"));
    let item = |seq| Change {
        conversation_id: id(CHAT),
        version: seq,
        changed: Changed::Message { message: says(CHAT, seq, BORIS, "just now") },
    };
    let items = (5..=61).map(item).collect();
    bench.server(ServerEvent::Changes {
        request_id,
        conversation_id: id(CHAT),
        items,
        version: 61,
        more: false,
    });
    assert_eq!(told(&bench.waits(10_000)), [("Борис", "just now")]);
}

#[test]
fn what_was_missed_in_one_chat_is_not_hidden_by_what_was_read_in_another_and_muted_ones_do_not_count() {
    let mut chat = conversation(CHAT, Some(&says(CHAT, 20, BORIS, "x")));
    chat.read_seq = 5;
    let mut team = conversation(TEAM, Some(&says(TEAM, 5, SASHA, "x")));
    let mut bench = Bench::online(Lang::En, (80, 24), vec![chat.clone(), team.clone()]);
    bench.happens(Event::Focus(false));
    // Elsewhere all of the one was read; of the other there is news.
    chat.read_seq = 20;
    team.last_seq = 8;
    let mut muted = conversation(NEWS, Some(&says(NEWS, 70, BORIS, "x")));
    muted.read_seq = 0;
    muted.settings.muted = true;
    muted.unread_mentions = 1;
    bench.hello(vec![chat, team, muted]);
    assert_eq!(told(&bench.waits(10_000)), [("4 new messages", "")], "three, and one that calls by name");
}
