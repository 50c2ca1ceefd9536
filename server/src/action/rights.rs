//! What a member may do, for doors that show nobody a button that would be refused. The deeds ask again.

use protocol::{ConversationKind, Message, Role, Timestamp, UserId};
use serde::Serialize;

use crate::domain::{
    editing,
    permission::{Deed, may, outranks},
};

/// What somebody may do in a conversation, beyond reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a row of the one table, and none implies another")]
pub struct Rights {
    /// Write.
    pub write: bool,
    /// Take back what others have written.
    pub moderate: bool,
    /// Call everybody by one name.
    pub call_all: bool,
    /// Make others members.
    pub invite: bool,
    /// Put out those who have a lower role.
    pub remove: bool,
    /// Call it something else.
    pub rename: bool,
    /// Give others a role.
    pub appoint: bool,
    /// Leave.
    pub leave: bool,
}

impl Rights {
    /// Of a member with this role.
    pub fn of(kind: ConversationKind, role: Role) -> Self {
        let may = |deed| may(deed, kind, Some(role), "").is_ok();
        // Nobody but the creator is added to a chat, and everybody in it has one role.
        let group = kind.is_group();
        Self {
            write: may(Deed::Write),
            moderate: may(Deed::Moderate),
            call_all: may(Deed::CallAll),
            invite: group && may(Deed::Invite),
            remove: may(Deed::Remove),
            rename: may(Deed::Rename),
            appoint: group && may(Deed::Appoint),
            leave: may(Deed::Leave),
        }
    }
}

/// Whether somebody who may remove members may remove one of this role.
pub fn can_remove(rights: Rights, mine: Role, other: Role) -> bool {
    rights.remove && outranks(mine, other).is_ok()
}

/// Whether this person, who may write where it is, may still say something else in it.
pub fn can_edit(message: &Message, who: UserId, now: Timestamp) -> bool {
    editing::may(message, who, now).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_of_a_group_leaves_and_its_owner_leads() {
        let reader = Rights { leave: true, ..Rights::default() };
        assert_eq!(Rights::of(ConversationKind::PublicGroup, Role::Member), reader);
        let owner = Rights::of(ConversationKind::PrivateGroup, Role::Owner);
        assert!(owner.invite && owner.appoint && owner.write && owner.moderate && !owner.leave);
        assert!(owner.remove && owner.rename);
    }

    #[test]
    fn who_leads_removes_those_below() {
        for kind in [ConversationKind::GroupChat, ConversationKind::PublicGroup] {
            let can = |mine, other| can_remove(Rights::of(kind, mine), mine, other);
            assert!(can(Role::Owner, Role::Admin) && can(Role::Admin, Role::Member));
            assert!(!can(Role::Admin, Role::Admin) && !can(Role::Member, Role::Member));
        }
    }

    #[test]
    fn two_people_write_and_nothing_else() {
        let writer = Rights { write: true, ..Rights::default() };
        assert_eq!(Rights::of(ConversationKind::PersonalChat, Role::Owner), writer);
    }
}
