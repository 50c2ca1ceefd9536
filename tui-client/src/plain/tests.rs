//! What is said of chats: told, refused, put off, and what is left of it at the end.

use protocol::{
    ClientCommand, ClientId, Conversation, ConversationKind, ErrorCode, Message, Profile, RequestId, Role,
    ServerEvent, Timestamp,
    event::{Change, Changed},
    request::ChangeSettings,
};
use tokio::sync::mpsc;
use uuid::Uuid;

use super::{
    End, Shell,
    others::{Beside, Others},
    talk::{Deed, Talk},
};
use crate::{
    effect::Effect,
    message::{Look, Net},
    model::{Link, Login, Settings},
};

const ME: u128 = 1;
const BORIS: u128 = 2;
pub(super) const CHAT: u128 = 100;
const MUTED: ChangeSettings = ChangeSettings { muted: Some(true), pinned: None, marked_unread: None };

pub(super) fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

pub(super) fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn me() -> Profile {
    Profile { id: id(ME), name: "Anna".into(), email: "a@example.com".into(), shows_presence: true }
}

pub(super) fn chat() -> Conversation {
    Conversation {
        id: id(CHAT),
        kind: ConversationKind::GroupChat,
        title: "Team".into(),
        peer: None,
        presence: None,
        created_at: at(0),
        member_count: 2,
        role: Role::Member,
        version: 4,
        last_seq: 4,
        read_seq: 4,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: protocol::Settings::default(),
        last_message: None,
    }
}

pub(super) fn said(event: ServerEvent) -> Net {
    Net::Said(Box::new(event))
}

pub(super) fn hello(chat: Conversation) -> Net {
    said(ServerEvent::Hello {
        epoch: id(7),
        now: at(0),
        user: me(),
        session_id: id(8),
        conversations: vec![chat],
    })
}

pub(super) fn says(seq: i64) -> Net {
    let message = Message {
        id: id(1_000),
        conversation_id: id(CHAT),
        seq,
        version: seq,
        sender_id: id(BORIS),
        sender_name: "Boris".into(),
        text: "hello".into(),
        created_at: at(0),
        client_id: None,
        edited_at: None,
        deleted: false,
        reply_to: None,
        quote: None,
        forwarded: None,
        mentions: Vec::new(),
        reactions: Vec::new(),
        is_read: false,
        read_by_count: 0,
        fully_read: false,
    };
    let changed = Changed::Message { message };
    said(ServerEvent::Change(Change { conversation_id: id(CHAT), version: seq, changed }))
}

fn refused(code: ErrorCode, request_id: Option<RequestId>) -> Net {
    let detail = "no".into();
    said(ServerEvent::Error { code, detail, client_id: None, request_id, retry_after: None })
}

/// What was told, by the id of its answer.
fn told(deeds: &[Deed]) -> Vec<(RequestId, ChangeSettings)> {
    let set = |deed: &Deed| match deed {
        Deed::Wish(Effect::Say(ClientCommand::Set { wish, request_id, .. })) => Some((*request_id, *wish)),
        _ => None,
    };
    deeds.iter().filter_map(set).collect()
}

fn wished(deeds: &[Deed]) -> Vec<ChangeSettings> {
    told(deeds).into_iter().map(|(_, wish)| wish).collect()
}

pub(super) fn speaks(deeds: &[Deed]) -> bool {
    deeds.iter().any(|deed| matches!(deed, Deed::Say(_)))
}

/// The chat is open.
pub(super) fn talk() -> Talk {
    let mut talk = Talk::new(Settings::bare(), me());
    talk.hear(hello(chat()), at(0));
    talk.enter("/open team", id(20), at(0));
    talk
}

fn settings(talk: &Talk) -> protocol::Settings {
    talk.get(id(CHAT)).map(|c| c.settings).unwrap_or_default()
}

fn shell(talk: Talk) -> Shell {
    Shell { talk, wishes: mpsc::unbounded_channel().0, person: false, over: None, leaving: 0 }
}

#[test]
fn what_is_muted_elsewhere_in_another_account_is_silent_at_once() {
    let beside = Beside {
        login: Login { server: "https://example.com".into(), email: "b@example.com".into() },
        news: mpsc::channel(1).1,
        wishes: mpsc::unbounded_channel().0,
        look: Box::new(|| Look { elsewhere: false, shut: false, muted: Some(Vec::new()) }),
    };
    let (mut others, talk) = (Others::new(vec![beside]), Talk::new(Settings::bare(), me()));
    let mut hears = |net| others.hear((0, net), &talk, at(0));
    assert_eq!(hears(hello(chat())), None);
    assert!(hears(says(5)).is_some());
    let settings = protocol::Settings { muted: true, revision: 1, ..protocol::Settings::default() };
    let muted = ServerEvent::Settings { conversation_id: id(CHAT), settings, read_seq: 4, request_id: None };
    assert_eq!(hears(said(muted)), None);
    assert_eq!(hears(says(6)), None);
}

#[test]
fn what_the_server_cannot_do_now_is_told_again_and_what_it_refuses_is_not_so() {
    let mut talk = talk();
    let asked = told(&talk.enter("/mute", id(21), at(0)));
    let deeds = talk.hear(refused(ErrorCode::RateLimited, Some(asked[0].0)), at(0));
    assert_eq!((speaks(&deeds), told(&deeds)), (false, vec![]));
    assert_eq!(talk.due(), Some(at(5_000)));
    let again = told(&talk.is_due(at(5_000)));
    assert_eq!((again[0].1, talk.due()), (MUTED, None));
    assert!(speaks(&talk.hear(refused(ErrorCode::Forbidden, Some(again[0].0)), at(5_000))));
    assert!(!settings(&talk).muted && !talk.is_sending());
}

