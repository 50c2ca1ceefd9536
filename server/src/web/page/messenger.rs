//! The list of chats and groups, and where new ones begin.

use protocol::{Conversation, ConversationId, Group, User, UserId};
use serde::Serialize;

use super::list::{Row, rows};
use crate::{
    error::Result,
    web::{
        frame::{Avatar, Frame},
        moment::Reader,
        template,
    },
};

/// The page.
#[derive(Debug, Serialize)]
pub struct Messenger {
    list: Vec<Row>,
    blank_row: Row,
    show_new: bool,
    query: String,
    found: Vec<Person>,
    groups_query: String,
    directory: Vec<Listed>,
    more_groups: bool,
}

/// Public groups that are shown to somebody who looks for none.
const GROUPS_SHOWN: usize = 10;

/// What was looked for, and found.
#[derive(Debug, Default)]
pub struct Findings {
    /// The page shows how to begin something new, where it has room for one thing only.
    pub show_new: bool,
    /// The name or e-mail that was looked for.
    pub query: String,
    /// The people found.
    pub people: Vec<User>,
    /// The name of a group that was looked for.
    pub groups_query: String,
    /// The public groups found.
    pub directory: Vec<Group>,
}

#[derive(Debug, Serialize)]
struct Person {
    id: UserId,
    name: String,
    you: bool,
    #[serde(flatten)]
    avatar: Avatar,
}

#[derive(Debug, Serialize)]
struct Listed {
    id: ConversationId,
    name: String,
    href: String,
    members: i64,
    joined: bool,
    #[serde(flatten)]
    avatar: Avatar,
}

impl Messenger {
    /// The page of `me`.
    pub fn new(conversations: &[Conversation], findings: Findings, me: UserId, reader: &Reader) -> Self {
        let shown = if findings.groups_query.is_empty() { GROUPS_SHOWN } else { usize::MAX };
        Self {
            list: rows(conversations, me, None, reader),
            blank_row: Row::default(),
            show_new: findings.show_new,
            query: findings.query,
            found: findings.people.into_iter().map(|user| Person::new(user, me)).collect(),
            groups_query: findings.groups_query,
            more_groups: findings.directory.len() > shown,
            directory: findings.directory.into_iter().take(shown).map(Listed::new).collect(),
        }
    }

    /// As HTML.
    pub fn render(&self, frame: &Frame) -> Result<String> {
        template::render("messenger.html", frame, self)
    }
}

impl Person {
    fn new(user: User, me: UserId) -> Self {
        let avatar = Avatar::new(user.id.uuid(), &user.name);
        Self { id: user.id, you: user.id == me, name: user.name, avatar }
    }
}

impl Listed {
    fn new(group: Group) -> Self {
        Self {
            id: group.id,
            href: format!("/group/{}", group.id),
            members: group.member_count,
            joined: group.role.is_some(),
            avatar: Avatar::new(group.id.uuid(), &group.name),
            name: group.name,
        }
    }
}
