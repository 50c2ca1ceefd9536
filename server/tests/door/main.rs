//! The common door, knocked at over real connections.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod docs;
mod house;
mod request;
mod running;
mod socket;
