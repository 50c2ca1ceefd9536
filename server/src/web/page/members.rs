//! Who is in a conversation, and what somebody who leads it can do about that.

use std::collections::HashSet;

use protocol::{Conversation, ConversationKind, Member, Role, UserId, route};
use serde::Serialize;

use crate::{
    action::rights::{self, Rights},
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
    remove: String,
    rename: String,
    leave: String,
    /// Whoever is put out of it can come back by themselves.
    open: bool,
    /// It needs somebody else to lead it when the reader leaves.
    heir: bool,
}

/// A line of it. The default one is the mould that the scripts fill.
#[derive(Debug, Serialize)]
struct Person<'a> {
    id: Option<UserId>,
    name: &'a str,
    role: Role,
    you: bool,
    here: bool,
    /// The reader may put them out.
    removable: bool,
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
        let chat = one.kind.is_chat();
        let person = |member: &'a Member| Person {
            id: Some(member.id),
            name: &member.name,
            role: member.role,
            you: member.id == me,
            here: here.contains(&member.id),
            removable: rights::can_remove(rights, one.role, member.role),
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
                removable: rights.remove,
                avatar: Avatar::default(),
            },
            rights,
            add: route::group_members(one.id),
            role: route::group_role(one.id),
            remove: if chat { route::chat_remove(one.id) } else { route::group_remove(one.id) },
            rename: if chat { route::chat_rename(one.id) } else { route::group_rename(one.id) },
            leave: if chat { route::chat_leave(one.id) } else { route::group_leave(one.id) },
            open: one.kind == ConversationKind::PublicGroup,
            heir: one.role == Role::Owner && one.member_count > 1,
        }
    }
}
