//! What must hold under attack. A story's name begins with the row of the list of attacks that it plays.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod access;
mod accounts;
mod amend;
mod browsers;
mod drain;
mod expiry;
mod failure;
mod flood;
mod forwarding;
mod numbers;
mod outage;
mod pages;
mod search;
mod secure;
mod sizes;
mod sockets;
mod tokens;
