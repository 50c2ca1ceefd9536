//! One file a page: what it shows, as a struct that its template in `templates/` is filled from.

pub mod actions;
pub mod compose;
pub mod conversation;
pub mod list;
pub mod members;
pub mod message;
pub mod messenger;
pub mod plain;
pub mod problem;
pub mod search;
pub mod settings;
