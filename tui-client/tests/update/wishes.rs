//! What the user says of chats: so at once, kept until the server has it, and heard from other devices.

use protocol::{
    ClientCommand, Conversation, ConversationId, ErrorCode, RequestId, ServerEvent, Settings,
    request::ChangeSettings,
};
use tui_client::{
    effect::Effect,
    keymap::{Code, Key},
    message::{Cached, Event, Known, Net, Snapshot},
    model::{Entry, Held, Link},
    words::Lang,
};

use crate::support::*;

const NONE: ChangeSettings = ChangeSettings { muted: None, pinned: None, marked_unread: None };
const MUTED: ChangeSettings = ChangeSettings { muted: Some(true), ..NONE };
const MARKED: ChangeSettings = ChangeSettings { marked_unread: Some(true), ..NONE };

/// The chat with Boris is open; the group chat stands above it.
fn two() -> Bench {
    let mut bench = Bench::online(Lang::En, (80, 24), list());
    bench.opens(CHAT, talk(CHAT, 4));
    bench
}

fn list() -> Vec<Conversation> {
    vec![
        conversation(TEAM, Some(&says(TEAM, 9, SASHA, "new"))),
        conversation(CHAT, Some(&says(CHAT, 4, ANDREY, "old"))),
    ]
}

fn mute(bench: &mut Bench) -> Vec<Effect> {
    bench.press(Key::alt(Code::Char('z')))
}

fn pin(bench: &mut Bench) -> Vec<Effect> {
    bench.press(Key::plain(Code::F(7)))
}

/// What is told, by the id of its answer.
fn told(effects: &[Effect]) -> Vec<(RequestId, ChangeSettings)> {
    let set = |effect: &Effect| match effect {
        Effect::Say(ClientCommand::Set { wish, request_id, .. }) => Some((*request_id, *wish)),
        _ => None,
    };
    effects.iter().filter_map(set).collect()
}

fn wished(bench: &mut Bench) -> Vec<ChangeSettings> {
    let wished = bench.kept.drain(..).filter_map(|entry| match entry {
        Entry::Wished(_, wish) => Some(wish),
        _ => None,
    });
    wished.collect()
}

fn says_settings(
    bench: &mut Bench,
    settings: Settings,
    read_seq: i64,
    request_id: Option<RequestId>,
) -> Vec<Effect> {
    let conversation_id: ConversationId = id(CHAT);
    bench.server(ServerEvent::Settings { conversation_id, settings, read_seq, request_id })
}

fn settings(bench: &Bench) -> Settings {
    bench.model.chats.get(id(CHAT)).unwrap().settings
}

fn first(bench: &Bench) -> ConversationId {
    bench.model.chats.iter().next().unwrap().id
}

#[test]
fn what_is_said_is_so_at_once_and_kept_until_the_server_has_it() {
    let mut bench = two();
    bench.kept.clear();
    let asked = told(&mute(&mut bench));
    assert!(settings(&bench).muted && bench.screen().contains('×'), "{}", bench.screen());
    assert_eq!(asked.iter().map(|(_, wish)| *wish).collect::<Vec<_>>(), [MUTED]);
    assert_eq!(wished(&mut bench), [MUTED]);
    // What is said before the answer waits for it.
    assert_eq!(told(&pin(&mut bench)), []);
    assert_eq!(first(&bench), id(CHAT));
    assert_eq!(wished(&mut bench), [ChangeSettings { pinned: Some(true), ..MUTED }]);
    let now = Settings { muted: true, revision: 1, ..Settings::default() };
    let next = told(&says_settings(&mut bench, now, 4, Some(asked[0].0)));
    assert_eq!(
        next.iter().map(|(_, wish)| *wish).collect::<Vec<_>>(),
        [ChangeSettings { pinned: Some(true), ..NONE }]
    );
    assert!(settings(&bench).pinned, "what is not answered yet stands above it");
    let now = Settings { pinned: true, revision: 2, ..now };
    assert_eq!(told(&says_settings(&mut bench, now, 4, Some(next[0].0))), []);
    assert_eq!(settings(&bench), now);
    assert_eq!(wished(&mut bench).last(), Some(&NONE));
}

