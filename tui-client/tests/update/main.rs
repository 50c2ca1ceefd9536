//! The rules of the core: what happens, what is asked of the world, and what shows.

#![expect(clippy::unwrap_used, reason = "a bench that fails fails the test")]

#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod amending;
mod behind;
mod changing;
mod choosing;
mod editing;
mod editing_refused;
mod finding;
mod forwarding;
mod going;
mod keeping;
mod leaving;
mod list;
mod locking;
mod members;
mod news;
mod others;
mod others_quiet;
mod paging;
mod pasting;
mod picking;
mod presence;
mod reading;
mod refused;
mod sending;
mod starting;
mod switching;
mod syncing;
mod touring;
mod typing;
mod unkept;
mod wishes;
mod writing;
