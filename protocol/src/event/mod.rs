//! What the server tells a client on `/api/v1/ws`.

mod change;

use serde::{Deserialize, Serialize};

pub use self::change::{Change, Changed};
use crate::{
    ClientId, Conversation, ConversationId, Epoch, ErrorCode, Message, MessageId, Presence, Profile,
    RequestId, SessionId, Settings, Timestamp, UserId,
};

/// A fact. The first is always `hello`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum ServerEvent {
    /// Who the caller is and everything they have, as of one moment; what happens after it follows. A cache with
    /// another epoch, or with a larger version, is worthless; one with a smaller version asks with `sync`.
    Hello {
        /// Which life of the database this is.
        epoch: Epoch,
        /// The server's clock.
        now: Timestamp,
        /// The caller.
        user: Profile,
        /// The caller's device.
        session_id: SessionId,
        /// All conversations of the caller, the liveliest first.
        conversations: Vec<Conversation>,
    },
    /// A durable change. The client's rule: `version = mine + 1` apply; `≤ mine` ignore; more: wait
    /// [`GAP_WAIT`](crate::limits::GAP_WAIT), then `sync`.
    Change(Change),
    /// The caller is in a conversation that is new to them.
    ConversationAdded {
        /// As `hello` would bring it now.
        conversation: Conversation,
    },
    /// The caller is no longer in it.
    ConversationRemoved {
        /// Which.
        conversation_id: ConversationId,
    },
    /// The message is stored for good.
    Ack {
        /// As the client sent it.
        client_id: ClientId,
        /// Where.
        conversation_id: ConversationId,
        /// The message's id.
        message_id: MessageId,
        /// Its place.
        seq: i64,
        /// The conversation's version with it.
        version: i64,
        /// When the server took it.
        created_at: Timestamp,
    },
    /// The answer to `edit`, `delete` and `react`: it is so. What has changed comes as `change`, with this version, before
    /// or after it.
    Done {
        /// Of the command.
        request_id: RequestId,
        /// Where.
        conversation_id: ConversationId,
        /// The message's version now; one that the client has seen already when nothing had to be changed.
        version: i64,
    },
    /// A wish was refused.
    Error {
        /// For a program.
        code: ErrorCode,
        /// For a person: what happened and what to do.
        detail: String,
        /// Of the refused `send`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        client_id: Option<ClientId>,
        /// Of the refused command.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<RequestId>,
        /// After how many seconds it is worth trying again, where it is: with `rate_limited` and `unavailable`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// Somebody is typing. It expires after [`TYPING_SHOWN`](crate::limits::TYPING_SHOWN).
    Typing {
        /// Where.
        conversation_id: ConversationId,
        /// Who.
        user_id: UserId,
        /// Their name.
        user_name: String,
    },
    /// Somebody with whom the caller has a personal chat has come or gone, or tells no more whether they are here. Told
    /// only while both let others see it.
    Presence {
        /// Who.
        user_id: UserId,
        /// Whether they are here.
        #[serde(flatten)]
        presence: Presence,
    },
    /// A member has read up to here. The caller's own come too, from their other devices.
    Read {
        /// Where.
        conversation_id: ConversationId,
        /// Who.
        user_id: UserId,
        /// Up to which message.
        seq: i64,
    },
    /// How the caller wants to be told of a conversation: they have said so on some device of theirs. What comes with a
    /// smaller revision than is known is old.
    Settings {
        /// Which.
        conversation_id: ConversationId,
        /// How.
        settings: Settings,
        /// What the caller had read then: who has read more takes nothing for marked as unread.
        read_seq: i64,
        /// Of the `set` that this answers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        request_id: Option<RequestId>,
    },
    /// Everybody else has read the caller's message, and with it all older ones of theirs. Said once.
    FullyRead {
        /// Where.
        conversation_id: ConversationId,
        /// What the conversation is called.
        title: String,
        /// The newest message of the caller's that all have read.
        message_id: MessageId,
        /// Its place.
        seq: i64,
    },
    /// The answer to `sync`: what has changed since, oldest first.
    Changes {
        /// Of the `sync`.
        request_id: RequestId,
        /// Where.
        conversation_id: ConversationId,
        /// The changes. Only the last of several changes of the same thing is there.
        items: Vec<Change>,
        /// The version that the client holds once it has applied them.
        version: i64,
        /// There are more; ask again from `version`.
        more: bool,
    },
    /// The answer to `sync` when the client is too far behind: forget the conversation and start with this.
    Reset {
        /// Of the `sync`.
        request_id: RequestId,
        /// The conversation as it is now.
        conversation: Conversation,
        /// Its newest page, newest first.
        messages: Vec<Message>,
    },
    /// The access token with which this socket was opened runs out: say `auth` with another one, or the socket is closed
    /// with [`EXPIRED`](crate::close::EXPIRED).
    Reauth {
        /// For how long it is still good, in milliseconds.
        expires_in_ms: u64,
    },
    /// The answer to `auth`.
    Authenticated {
        /// Of the `auth`.
        request_id: RequestId,
        /// For how long the new token is good, in milliseconds.
        expires_in_ms: u64,
    },
    /// The socket is about to be closed; come back after this many milliseconds.
    Closing {
        /// Why, for a person.
        reason: String,
        /// How long to wait, in milliseconds.
        retry_after_ms: u64,
    },
    /// A newer server says something that this version does not know.
    #[serde(other, skip_serializing)]
    Unknown,
}
