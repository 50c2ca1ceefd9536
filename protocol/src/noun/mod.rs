//! The things spoken about.

mod conversation;
mod member;
mod message;
mod presence;
mod user;

pub use conversation::{Chat, ChatType, Conversation, ConversationKind, Group, GroupType, LastMessage};
pub use member::{Member, Role};
pub use message::Message;
pub use presence::Presence;
pub use user::{Profile, Session, User};
