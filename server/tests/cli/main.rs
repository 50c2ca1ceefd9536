//! The real binary, as an administrator types it: exit codes, what it says, what it leaves behind.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod binary;
mod command;
mod migrate;
mod seed;
mod user;

#[path = "../support/mod.rs"]
mod support;
