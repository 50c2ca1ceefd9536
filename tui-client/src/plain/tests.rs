//! What is said of chats: told, refused, put off, and what is left of it at the end.

use protocol::{
    ClientCommand, Conversation, ConversationKind, ErrorCode, Message, Profile, RequestId, Role, ServerEvent,
    Timestamp,
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
const CHAT: u128 = 100;
const MUTED: ChangeSettings = ChangeSettings { muted: Some(true), pinned: None, marked_unread: None };

fn id<T: From<Uuid>>(n: u128) -> T {
    T::from(Uuid::from_u128(n))
}

fn at(millis: i64) -> Timestamp {
    Timestamp::from_millis(millis)
}

fn me() -> Profile {
    Profile { id: id(ME), name: "Anna".into(), email: "a@example.com".into(), shows_presence: true }
}

fn chat() -> Conversation {
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

fn said(event: ServerEvent) -> Net {
    Net::Said(Box::new(event))
}

fn hello(chat: Conversation) -> Net {
    said(ServerEvent::Hello {
        epoch: id(7),
        now: at(0),
        user: me(),
        session_id: id(8),
        conversations: vec![chat],
    })
}

fn says(seq: i64) -> Net {
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

fn speaks(deeds: &[Deed]) -> bool {
    deeds.iter().any(|deed| matches!(deed, Deed::Say(_)))
}

/// The chat is open.
fn talk() -> Talk {
    let mut talk = Talk::new(Settings::bare(), me());
    talk.hear(hello(chat()), at(0));
    talk.enter("/open team", id(20), at(0));
    talk
}

fn settings(talk: &Talk) -> protocol::Settings {
    talk.get(id(CHAT)).map(|c| c.settings).unwrap_or_default()
}

fn shell(talk: Talk) -> Shell {
    Shell { talk, wishes: mpsc::unbounded_channel().0, person: false, over: None }
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
