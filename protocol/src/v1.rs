//! The frames of the three older sockets (`/api/v1/chats/chat/{id}`, `/api/v1/groups/{id}`,
//! `/api/v1/messenger/read/status`), kept word for word for the clients that speak them.

use serde::{Deserialize, Serialize};

use crate::{ClientId, ConversationId, ErrorCode, MessageId, Timestamp, UserId};

/// What a client of the chat socket wishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ChatCommand {
    /// Write a message.
    Message {
        /// What it says.
        text: String,
        /// Accepted only when it is the caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sender_id: Option<UserId>,
        /// The same for every try of the same message.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
    },
    /// The caller is typing.
    Typing {
        /// Accepted only when it is the caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sender_id: Option<UserId>,
    },
    /// The caller has read this message and all before it.
    Read {
        /// Which.
        message_id: MessageId,
        /// Accepted only when it is the caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        user_id: Option<UserId>,
    },
}

/// What a client of the group socket wishes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum GroupCommand {
    /// Post to the group.
    Post {
        /// What it says.
        text: String,
        /// Accepted only when it is the caller.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sender_id: Option<UserId>,
        /// The same for every try of the same post.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
    },
}

/// What a client of the status socket wishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum StatusCommand {
    /// Which chats have unread messages?
    CheckUnread,
    /// Which groups have unread posts?
    CheckGroups,
}

/// A message in the `history` of a chat or group socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryMessage {
    /// Which.
    pub id: MessageId,
    /// Where.
    pub chat_id: ConversationId,
    /// Its place.
    pub seq: i64,
    /// Who wrote it.
    pub sender_id: UserId,
    /// Their name; in a group the group's.
    pub sender_name: String,
    /// Their address, where the reader may know it: their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender_email: Option<String>,
    /// What it says.
    pub text: String,
    /// When the server took it.
    pub created_at: Timestamp,
    /// Somebody other than its author has read it.
    pub is_read: bool,
}

/// What the server tells on the chat socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ChatEvent {
    /// On connect: the newest page, newest first.
    History {
        /// The messages.
        messages: Vec<HistoryMessage>,
    },
    /// Somebody has written.
    Message {
        /// Which.
        id: MessageId,
        /// Its place.
        seq: i64,
        /// Where.
        chat_id: ConversationId,
        /// Who.
        sender_id: UserId,
        /// Their name.
        sender_name: String,
        /// What it says.
        text: String,
        /// When the server took it.
        created_at: Timestamp,
        /// Always false: it is new.
        is_read: bool,
        /// To its author: the id that the client gave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
    },
    /// Somebody is typing.
    Typing {
        /// Where.
        chat_id: ConversationId,
        /// Who.
        sender_id: UserId,
        /// Their name.
        sender_name: String,
    },
    /// Somebody has read this message and all before it.
    Read {
        /// Which.
        message_id: MessageId,
        /// Who.
        user_id: UserId,
        /// Its place.
        seq: i64,
    },
    /// A frame was refused.
    Error(Refusal),
}

/// What the server tells on the group socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum GroupEvent {
    /// On connect: the newest page, newest first.
    History {
        /// The posts.
        messages: Vec<HistoryMessage>,
    },
    /// A new post.
    Message {
        /// Which.
        id: MessageId,
        /// Its place.
        seq: i64,
        /// Where.
        group_id: ConversationId,
        /// Who.
        sender_id: UserId,
        /// The group's name.
        sender_name: String,
        /// What it says.
        text: String,
        /// When the server took it.
        created_at: Timestamp,
        /// To its author: the id that the client gave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
    },
    /// A frame was refused.
    Error(Refusal),
}

/// What the server tells on the status socket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum StatusEvent {
    /// The chats with unread messages: the answer to `check_unread`, and pushed when one gets some.
    UnreadChats {
        /// Which.
        chat_ids: Vec<ConversationId>,
    },
    /// The groups with unread posts: the answer to `check_groups`.
    UnreadGroups {
        /// Which.
        group_ids: Vec<ConversationId>,
    },
    /// The caller is in a new chat.
    NewChat {
        /// Which.
        chat_id: ConversationId,
        /// What to call it.
        chat_name: String,
    },
    /// The caller is in a new group.
    NewGroup {
        /// Which.
        group_id: ConversationId,
        /// Its name.
        group_name: String,
    },
    /// The last of the others has read the caller's message.
    FullyRead {
        /// Which.
        message_id: MessageId,
        /// Where.
        chat_id: ConversationId,
        /// What to call it.
        chat_name: String,
    },
    /// A frame was refused.
    Error(Refusal),
}

/// Why a frame was refused. The socket lives on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// For a program.
    pub code: ErrorCode,
    /// For a person.
    pub detail: String,
    /// Of the refused message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<ClientId>,
}