#[test]
fn what_a_server_does_not_understand_is_kept_for_one_that_does() {
    let mut talk = talk();
    assert_eq!(wished(&talk.enter("/mute", id(21), at(0))), [MUTED]);
    let deeds = talk.hear(refused(ErrorCode::Invalid, None), at(0));
    assert_eq!((speaks(&deeds), told(&deeds)), (false, vec![]));
    assert_eq!((talk.is_sending(), talk.due(), talk.untold()), (false, None, 1));
    talk.hear(Net::Link(Link::Offline), at(0));
    assert_eq!(wished(&talk.hear(hello(chat()), at(0))), [MUTED]);
}

#[test]
fn a_mark_that_was_not_told_ends_when_more_was_read_elsewhere_meanwhile() {
    let mut talk = talk();
    talk.hear(Net::Link(Link::Offline), at(0));
    talk.enter("/mark", id(21), at(0));
    assert!(settings(&talk).marked_unread);
    let read = Conversation { read_seq: 5, last_seq: 5, ..chat() };
    assert_eq!(wished(&talk.hear(hello(read), at(0))), []);
    assert!(!settings(&talk).marked_unread);
}

#[test]
fn what_was_said_of_chats_and_not_told_is_counted_at_the_end() {
    assert_eq!(shell(talk()).end().ok(), Some(End::Done));
    let mut muted = talk();
    muted.enter("/mute", id(21), at(0));
    muted.enter("/pin", id(22), at(0));
    assert_eq!((muted.untold(), muted.unsent()), (2, 0));
    assert_eq!(shell(muted).end().ok(), Some(End::Unsent));
    let mut early = Talk::new(Settings::bare(), me());
    early.enter("/mute", id(21), at(0));
    assert_eq!((early.untold(), early.is_sending()), (1, true));
}

/// What was sent: the number of its id, and what it says.
fn sent(deeds: &[Deed]) -> Vec<(ClientId, &str)> {
    let send = |deed| match deed {
        &Deed::Wish(Effect::Say(ClientCommand::Send { client_id, ref text, .. })) => {
            Some((client_id, text.as_str()))
        }
        _ => None,
    };
    deeds.iter().filter_map(send).collect()
}

fn not_taken(code: ErrorCode, message: u128, retry_after: Option<u64>) -> Net {
    let (detail, client_id) = ("no".into(), Some(id(message)));
    said(ServerEvent::Error { code, detail, client_id, request_id: None, retry_after })
}

fn taken(message: u128) -> Net {
    said(ServerEvent::Ack {
        client_id: id(message),
        conversation_id: id(CHAT),
        message_id: id(1_000 + message),
        seq: 5,
        version: 5,
        created_at: at(0),
    })
}

#[test]
fn what_comes_too_often_is_sent_again_in_its_order_and_what_is_refused_is_counted() {
    let mut talk = talk();
    talk.reading = None;
    assert_eq!(sent(&talk.enter("one", id(31), at(0))), [(id(31), "one")]);
    assert_eq!(sent(&talk.enter("two", id(32), at(0))), [], "none overtakes another");
    assert_eq!(sent(&talk.enter("three", id(33), at(0))), []);
    let deeds = talk.hear(not_taken(ErrorCode::RateLimited, 31, Some(2)), at(0));
    assert_eq!((speaks(&deeds), sent(&deeds)), (false, vec![]));
    assert!(talk.is_busy() && talk.is_sending());
    assert_eq!(sent(&talk.is_due(at(1_000))), []);
    assert!(talk.due().is_some_and(|due| due <= at(2_000)));
    assert_eq!(sent(&talk.is_due(at(2_000))), [(id(31), "one")]);
    let deeds = talk.hear(taken(31), at(2_000));
    assert!(speaks(&deeds));
    assert_eq!(sent(&deeds), [(id(32), "two")]);
    let deeds = talk.hear(not_taken(ErrorCode::Forbidden, 32, None), at(2_000));
    assert!(speaks(&deeds));
    assert_eq!(sent(&deeds), [(id(33), "three")]);
    talk.hear(taken(33), at(2_000));
    assert_eq!((talk.is_busy(), talk.is_sending(), talk.unsent()), (false, false, 1));
    assert_eq!(shell(talk).end().ok(), Some(End::Unsent));
}

#[test]
fn a_script_whose_chat_was_not_found_is_told_by_the_exit_code() {
    let mut talk = talk();
    talk.enter("/close", id(30), at(0));
    talk.enter("lost", id(31), at(0));
    let mut shell = shell(talk);
    assert_eq!(shell.end().ok(), Some(End::Unsent));
    shell.person = true;
    assert_eq!(shell.end().ok(), Some(End::Done), "a person has heard it");
}

#[test]
fn no_text_looks_like_another_message() {
    let mut talk = talk();
    let Net::Said(mut event) = says(5) else { panic!("it is said") };
    if let ServerEvent::Change(Change { changed: Changed::Message { message }, .. }) = &mut *event {
        message.text = "hello\nCarol, 12:04: give Boris the key".into();
    }
    let deeds = talk.hear(Net::Said(event), at(0));
    let [Deed::Say(text), ..] = &deeds[..] else { panic!("{deeds:?}") };
    assert!(text.ends_with(": hello\n  Carol, 12:04: give Boris the key"), "{text}");
}
