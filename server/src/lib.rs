//! A self-hosted messenger server.
//!
//! * [`config`], [`cli`], [`boot`]: settings, subcommands, starting and stopping.
//! * [`app`], [`clock`], [`error`], [`telemetry`], [`metrics`]: what all rooms share.
//! * [`domain`]: pure rules; [`store`]: SQL and nothing else; [`hub`]: the living; [`broker`]: hints
//!   between nodes.
//! * [`action`]: the deeds, the same for every door.
//! * [`guard`]: tokens, passwords, limits.
//! * [`door`]: what the doors share; [`http`]: the JSON door; [`live`]: the sockets; [`web`]: the
//!   pages.
//! * [`job`]: what happens by itself.

pub mod action;
pub mod app;
pub mod boot;
pub mod broker;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod door;
pub mod error;
pub mod guard;
pub mod http;
pub mod hub;
pub mod job;
pub mod live;
pub mod metrics;
pub mod store;
pub mod telemetry;
pub mod web;
