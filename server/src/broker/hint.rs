//! What one node tells the others.

use protocol::{ConversationId, MessageId, SessionId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which node, in this life of its process: what comes back from oneself is no news.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Node(Uuid);

impl Node {
    /// As it stands before what the node says.
    pub(super) fn mark(self) -> String {
        self.0.simple().to_string()
    }
}

impl From<Uuid> for Node {
    fn from(uuid: Uuid) -> Self {
        Self(uuid)
    }
}

/// Something that has happened. No text, and nothing that only some may know: the one who hears it asks the store.
///
/// During an upgrade nodes of two versions talk: a kind may be added, and an older node skips it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "t", rename_all = "snake_case")]
pub enum Hint {
    /// A conversation has reached this version.
    Changed {
        /// Where.
        conversation: ConversationId,
        /// What is committed.
        version: i64,
    },
    /// A member has read up to this message.
    Read {
        /// Where.
        conversation: ConversationId,
        /// Who.
        user: UserId,
        /// Up to which message.
        seq: i64,
    },
    /// All others have read this message of the sender's.
    FullyRead {
        /// Where.
        conversation: ConversationId,
        /// Who is to be told.
        sender: UserId,
        /// Which message.
        message: MessageId,
        /// Its place.
        seq: i64,
    },
    /// Somebody is typing.
    Typing {
        /// Where.
        conversation: ConversationId,
        /// Who.
        user: UserId,
    },
    /// Somebody wants to be told of a conversation otherwise.
    Settings {
        /// Which.
        conversation: ConversationId,
        /// Who.
        user: UserId,
        /// How often they have said so.
        revision: i64,
    },
    /// Somebody has become a member, or is none any more; the store knows which.
    Membership {
        /// Where.
        conversation: ConversationId,
        /// Who.
        user: UserId,
    },
    /// Somebody who lets it be seen has a socket at the node that says so; said again and again while that is so.
    Here {
        /// Who.
        user: UserId,
    },
    /// They have left that node.
    Left {
        /// Who.
        user: UserId,
        /// When, in milliseconds.
        at: i64,
    },
    /// Somebody lets others see them, or no more.
    Shows {
        /// Who.
        user: UserId,
        /// Others see them.
        shown: bool,
    },
    /// A session was ended.
    SessionEnded {
        /// Whose.
        user: UserId,
        /// Which.
        session: SessionId,
    },
    /// A newer node says something that this version does not know.
    #[serde(other, skip_serializing)]
    Unknown,
}

/// Whom a hint concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// A conversation.
    Conversation(ConversationId),
    /// A user.
    User(UserId),
    /// Every node, whoever listens there: who is here concerns whom they have a chat with, and a node knows which.
    Presence,
}

impl Hint {
    /// Whom it concerns.
    pub(super) const fn topic(&self) -> Option<Topic> {
        match self {
            Self::Changed { conversation, .. }
            | Self::Read { conversation, .. }
            | Self::Typing { conversation, .. } => Some(Topic::Conversation(*conversation)),
            Self::FullyRead { sender: user, .. }
            | Self::Settings { user, .. }
            | Self::Membership { user, .. }
            | Self::SessionEnded { user, .. } => Some(Topic::User(*user)),
            Self::Here { .. } | Self::Left { .. } | Self::Shows { .. } => Some(Topic::Presence),
            Self::Unknown => None,
        }
    }

    /// The same without its number, and the number: of two that differ in nothing else, the higher one says it all.
    pub(super) fn parts(self) -> (Self, i64) {
        match self {
            Self::Changed { conversation, version } => (Self::Changed { conversation, version: 0 }, version),
            Self::Read { conversation, user, seq } => (Self::Read { conversation, user, seq: 0 }, seq),
            Self::Settings { conversation, user, revision } => {
                (Self::Settings { conversation, user, revision: 0 }, revision)
            }
            other => (other, 0),
        }
    }
}
