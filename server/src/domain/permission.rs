//! Who may do what: the one table, asked by every door.

use protocol::{ConversationKind, Role};

use crate::error::{Error, Result};

/// Something that one may want to do to a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// See that it exists: its name and how many are in it.
    Know,
    /// Read its messages and who is in it, be told what happens, say what one has read.
    Read,
    /// Write in a chat, post in a group; be seen typing.
    Write,
    /// Put a sign to a message.
    React,
    /// Take back what somebody else has written.
    Moderate,
    /// Call everybody by one name.
    CallAll,
    /// Become a member by oneself.
    Join,
    /// Stop being one.
    Leave,
    /// Make others members.
    Invite,
    /// Make others members no more: those of a lower role ([`outranks`]).
    Remove,
    /// Call it something else.
    Rename,
    /// Give others a role.
    Appoint,
}

/// Whether somebody with this role (none: not a member) may do it. The refusal is as much as they may know: `missing` is
/// what the asker says of an id that never was, and it must be the same word for what is hidden.
pub fn may(deed: Deed, kind: ConversationKind, role: Option<Role>, missing: &'static str) -> Result<()> {
    match role {
        Some(role) => member_may(deed, kind, role, missing),
        None => stranger_may(deed, kind, missing),
    }
}

fn member_may(deed: Deed, kind: ConversationKind, role: Role, missing: &'static str) -> Result<()> {
    use ConversationKind::{GroupChat, PersonalChat, PrivateGroup, PublicGroup};
    match (deed, kind) {
        (Deed::Know | Deed::Read | Deed::React | Deed::Join, _)
        | (Deed::Write, PersonalChat | GroupChat)
        | (Deed::Invite, GroupChat) => Ok(()),
        (Deed::Write | Deed::Invite, PublicGroup | PrivateGroup) if role >= Role::Admin => Ok(()),
        (Deed::Write, _) => Err(Error::forbidden("Only creator can post")),
        (Deed::Moderate | Deed::CallAll, GroupChat | PublicGroup | PrivateGroup) if role >= Role::Admin => {
            Ok(())
        }
        (Deed::Moderate, _) => Err(Error::forbidden("Only its author can change or delete a message")),
        (Deed::CallAll, _) => Err(Error::forbidden("Only the owner and the admins can call everybody")),
        (Deed::Leave, PersonalChat) => Err(Error::Conflict("A personal chat cannot be left".into())),
        (Deed::Leave, _) if role == Role::Owner && kind.is_group() => {
            Err(Error::Conflict("Hand the group over to another member before you leave it".into()))
        }
        (Deed::Leave, _) => Ok(()),
        (Deed::Invite | Deed::Remove | Deed::Rename | Deed::Appoint, PersonalChat) => {
            Err(Error::not_found(missing))
        }
        (Deed::Remove | Deed::Rename, _) if role >= Role::Admin => Ok(()),
        (Deed::Remove, _) => Err(Error::forbidden("Only the owner and the admins can remove members")),
        (Deed::Rename, _) => Err(Error::forbidden("Only the owner and the admins can change the title")),
        (Deed::Invite, _) => Err(Error::forbidden("Only the owner and the admins can add members")),
        (Deed::Appoint, _) if role == Role::Owner => Ok(()),
        (Deed::Appoint, _) => Err(Error::forbidden("Only the owner can change roles")),
    }
}

fn stranger_may(deed: Deed, kind: ConversationKind, missing: &'static str) -> Result<()> {
    match (kind, deed) {
        (ConversationKind::PublicGroup, Deed::Know | Deed::Join | Deed::Leave) => Ok(()),
        (ConversationKind::PublicGroup, Deed::Read) => Err(Error::forbidden("Join the group to read it")),
        (ConversationKind::PublicGroup, Deed::Write) => Err(Error::forbidden("Only creator can post")),
        (
            ConversationKind::PublicGroup,
            Deed::React
            | Deed::Moderate
            | Deed::CallAll
            | Deed::Invite
            | Deed::Remove
            | Deed::Rename
            | Deed::Appoint,
        ) => Err(Error::forbidden("You are not a member of this group")),
        (
            ConversationKind::PrivateGroup | ConversationKind::PersonalChat | ConversationKind::GroupChat,
            _,
        ) => Err(Error::not_found(missing)),
    }
}

