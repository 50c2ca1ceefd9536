//! A chat or a group: its messages, its members, and where to write.

use protocol::{
    ClientId, Conversation, ConversationId, ConversationKind, Group, Member, Message, Role, UserId, route,
};
use serde::Serialize;

use super::{
    list::{Row, avatar, href},
    message::{Bubble, View, bubbles},
};
use crate::{
    error::Result,
    web::{
        frame::{Avatar, Frame},
        language::Language,
        moment::Reader,
        presence, template,
        words::say,
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub struct Page<'a> {
    list: Vec<Row>,
    blank_row: Row,
    blank_message: Bubble<'a>,
    id: ConversationId,
    kind: ConversationKind,
    title: &'a str,
    about: Option<String>,
    /// In a personal chat: whether the other person is here, in words.
    presence: Option<String>,
    member_count: Option<i64>,
    #[serde(flatten)]
    avatar: Avatar,
    member: bool,
    version: i64,
    last_seq: i64,
    read_seq: i64,
    read_watermark: i64,
    read_by_some: i64,
    href: String,
    empty: String,
    messages: Vec<Bubble<'a>>,
    earlier: Option<i64>,
    later: Option<i64>,
    members: Vec<Person<'a>>,
    leave: Option<String>,
    compose: Option<Compose>,
}

#[derive(Debug, Serialize)]
struct Person<'a> {
    id: UserId,
    name: &'a str,
    role: Role,
    you: bool,
    #[serde(flatten)]
    avatar: Avatar,
}

#[derive(Debug, Serialize)]
struct Compose {
    action: String,
    client_id: ClientId,
}

/// What the page of a member is made of.
#[derive(Debug)]
pub struct Content<'a> {
    /// All conversations of the reader, this one among them.
    pub list: &'a [Conversation],
    /// The one that is shown.
    pub conversation: &'a Conversation,
    /// A page of its messages, in the order of their places.
    pub messages: &'a [Message],
    /// Who is in it.
    pub members: &'a [Member],
    /// For the next message; the same form sent twice is one message.
    pub client_id: ClientId,
}

impl<'a> Page<'a> {
    /// The page of a conversation that `me` is in.
    pub fn of_member(content: &Content<'a>, me: UserId, reader: &Reader) -> Self {
        let one = content.conversation;
        let messages = content.messages;
        let first = messages.first().map_or(1, |message| message.seq);
        let last = messages.last().map_or(one.last_seq, |message| message.seq);
        let view =
            View { me, reader, read_seq: one.read_seq, named: one.kind == ConversationKind::GroupChat };
        Self {
            about: about(one.kind, reader.language),
            presence: presence::words(one.presence, reader),
            member_count: (one.kind != ConversationKind::PersonalChat).then_some(one.member_count),
            avatar: avatar(one),
            member: true,
            version: one.version,
            last_seq: one.last_seq,
            read_seq: one.read_seq,
            read_watermark: one.read_watermark,
            read_by_some: one.read_by_some,
            empty: say(
                reader.language,
                if one.kind.is_chat() { "thread.empty_chat" } else { "thread.empty_group" },
            ),
            messages: bubbles(messages, &view),
            earlier: (first > 1).then_some(first),
            later: (last < one.last_seq).then_some(last),
            members: content.members.iter().map(|member| Person::new(member, me)).collect(),
            leave: leave(one),
            compose: Compose::of(one, content.client_id),
            list: content.list.iter().map(|row| Row::new(row, me, row.id == one.id, reader)).collect(),
            ..Self::bare(one.id, one.kind, &one.title)
        }
    }

    /// The page of a public group that `me` has not joined.
    pub fn of_guest(list: &[Conversation], group: &'a Group, me: UserId, reader: &Reader) -> Self {
        let kind = ConversationKind::from(group.group_type);
        Self {
            about: about(kind, reader.language),
            member_count: Some(group.member_count),
            version: group.version,
            list: list.iter().map(|row| Row::new(row, me, false, reader)).collect(),
            ..Self::bare(group.id, kind, &group.name)
        }
    }

    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render(if self.kind.is_chat() { "chat.html" } else { "group.html" }, frame, self)
    }

    fn bare(id: ConversationId, kind: ConversationKind, title: &'a str) -> Self {
        Self {
            list: Vec::new(),
            blank_row: Row::default(),
            blank_message: Bubble::blank(),
            id,
            kind,
            title,
            about: None,
            presence: None,
            member_count: None,
            avatar: Avatar::new(id.uuid(), title),
            member: false,
            version: 0,
            last_seq: 0,
            read_seq: 0,
            read_watermark: 0,
            read_by_some: 0,
            href: href(kind, id),
            empty: String::new(),
            messages: Vec::new(),
            earlier: None,
            later: None,
            members: Vec::new(),
            leave: None,
            compose: None,
        }
    }
}

impl<'a> Person<'a> {
    fn new(member: &'a Member, me: UserId) -> Self {
        Self {
            id: member.id,
            name: &member.name,
            role: member.role,
            you: member.id == me,
            avatar: Avatar::new(member.id.uuid(), &member.name),
        }
    }
}

impl Compose {
    /// Where to write, for somebody who may.
    fn of(one: &Conversation, client_id: ClientId) -> Option<Self> {
        let action = if one.kind.is_chat() {
            route::SEND.to_owned()
        } else if one.role > Role::Member {
            route::group_post(one.id)
        } else {
            return None;
        };
        Some(Self { action, client_id })
    }
}

/// Where to leave, for somebody who can: two people stay two, and an owner hands over first.
fn leave(one: &Conversation) -> Option<String> {
    match one.kind {
        ConversationKind::PersonalChat => None,
        ConversationKind::GroupChat => Some(route::chat_leave(one.id)),
        _ if one.role == Role::Owner => None,
        _ => Some(route::group_leave(one.id)),
    }
}

/// What the conversation is, when its title and members do not say it.
fn about(kind: ConversationKind, language: Language) -> Option<String> {
    let key = match kind {
        ConversationKind::PersonalChat => "chat.personal",
        ConversationKind::GroupChat => return None,
        ConversationKind::PublicGroup => "group.public",
        ConversationKind::PrivateGroup => "group.private",
    };
    Some(say(language, key))
}
