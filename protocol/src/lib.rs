//! The words that the messenger's server and its clients speak, and nothing else: no I/O, no async.
//!
//! * [`id`], [`time`], [`limits`], [`route`]: what everything else is made of.
//! * [`noun`]: the things spoken about.
//! * [`request`]: bodies and queries of the HTTP door.
//! * [`command`] and [`event`]: the two directions of the clients' socket, `/api/v1/ws`.
//! * [`v1`]: the frames of the three older sockets.
//! * [`error`]: how a refusal is said.
//! * [`words`]: how the words of a text are compared.
//!
//! The wire is additive: within v1 a field or an event may appear, none may vanish or change its meaning. Readers
//! ignore what they do not know.

#![warn(missing_docs)]

pub mod close;
pub mod command;
pub mod error;
pub mod event;
pub mod id;
pub mod limits;
pub mod noun;
pub mod request;
pub mod route;
pub mod time;
pub mod v1;
pub mod words;

pub use command::{AccessToken, ClientCommand};
pub use error::{ErrorCode, FieldError, Problem};
pub use event::ServerEvent;
pub use id::{ClientId, ConversationId, Epoch, MessageId, RequestId, SessionId, UserId};
pub use noun::{
    Chat, ChatType, Conversation, ConversationKind, Forwarded, Found, Group, GroupType, Hit, LastMessage,
    Member, Mention, Message, Presence, Profile, Quote, Reaction, Role, Session, Settings, Span, User,
};
pub use time::Timestamp;