#[test]
fn what_is_said_without_a_connection_is_told_when_there_is_one_and_after_a_restart() {
    let mut bench = two();
    bench.net(Net::Link(Link::Offline));
    bench.kept.clear();
    assert_eq!(told(&mute(&mut bench)), []);
    assert!(settings(&bench).muted);
    assert_eq!(wished(&mut bench), [MUTED]);

    let mut again = Bench::new(Lang::En, (80, 24));
    let known = |conversation: Conversation| Known {
        held: Held { version: conversation.version, last_seq: conversation.last_seq },
        conversation,
        has_messages: true,
    };
    let snapshot = Snapshot {
        life: Some((id(1), andrey())),
        conversations: list().into_iter().map(known).collect(),
        wishes: vec![(id(CHAT), MUTED), (id(777), MUTED)],
        ..Snapshot::default()
    };
    again.happens(Event::Cache(Cached::Opened(Box::new(snapshot))));
    assert!(settings(&again).muted, "before anything is connected");
    again.kept.clear();
    let asked = told(&again.hello(list()));
    assert_eq!(asked.iter().map(|(_, wish)| *wish).collect::<Vec<_>>(), [MUTED]);
    assert!(settings(&again).muted, "the server does not know it yet");
    assert_eq!(wished(&mut again), [NONE], "of a chat that is gone nothing is wished");
    // The answer is lost with the connection: it is told again.
    again.net(Net::Link(Link::Offline));
    let asked = told(&again.hello(list()));
    let now = Settings { muted: true, revision: 1, ..Settings::default() };
    says_settings(&mut again, now, 4, Some(asked[0].0));
    again.net(Net::Link(Link::Offline));
    assert_eq!(told(&again.hello(list())), []);
}

#[test]
fn what_another_device_says_comes_in_and_what_is_late_does_not() {
    let mut bench = two();
    let new = Settings { pinned: true, muted: true, marked_unread: false, revision: 3 };
    says_settings(&mut bench, new, 4, None);
    assert_eq!((settings(&bench), first(&bench)), (new, id(CHAT)));
    says_settings(&mut bench, Settings { revision: 2, ..Settings::default() }, 4, None);
    assert_eq!(settings(&bench), new);
    says_settings(&mut bench, Settings { revision: 4, ..Settings::default() }, 4, None);
    assert_eq!(first(&bench), id(TEAM));
    // What hello says holds, whatever came before it.
    let mut list = list();
    list[1].settings = new;
    bench.hello(list);
    assert_eq!(settings(&bench), new);
}

#[test]
fn what_is_muted_on_another_device_is_silent_here() {
    let mut bench = two();
    bench.press(Key::plain(Code::Esc));
    bench.happens(Event::Focus(false));
    says_settings(&mut bench, Settings { muted: true, revision: 1, ..Settings::default() }, 4, None);
    bench.receives(says(CHAT, 5, BORIS, "noise"));
    let notices = |effects: &[Effect]| effects.iter().any(|effect| matches!(effect, Effect::Notify(_)));
    assert!(!notices(&bench.waits(10_000)));
    // Muted a moment after it came.
    says_settings(&mut bench, Settings { revision: 2, ..Settings::default() }, 4, None);
    bench.receives(says(CHAT, 6, BORIS, "noise"));
    says_settings(&mut bench, Settings { muted: true, revision: 3, ..Settings::default() }, 4, None);
    assert!(!notices(&bench.waits(10_000)));
}

#[test]
fn what_is_marked_as_unread_was_read_before_and_is_so_until_more_is_read() {
    let mut bench = two();
    // The next readings are told a second later.
    bench.receives(says(CHAT, 5, BORIS, "one"));
    bench.receives(says(CHAT, 6, BORIS, "two"));
    bench.press(Key::alt(Code::Char('m')));
    bench.effects.clear();
    let effects = bench.press(Key::plain(Code::Char('u')));
    let asked = told(&effects);
    assert_eq!(asked.iter().map(|(_, wish)| *wish).collect::<Vec<_>>(), [MARKED], "{effects:?}");
    let read = effects.iter().position(|e| matches!(e, Effect::Say(ClientCommand::Read { seq: 6, .. })));
    let set = effects.iter().position(|e| matches!(e, Effect::Say(ClientCommand::Set { .. })));
    assert!(read.is_some() && read < set, "{effects:?}");
    assert!(settings(&bench).marked_unread);
    let now = Settings { marked_unread: true, revision: 1, ..Settings::default() };
    says_settings(&mut bench, now, 6, Some(asked[0].0));
    assert!(settings(&bench).marked_unread);
    // Read on another device.
    bench.happens(Event::Focus(false));
    bench.receives(says(CHAT, 7, BORIS, "three"));
    assert!(settings(&bench).marked_unread);
    bench.server(ServerEvent::Read { conversation_id: id(CHAT), user_id: id(ANDREY), seq: 7 });
    assert!(!settings(&bench).marked_unread);
    // Late news of a mark that was there before.
    says_settings(&mut bench, Settings { muted: true, revision: 2, ..now }, 6, None);
    assert_eq!(settings(&bench), Settings { muted: true, revision: 2, ..Settings::default() });
}

