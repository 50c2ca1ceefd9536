//! Chats and groups.

use serde::{Deserialize, Serialize};

use crate::{ChatType, GroupType, Role, Settings, UserId};

/// People, each by id or e-mail: a list, or one string with commas between them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Participants {
    /// `["…", "…"]`
    List(Vec<String>),
    /// `"…, …"`
    Commas(String),
}

impl Default for Participants {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

impl Participants {
    /// Each of them, trimmed; empty ones left out.
    pub fn each(&self) -> Vec<&str> {
        let parts: Vec<&str> = match self {
            Self::List(list) => list.iter().map(String::as_str).collect(),
            Self::Commas(text) => text.split(',').collect(),
        };
        parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
    }
}

/// Make a chat.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateChat {
    /// Two people or more.
    pub chat_type: ChatType,
    /// The others; the caller may be among them.
    #[serde(default)]
    pub participants: Participants,
    /// For a group chat, 1–50 characters; without one it is called after its members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// Make a group.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreateGroup {
    /// 1–50 characters.
    pub name: String,
    /// Public or private.
    pub group_type: GroupType,
    /// The first members; may be empty.
    #[serde(default)]
    pub participants: Participants,
}

/// Add people to a group.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AddMembers {
    /// Who.
    pub participants: Participants,
}

/// Put somebody out of a group chat or a group.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemoveMember {
    /// Who.
    pub user_id: UserId,
}

/// Call a group chat or a group something else.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Rename {
    /// 1–50 characters.
    pub name: String,
}

/// Give a member of a group another role.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetRole {
    /// Who.
    pub user_id: UserId,
    /// Which; `owner` hands the group over.
    pub role: Role,
}

/// Be told of a conversation otherwise; what is absent stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeSettings {
    /// Nothing is told of it, but where the caller is called by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub muted: Option<bool>,
    /// It stands at the top of the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pinned: Option<bool>,
    /// It is to be read again, though it has been; until the caller reads something new in it, or writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marked_unread: Option<bool>,
}

impl ChangeSettings {
    /// As they are when this is done. Nothing else of them is different when nothing is.
    pub fn applied_to(&self, settings: Settings) -> Settings {
        Settings {
            muted: self.muted.unwrap_or(settings.muted),
            pinned: self.pinned.unwrap_or(settings.pinned),
            marked_unread: self.marked_unread.unwrap_or(settings.marked_unread),
            ..settings
        }
    }
}

/// Find people or public groups.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Search {
    /// Part of a name, or a whole e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
}
