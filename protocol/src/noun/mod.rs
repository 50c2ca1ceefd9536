//! The things spoken about.

mod conversation;
mod member;
mod message;
mod presence;
mod search;
mod settings;
mod user;

pub use conversation::{Chat, ChatType, Conversation, ConversationKind, Group, GroupType, LastMessage};
pub use member::{Member, Role};
pub use message::{Forwarded, Mention, Message, Quote, Reaction, Span};
pub use presence::Presence;
pub use search::{Found, Hit};
pub use settings::Settings;
pub use user::{Profile, Session, User};
