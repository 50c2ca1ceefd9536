//! The client as a command: what it prints, and what its exit code says.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod about;
mod accounts;
mod chats;
mod forwarding;
mod keyring;
mod logging;
mod messages;
mod plain;
mod searching;
mod tailing;
