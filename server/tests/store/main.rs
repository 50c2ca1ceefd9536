//! The store on real databases: every statement is understood, the twins are twins, and each function keeps its
//! promise on both. One file of stories for each module of the store; the house test sees to it that each function is
//! named in one.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod accounts;
mod amend;
mod append;
mod append_at_once;
mod census;
mod changes;
mod clocks;
mod conversations;
mod database;
mod ears;
mod forwards;
mod fully_read;
mod hear;
mod held_rows;
mod members;
mod mentions;
mod messages;
mod meta;
mod notices;
mod opening;
mod positions;
mod presence;
mod queue;
mod reactions;
mod reads;
mod rows_read;
mod search;
mod seed;
mod sessions;
mod settings;
mod stamps;
mod sweep;
mod world;

#[path = "../support/mod.rs"]
mod support;