#[test]
fn who_opens_a_marked_chat_takes_the_mark_away_everywhere() {
    let mut bench = two();
    bench.press(Key::plain(Code::Esc));
    let now = Settings { marked_unread: true, revision: 1, ..Settings::default() };
    says_settings(&mut bench, now, 4, None);
    assert!(bench.screen().contains("(•)"), "{}", bench.screen());
    let effects = bench.press(Key::plain(Code::Enter));
    let asked = told(&effects);
    assert_eq!(asked.len(), 1);
    assert_eq!(asked[0].1, ChangeSettings { marked_unread: Some(false), ..NONE });
    assert!(!bench.screen().contains("(•)"));
}

#[test]
fn a_mark_that_was_not_told_ends_when_more_is_read() {
    let mut bench = two();
    bench.press(Key::alt(Code::Char('m')));
    bench.net(Net::Link(Link::Offline));
    bench.press(Key::plain(Code::Char('u')));
    assert!(settings(&bench).marked_unread);
    bench.server(ServerEvent::Read { conversation_id: id(CHAT), user_id: id(ANDREY), seq: 5 });
    let mut list = list();
    (list[1].read_seq, list[1].last_seq) = (5, 5);
    assert_eq!(told(&bench.hello(list)), []);
    assert!(!settings(&bench).marked_unread);
}

#[test]
fn a_mark_that_was_not_told_ends_when_more_was_read_elsewhere_meanwhile() {
    let mut bench = two();
    bench.press(Key::alt(Code::Char('m')));
    bench.net(Net::Link(Link::Offline));
    bench.press(Key::plain(Code::Char('u')));
    mute(&mut bench);
    // As far as is known here: it was marked after that.
    bench.hello(list());
    assert!(settings(&bench).marked_unread);
    bench.net(Net::Link(Link::Offline));
    let mut list = list();
    (list[1].read_seq, list[1].last_seq) = (5, 5);
    let asked = told(&bench.hello(list));
    assert_eq!(asked.iter().map(|(_, wish)| *wish).collect::<Vec<_>>(), [MUTED]);
    assert_eq!(settings(&bench), Settings { muted: true, ..Settings::default() });
}

#[test]
fn what_a_server_does_not_understand_is_kept_for_one_that_does() {
    let mut bench = two();
    let asked = told(&mute(&mut bench));
    assert_eq!(asked.len(), 1);
    bench.kept.clear();
    let effects = bench.server(ServerEvent::Error {
        code: ErrorCode::Invalid,
        detail: "This frame is not understood".into(),
        client_id: None,
        request_id: None,
        retry_after: None,
    });
    assert!(!bench.screen().contains("not understood"), "{}", bench.screen());
    assert_eq!(
        (told(&effects), told(&pin(&mut bench)), told(&bench.waits(60_000))),
        (vec![], vec![], vec![])
    );
    assert!(settings(&bench).muted && settings(&bench).pinned);
    bench.net(Net::Link(Link::Offline));
    let again = told(&bench.hello(list()));
    let both = ChangeSettings { pinned: Some(true), ..MUTED };
    assert_eq!(again.iter().map(|(_, wish)| *wish).collect::<Vec<_>>(), [both]);
}

#[test]
fn what_the_server_cannot_do_now_is_told_again_and_what_it_refuses_is_not() {
    let mut bench = two();
    let asked = told(&mute(&mut bench));
    let refusal = |code, request_id| ServerEvent::Error {
        code,
        detail: "no".into(),
        client_id: None,
        request_id: Some(request_id),
        retry_after: None,
    };
    assert_eq!(told(&bench.server(refusal(ErrorCode::RateLimited, asked[0].0))), []);
    let again = told(&bench.waits(6_000));
    assert_eq!(again.iter().map(|(_, wish)| *wish).collect::<Vec<_>>(), [MUTED]);
    // What another device says meanwhile is known under it.
    let theirs = Settings { pinned: true, revision: 1, ..Settings::default() };
    says_settings(&mut bench, theirs, 4, None);
    assert_eq!(settings(&bench), Settings { muted: true, ..theirs });
    bench.server(refusal(ErrorCode::Forbidden, again[0].0));
    assert!(bench.screen().contains("no"), "{}", bench.screen());
    assert_eq!(settings(&bench), theirs, "the server has not taken it");
    assert_eq!(told(&bench.waits(60_000)), []);
}