/// Whether somebody who may remove members may remove one of this role: nobody removes their equals.
pub fn outranks(role: Role, other: Role) -> Result<()> {
    match other {
        Role::Owner => Err(Error::forbidden("The owner cannot be removed")),
        Role::Admin if role <= other => Err(Error::forbidden("Only the owner can remove an admin")),
        _ if role <= other => Err(Error::forbidden("Only the owner and the admins can remove members")),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use ConversationKind::{GroupChat, PersonalChat, PrivateGroup, PublicGroup};
    use protocol::ErrorCode;

    use super::*;

    const KINDS: [ConversationKind; 4] = [PersonalChat, GroupChat, PublicGroup, PrivateGroup];

    const ALL: [Deed; 12] = [
        Deed::Know,
        Deed::Read,
        Deed::Write,
        Deed::React,
        Deed::Moderate,
        Deed::CallAll,
        Deed::Join,
        Deed::Leave,
        Deed::Invite,
        Deed::Remove,
        Deed::Rename,
        Deed::Appoint,
    ];

    fn refusal(deed: Deed, kind: ConversationKind, role: Option<Role>) -> Option<ErrorCode> {
        may(deed, kind, role, "Not here").err().map(|error| error.code())
    }

    #[test]
    fn everybody_reads_and_writes_in_their_chats() {
        for kind in [PersonalChat, GroupChat] {
            for role in [Role::Member, Role::Admin, Role::Owner] {
                assert_eq!(refusal(Deed::Read, kind, Some(role)), None);
                assert_eq!(refusal(Deed::Write, kind, Some(role)), None);
            }
        }
    }

    #[test]
    fn only_owner_and_admins_post_in_a_group() {
        for kind in [PublicGroup, PrivateGroup] {
            assert_eq!(refusal(Deed::Write, kind, Some(Role::Member)), Some(ErrorCode::Forbidden));
            assert_eq!(refusal(Deed::Write, kind, Some(Role::Admin)), None);
            assert_eq!(refusal(Deed::Write, kind, Some(Role::Owner)), None);
        }
    }

    #[test]
    fn a_stranger_knows_of_nothing_but_public_groups_and_reads_none() {
        for kind in KINDS {
            let hidden = kind != PublicGroup;
            for deed in ALL {
                let refused = refusal(deed, kind, None);
                assert_eq!(refused == Some(ErrorCode::NotFound), hidden, "{deed:?} {kind:?}");
            }
            assert_ne!(refusal(Deed::Read, kind, None), None, "{kind:?}");
        }
    }

    #[test]
    fn what_is_hidden_is_spoken_of_as_what_never_was() {
        for kind in [PersonalChat, GroupChat, PrivateGroup] {
            let refused = may(Deed::Read, kind, None, "Not here").unwrap_err();
            assert_eq!(refused.to_string(), "Not here", "{kind:?}");
        }
    }

    #[test]
    fn members_react_and_those_who_lead_delete_what_others_wrote() {
        for kind in KINDS {
            assert_eq!(refusal(Deed::React, kind, Some(Role::Member)), None);
            for deed in [Deed::Moderate, Deed::CallAll] {
                assert_eq!(refusal(deed, kind, Some(Role::Member)), Some(ErrorCode::Forbidden), "{deed:?}");
                let admin = refusal(deed, kind, Some(Role::Admin));
                assert_eq!(admin.is_none(), kind != PersonalChat, "{deed:?} {kind:?}");
            }
        }
    }

    #[test]
    fn an_owner_hands_over_before_leaving() {
        assert_eq!(refusal(Deed::Leave, PublicGroup, Some(Role::Owner)), Some(ErrorCode::Conflict));
        assert_eq!(refusal(Deed::Leave, PublicGroup, Some(Role::Admin)), None);
        assert_eq!(refusal(Deed::Leave, GroupChat, Some(Role::Owner)), None);
    }

    #[test]
    fn those_who_lead_remove_members_and_give_titles_and_a_chat_of_two_has_neither() {
        for deed in [Deed::Remove, Deed::Rename] {
            for kind in [GroupChat, PublicGroup, PrivateGroup] {
                assert_eq!(refusal(deed, kind, Some(Role::Member)), Some(ErrorCode::Forbidden), "{deed:?}");
                for role in [Role::Admin, Role::Owner] {
                    assert_eq!(refusal(deed, kind, Some(role)), None, "{deed:?} {kind:?}");
                }
            }
            let hidden = may(deed, PersonalChat, Some(Role::Owner), "Not here").unwrap_err();
            assert_eq!(hidden.to_string(), "Not here");
        }
    }

    #[test]
    fn nobody_is_removed_by_their_equals() {
        const ROLES: [Role; 3] = [Role::Member, Role::Admin, Role::Owner];
        for role in ROLES {
            for other in ROLES {
                assert_eq!(outranks(role, other).is_ok(), role > other, "{role:?} {other:?}");
            }
        }
    }
}
