//! The whole surface of contract v1, told as stories: every route with both its faces, every event, every socket.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod accounts;
mod amend;
mod chats;
mod documents;
mod forwarding;
mod groups;
mod history;
mod leading;
mod messages;
mod pages;
mod presence;
mod reading;
mod rules;
mod search;
mod sessions;
mod settings;
mod socket;
mod socket_sync;
mod start;
mod test_data;
mod v1_chat_socket;
mod v1_group_socket;
mod v1_status_socket;
