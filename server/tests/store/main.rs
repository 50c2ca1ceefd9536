//! The store on real databases: every statement is understood, the twins are twins, and each function keeps its
//! promise on both.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod census;
mod database;
mod stories;
