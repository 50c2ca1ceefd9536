//! A self-hosted messenger server.

pub mod domain;
pub mod error;
pub mod hub;
pub mod store;
