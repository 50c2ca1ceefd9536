//! One file a page: what it shows, as a struct that its template in `templates/` is filled from.

pub mod conversation;
pub mod list;
pub mod message;
pub mod messenger;
pub mod plain;
pub mod problem;
pub mod settings;
