//! Stories told at the doors of the real programs: the server's binary on a port of its own with a database of its own,
//! the terminal client in a pseudo-terminal, the pages in a real browser.
//!
//! * [`stories!`]: a story, told once, lived through on SQLite and on PostgreSQL.
//! * [`World`]: the server, and the people in it.
//! * [`Actor`]: a person, with verbs (`alice.sends(chat, "hi")`); [`Visitor`]: a browser without JavaScript.
//! * [`Socket`]: a socket that waits for what is expected; [`raw`]: bytes, for what no honest client sends.
//! * [`Home`]: the client as a command.
//! * [`Browser`] and [`Terminal`]: the pages and the terminal client as a person sees them.
//!
//! Nothing sleeps: whoever expects something waits for it, for [`PATIENCE`] at most.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::print_stderr,
    reason = "support for tests, and a test fails by panicking"
)]

pub mod raw;
pub mod vitals;

mod actor;
mod browser;
mod command;
mod database;
mod nats;
mod picture;
mod programs;
mod reply;
mod screen;
mod server;
mod socket;
mod story;
mod terminal;
mod visitor;
mod wire;
mod world;

use std::time::Duration;

pub use self::{
    actor::Actor,
    browser::Browser,
    command::{Ended, Home, Running},
    database::Database,
    nats::Nats,
    reply::Reply,
    server::{Options, Server},
    socket::{Live, Socket},
    story::tell,
    terminal::Terminal,
    visitor::Visitor,
    wire::Wire,
    world::World,
};

/// How long whoever expects something waits for it: long, for a machine that is slow or stalls for a moment is no defect. What
/// is to be quick is compared with something that would be slow.
pub const PATIENCE: Duration = Duration::from_secs(30);
