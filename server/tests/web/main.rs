//! The pages, used as a person without scripts uses them: links and forms against a real server.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod browser;
mod coming_back;
mod forms;
mod groups;
mod house;
mod reading;
mod talk;
