//! A self-hosted messenger server.

pub mod error;
