//! What of the accounts that are not shown nobody is told: what is muted, and what comes in quiet hours or behind a lock.

use protocol::{Mention, ServerEvent, Settings, Span};
use tui_client::message::{Event, LockNews, Look};

use crate::{
    others::{Pair, SIZE, free, said},
    support::*,
};

#[test]
fn what_is_muted_there_is_silent_unless_it_calls_by_name() {
    let mut pair = Pair::new(SIZE);
    pair.receives(says(TEAM, 8, SASHA, "noise"));
    let muted = || Look { muted: Some(vec![(id(TEAM), true)]), ..free() };
    assert_eq!(pair.tells_after(500, muted()), [], "it was muted a moment ago");
    assert_eq!(pair.bench.model.unread_elsewhere(), 1, "and is not counted");
    pair.receives(says(TEAM, 9, SASHA, "noise"));
    assert_eq!(pair.tells_after(10_000, muted()), []);
    let unknown = || Look { muted: None, ..free() };
    pair.looks(unknown());
    pair.receives(says(TEAM, 10, SASHA, "noise"));
    assert_eq!(pair.tells_after(10_000, unknown()), [], "what cannot be known now is as it was");
    let mut call = says(TEAM, 11, SASHA, "@Борис");
    call.mentions = vec![Mention { user_id: Some(id(BORIS)), span: Span { start: 0, length: 6 } }];
    pair.receives(call);
    assert_eq!(pair.tells_after(10_000, muted()), said("Team (for b@example.com)", "Саша: @Борис"));
    assert_eq!(pair.bench.model.unread_elsewhere(), 5);
    pair.receives(says(TEAM, 12, SASHA, "noise"));
    pair.server(ServerEvent::Read { conversation_id: id(TEAM), user_id: id(BORIS), seq: 11 });
    assert_eq!(pair.bench.model.unread_elsewhere(), 1, "the call has been read, and the rest is not counted");
}

#[test]
fn what_is_muted_on_another_device_is_silent_too() {
    let mut pair = Pair::new(SIZE);
    let muted = |muted, revision| ServerEvent::Settings {
        conversation_id: id(TEAM),
        settings: Settings { muted, revision, ..Settings::default() },
        read_seq: 7,
        request_id: None,
    };
    pair.receives(says(TEAM, 8, SASHA, "noise"));
    pair.server(muted(true, 2));
    assert_eq!(pair.tells_after(10_000, free()), []);
    assert_eq!(pair.bench.model.unread_elsewhere(), 1);
    pair.server(muted(false, 1));
    pair.receives(says(TEAM, 9, SASHA, "noise"));
    assert_eq!(pair.tells_after(10_000, free()), [], "that was said before");
    pair.server(muted(false, 3));
    pair.receives(says(TEAM, 10, SASHA, "no noise"));
    assert_eq!(pair.tells_after(10_000, free()), said("Team (for b@example.com)", "Саша: no noise"));
    // What was said here and is not told yet stands above it.
    pair.looks(Look { muted: Some(vec![(id(TEAM), true)]), ..free() });
    pair.receives(says(TEAM, 11, SASHA, "noise"));
    assert_eq!(pair.tells_after(10_000, free()), []);
}

#[test]
fn quiet_hours_hidden_words_and_locks_are_kept() {
    let mut pair = Pair::new(SIZE);
    pair.bench.model.settings.notices.quiet = "12:00-13:00".parse().ok();
    pair.receives(says(CHAT, 6, SASHA, "at half past twelve"));
    assert_eq!(pair.tells_after(10_000, free()), []);
    pair.bench.model.settings.notices.quiet = None;
    pair.bench.model.settings.notices.previews = false;
    pair.receives(says(CHAT, 7, SASHA, "secret"));
    assert_eq!(pair.tells_after(10_000, free()), said("Саша (for b@example.com)", "New message"));
    pair.bench.model.settings.notices.previews = true;
    pair.receives(says(CHAT, 8, SASHA, "secret"));
    assert_eq!(pair.tells_after(10_000, Look { shut: true, ..free() }), said("New message", ""));
    pair.bench.happens(Event::Lock(LockNews::Shut));
    pair.receives(says(CHAT, 9, SASHA, "secret"));
    assert_eq!(pair.tells_after(10_000, free()), said("New message", ""));
    assert!(!pair.bench.screen().contains("F12 ("), "{}", pair.bench.screen());
}

#[test]
fn what_was_read_of_one_chat_elsewhere_hides_nothing_that_was_missed_in_another() {
    let mut pair = Pair::new(SIZE);
    let mut read = conversation(CHAT, Some(&says(CHAT, 5, SASHA, "x")));
    read.read_seq = 5;
    let mut team = conversation(TEAM, Some(&says(TEAM, 8, SASHA, "x")));
    team.read_seq = 7;
    pair.hello(vec![read, team]);
    assert_eq!(pair.tells_after(10_000, free()), said("1 new message (for b@example.com)", ""));
}
