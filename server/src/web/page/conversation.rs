//! A chat or a group: its messages, its members, and where to write.

use protocol::{ClientId, Conversation, ConversationId, ConversationKind, Group, Member, Message, UserId};
use serde::Serialize;

use super::{
    actions::Actions,
    compose::{Compose, Purpose},
    list::{Row, avatar, href, rows},
    members::Members,
    message::{Bubble, View, bubbles},
};
use crate::{
    action::rights::Rights,
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
    /// The message from which the reader jumped to another: where to go back to.
    from: Option<i64>,
    blank_actions: Actions,
    rights: Rights,
    members: Option<Members<'a>>,
    compose: Option<Compose<'a>>,
}

/// What the reader wants to do with messages of the page, each named by its place. A script asks for none of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// Answer this one.
    pub reply: Option<i64>,
    /// Say something else in this one.
    pub edit: Option<i64>,
    /// See what can be done with this one.
    pub actions: Option<i64>,
    /// They come from this one.
    pub from: Option<i64>,
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
    /// What is wanted.
    pub asked: Asked,
}

impl<'a> Page<'a> {
    /// The page of a conversation that `me` is in.
    pub fn of_member(content: &Content<'a>, me: UserId, reader: &Reader) -> Self {
        let one = content.conversation;
        let messages = content.messages;
        let first = messages.first().map_or(1, |message| message.seq);
        let last = messages.last().map_or(one.last_seq, |message| message.seq);
        let rights = Rights::of(one.kind, one.role);
        let view = View {
            me,
            reader,
            read_seq: one.read_seq,
            named: one.kind == ConversationKind::GroupChat,
            rights,
            asked: content.asked.actions,
        };
        Self {
            about: what(one.kind, reader.language),
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
            from: content.asked.from,
            rights,
            members: Some(Members::new(one, rights, content.members, content.list, me)),
            compose: Compose::of(one, rights, content.client_id, me, about(content)),
            list: rows(content.list, me, Some(one.id), reader),
            ..Self::bare(one.id, one.kind, &one.title)
        }
    }

    /// The page of a public group that `me` has not joined.
    pub fn of_guest(list: &[Conversation], group: &'a Group, me: UserId, reader: &Reader) -> Self {
        let kind = ConversationKind::from(group.group_type);
        Self {
            about: what(kind, reader.language),
            member_count: Some(group.member_count),
            version: group.version,
            list: rows(list, me, None, reader),
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
            from: None,
            blank_actions: Actions::blank(),
            rights: Rights::default(),
            members: None,
            compose: None,
        }
    }
}

/// The message of the page that is to be answered or changed.
fn about<'a>(content: &Content<'a>) -> Option<(Purpose, &'a Message)> {
    let Asked { reply, edit, .. } = content.asked;
    let (purpose, seq) = edit.map(|seq| (Purpose::Edit, seq)).or(reply.map(|seq| (Purpose::Reply, seq)))?;
    content.messages.iter().find(|message| message.seq == seq).map(|message| (purpose, message))
}

/// What the conversation is, when its title and members do not say it.
fn what(kind: ConversationKind, language: Language) -> Option<String> {
    let key = match kind {
        ConversationKind::PersonalChat => "chat.personal",
        ConversationKind::GroupChat => return None,
        ConversationKind::PublicGroup => "group.public",
        ConversationKind::PrivateGroup => "group.private",
    };
    Some(say(language, key))
}
