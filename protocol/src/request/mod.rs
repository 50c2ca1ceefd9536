//! Bodies and queries of the HTTP door, and the answers that are not nouns.

mod auth;
mod conversations;
mod listen;
mod messages;

pub use auth::{ChangeProfile, Login, Refresh, Refreshed, Register, SignedIn};
pub use conversations::{
    AddMembers, ChangeSettings, CreateChat, CreateGroup, Participants, RemoveMember, Rename, Search, SetRole,
};
pub use listen::Listen;
pub use messages::{EditMessage, History, MarkRead, Post, React, SearchMessages, SendMessage, TestData};
