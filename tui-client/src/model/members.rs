//! Who is in a conversation, to look at and to do something about.

use protocol::{ConversationId, ConversationKind, Member, Role, UserId};

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
}

impl Members {
    /// The member under the cursor.
    pub fn chosen(&self) -> Option<&Member> {
        self.found.as_ref()?.as_ref().ok()?.get(self.selected)
    }

    /// They have become known: those who may do most come first.
    pub fn take(&mut self, mut members: Vec<Member>) {
        members.sort_by(|a, b| (b.role, &a.name).cmp(&(a.role, &b.name)));
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

/// What a member becomes when their role is changed: one who posts, or one who only reads.
pub const fn other_role(role: Role) -> Role {
    match role {
        Role::Member => Role::Admin,
        Role::Admin | Role::Owner => Role::Member,
    }
}
