//! Conversations: chats, in which every member writes, and groups, in which the owner and the admins do.

use serde::{Deserialize, Serialize};

use crate::{
    ConversationId, Forwarded, Member, MessageId, Presence, Role, Settings, Timestamp, User, UserId,
};

/// What a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConversationKind {
    /// Two people; every pair has at most one.
    PersonalChat,
    /// Several people, all of whom write.
    GroupChat,
    /// A broadcast group that anybody can find and join.
    PublicGroup,
    /// A broadcast group that only its members know of.
    PrivateGroup,
}

impl ConversationKind {
    /// A chat: every member writes.
    pub const fn is_chat(self) -> bool {
        matches!(self, Self::PersonalChat | Self::GroupChat)
    }

    /// A broadcast group: the owner and the admins post.
    pub const fn is_group(self) -> bool {
        !self.is_chat()
    }
}

/// The two kinds of chat, as v1 names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChatType {
    /// Two people.
    Personal,
    /// Several people, all of whom write.
    Group,
}

/// The two kinds of group, as v1 names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GroupType {
    /// Anybody can find and join it.
    Public,
    /// Only its members know of it.
    Private,
}

impl From<ChatType> for ConversationKind {
    fn from(chat: ChatType) -> Self {
        match chat {
            ChatType::Personal => Self::PersonalChat,
            ChatType::Group => Self::GroupChat,
        }
    }
}

impl From<GroupType> for ConversationKind {
    fn from(group: GroupType) -> Self {
        match group {
            GroupType::Public => Self::PublicGroup,
            GroupType::Private => Self::PrivateGroup,
        }
    }
}

/// The newest message of a conversation, as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LastMessage {
    /// Which.
    pub id: MessageId,
    /// Its place.
    pub seq: i64,
    /// Who wrote it.
    pub sender_id: UserId,
    /// Their name now.
    pub sender_name: String,
    /// What it says; empty when deleted.
    pub text: String,
    /// When the server took it.
    pub created_at: Timestamp,
    /// It was deleted.
    #[serde(default)]
    pub deleted: bool,
    /// It was forwarded: whose words it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forwarded: Option<Box<Forwarded>>,
}

/// A conversation as one of its members sees it: a line of the list. The socket's `hello` brings one for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Conversation {
    /// Which.
    pub id: ConversationId,
    /// What it is.
    pub kind: ConversationKind,
    /// What to call it: its name, or in a personal chat the other person's, or the members' names.
    pub title: String,
    /// In a personal chat: the other person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<User>,
    /// In a personal chat: whether the other person is here, if both let others see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// When it was made.
    pub created_at: Timestamp,
    /// How many members it has.
    pub member_count: i64,
    /// What the caller may do in it.
    pub role: Role,
    /// How many durable changes it has had; the caller's cache is current when it holds the same.
    pub version: i64,
    /// The newest message's place; 0 when there is none.
    pub last_seq: i64,
    /// The newest message that the caller has read. Unread = `last_seq − read_seq`.
    pub read_seq: i64,
    /// Every other member has read up to here: `fully_read(m)` = `m.seq ≤ read_watermark`.
    pub read_watermark: i64,
    /// Somebody else has read up to here: `is_read(m)` = `m.seq ≤ read_by_some`.
    pub read_by_some: i64,
    /// How many of the messages that the caller has not read mention them. Reading clears it; a client counts on with
    /// [`Message::mentions`](crate::Message::mentions).
    #[serde(default)]
    pub unread_mentions: i64,
    /// How the caller wants to be told of it; absent while they have never said.
    #[serde(default, skip_serializing_if = "Settings::is_untouched")]
    pub settings: Settings,
    /// The newest message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message: Option<LastMessage>,
}

impl Conversation {
    /// How many messages the caller has not read. A client that counts must survive whatever a server says.
    pub const fn unread_count(&self) -> i64 {
        self.last_seq.saturating_sub(self.read_seq)
    }

    /// The caller has read up to here. What was marked as unread before it is so no more.
    pub const fn reads(&mut self, seq: i64) {
        if seq > self.read_seq {
            self.read_seq = seq;
            self.settings.marked_unread = false;
        }
    }

    /// The caller has said how they want to be told of it, when they had read up to here. What is older than what is known
    /// is left.
    pub const fn set(&mut self, said: Settings, read_seq: i64) {
        if said.revision > self.settings.revision {
            let is_marked = said.marked_unread && self.read_seq <= read_seq;
            self.reads(read_seq);
            self.settings = Settings { marked_unread: is_marked, ..said };
        }
    }
}

/// A chat, as the routes of v1 give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(title = "ChatOut"))]
pub struct Chat {
    /// Which.
    pub id: ConversationId,
    /// When it was made.
    pub created_at: Timestamp,
    /// Two people or more.
    pub chat_type: ChatType,
    /// The name it was given; a personal chat has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What to call it.
    pub title: String,
    /// The members' ids.
    pub participants: Vec<UserId>,
    /// The members.
    pub members: Vec<Member>,
    /// In a personal chat: whether the other person is here, if both let others see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// The newest message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message: Option<LastMessage>,
    /// How many messages the caller has not read.
    pub unread_count: i64,
    /// The newest message's place.
    pub last_seq: i64,
    /// The newest message that the caller has read.
    pub read_seq: i64,
    /// Every other member has read up to here.
    #[serde(default)]
    pub read_watermark: i64,
    /// Somebody else has read up to here.
    #[serde(default)]
    pub read_by_some: i64,
    /// How many of the messages that the caller has not read mention them.
    #[serde(default)]
    pub unread_mentions: i64,
    /// How the caller wants to be told of it; absent while they have never said.
    #[serde(default, skip_serializing_if = "Settings::is_untouched")]
    pub settings: Settings,
    /// How many durable changes it has had.
    pub version: i64,
}

/// A group, as the routes of v1 give it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(title = "GroupOut"))]
pub struct Group {
    /// Which.
    pub id: ConversationId,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// Public or private.
    pub group_type: GroupType,
    /// Who made it.
    pub creator_id: UserId,
    /// What the caller may do; absent for somebody who has not joined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// How many members it has.
    pub member_count: i64,
    /// The members' ids; only for members.
    pub participants: Vec<UserId>,
    /// The newest message; only for members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message: Option<LastMessage>,
    /// How many messages the caller has not read.
    pub unread_count: i64,
    /// The newest message's place.
    pub last_seq: i64,
    /// The newest message that the caller has read.
    pub read_seq: i64,
    /// Every other member has read up to here.
    #[serde(default)]
    pub read_watermark: i64,
    /// Somebody else has read up to here.
    #[serde(default)]
    pub read_by_some: i64,
    /// How many of the messages that the caller has not read mention them.
    #[serde(default)]
    pub unread_mentions: i64,
    /// How the caller wants to be told of it; absent while they have never said.
    #[serde(default, skip_serializing_if = "Settings::is_untouched")]
    pub settings: Settings,
    /// How many durable changes it has had.
    pub version: i64,
}
