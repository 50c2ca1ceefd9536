//! Who is in a conversation, and what somebody who leads it can do about that.

use std::collections::HashSet;

use protocol::{Conversation, ConversationId, ConversationKind, Member, Role, UserId, route};
use serde::Serialize;

use crate::{
    action::rights::Rights,
    web::{frame::Avatar, presence::is_here},
};

/// The panel.
#[derive(Debug, Serialize)]
pub struct Members<'a> {
    people: Vec<Person<'a>>,
    blank: Person<'a>,
    rights: Rights,
    add: String,
    role: String,
    leave: String,
}

/// A line of it. The default one is the mould that the scripts fill.
#[derive(Debug, Serialize)]
struct Person<'a> {
    id: Option<UserId>,
    name: &'a str,
    role: Role,
    you: bool,
    here: bool,
    #[serde(flatten)]
    avatar: Avatar,
}

impl<'a> Members<'a> {
    /// The panel of a conversation, as `me` sees it. Of those with whom they have a personal chat it says who is here.
    pub fn new(
        one: &Conversation,
        rights: Rights,
        members: &'a [Member],
        list: &[Conversation],
        me: UserId,
    ) -> Self {
        let here: HashSet<UserId> =
            list.iter().filter(|row| is_here(row)).filter_map(|row| Some(row.peer.as_ref()?.id)).collect();
        let person = |member: &'a Member| Person {
            id: Some(member.id),
            name: &member.name,
            role: member.role,
            you: member.id == me,
            here: here.contains(&member.id),
            avatar: Avatar::new(member.id.uuid(), &member.name),
        };
        Self {
            people: members.iter().map(person).collect(),
            blank: Person {
                id: None,
                name: "",
                role: Role::Member,
                you: false,
                here: false,
                avatar: Avatar::default(),
            },
            rights,
            add: route::group_members(one.id),
            role: route::group_role(one.id),
            leave: leave(one.kind, one.id),
        }
    }
}

fn leave(kind: ConversationKind, id: ConversationId) -> String {
    if kind.is_chat() { route::chat_leave(id) } else { route::group_leave(id) }
}
