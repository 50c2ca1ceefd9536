//! Who is in a conversation, to look at and to do something about.

use protocol::{ConversationId, ConversationKind, Member, Role, UserId};

use super::Entrance;
use crate::keymap::Action;

/// The members of a conversation, once they are known.
#[derive(Clone, Debug)]
pub struct Members {
    /// Of which.
    pub conversation: ConversationId,
    /// Of what kind it is.
    pub kind: ConversationKind,
    /// The members, or why that cannot be said.
    pub found: Option<Result<Vec<Member>, String>>,
    /// The one under the cursor.
    pub selected: usize,
    /// The chat with one of them that is being made.
    pub entering: Option<Entrance>,
}

impl Members {
    /// Those of a conversation, who are not known yet.
    pub const fn of(conversation: ConversationId, kind: ConversationKind) -> Self {
        Self { conversation, kind, found: None, selected: 0, entering: None }
    }
}

impl Members {
    /// The member under the cursor.
    pub fn chosen(&self) -> Option<&Member> {
        self.found.as_ref()?.as_ref().ok()?.get(self.selected)
    }

    /// Somebody in this role, who is `me`, may do this with the member under the cursor, or with the conversation. The server
    /// has the last word; this keeps keys out of sight that would only be refused.
    pub fn can_do(&self, action: Action, mine: Role, me: Option<UserId>) -> bool {
        let chosen = self.chosen();
        let other = chosen.filter(|member| Some(member.id) != me);
        let shared = self.kind != ConversationKind::PersonalChat;
        match action {
            Action::WriteTo => other.is_some(),
            Action::AddMember => self.kind.is_group() && mine >= Role::Admin,
            Action::Rename => shared && mine >= Role::Admin,
            Action::RemoveMember => {
                shared && mine >= Role::Admin && other.is_some_and(|member| mine > member.role)
            }
            Action::ChangeRole | Action::HandOver => {
                shared && mine == Role::Owner && other.is_some_and(|member| member.role != Role::Owner)
            }
            _ => true,
        }
    }

    /// They have become known: those who may do most come first.
    pub fn take(&mut self, mut members: Vec<Member>) {
        by_role(&mut members);
        self.selected = self.selected.min(members.len().saturating_sub(1));
        self.found = Some(Ok(members));
    }

    /// Somebody has come, or has another role.
    pub fn put(&mut self, member: &Member) {
        if let Some(Ok(members)) = &mut self.found {
            members.retain(|other| other.id != member.id);
            members.push(member.clone());
            let members = std::mem::take(members);
            self.take(members);
        }
    }

    /// Somebody has left.
    pub fn remove(&mut self, user: UserId) {
        if let Some(Ok(members)) = &mut self.found {
            members.retain(|other| other.id != user);
            self.selected = self.selected.min(members.len().saturating_sub(1));
        }
    }
}

/// Those who may do most come first, and those who may do as much by their names.
pub fn by_role(members: &mut [Member]) {
    members.sort_by(|a, b| (b.role, &a.name).cmp(&(a.role, &b.name)));
}

/// What a member becomes when their role is changed: one who posts, or one who only reads.
pub const fn other_role(role: Role) -> Role {
    match role {
        Role::Member => Role::Admin,
        Role::Admin | Role::Owner => Role::Member,
    }
}
