//! Is anything lost, doubled or put out of order? A population of clients, each with a cache and the rule of a real
//! client, talks through servers that are killed, cut off and drowned; then everything comes to rest and is compared.
//!
//! * [`world`], [`population`], [`people`]: who is there; [`client`]: what a client holds and how it lives.
//! * [`node`], [`database`], [`broker`], [`gossip`], [`proxy`]: what they talk through; [`chaos`]: how it breaks.
//! * [`amend`], [`ledger`], [`tally`], [`check`]: what was said and done, what was counted, what must hold.
//!
//! What breaks a promise is told with the seed, the conversation, the numbers and the last things that happened.

mod amend;
mod broker;
mod chaos;
mod check;
mod cli;
mod client;
mod database;
mod gossip;
mod http;
mod ledger;
mod node;
mod people;
mod population;
mod proxy;
mod soak;
mod tally;
mod whim;
mod world;

use std::{
    process::ExitCode,
    sync::{Mutex, MutexGuard, PoisonError},
};

use clap::Parser;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let whole = soak::run(cli::Arguments::parse()).await?;
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Locks; a panic elsewhere has ended the run anyway.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells whoever has started it.
#[expect(clippy::print_stdout, reason = "the counts are what it is for")]
fn say(line: &str) {
    println!("{line}");
}
