//! `user`: what an administrator does to accounts. A password never stands on the command line, where others could
//! read it: it comes by standard input, or is made and printed once.

mod add;
mod disable;
mod list;
mod reset_password;

use std::io::Write;

use clap::{Args, Subcommand};

use crate::{config::Config, guard::password};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    /// Make an account, also when registration is closed
    Add(add::Arguments),
    /// List all accounts, the oldest first
    List(list::Arguments),
    /// Give an account another password and end its sessions
    ResetPassword(reset_password::Arguments),
    /// Shut an account and end its sessions
    Disable(disable::Arguments),
}

pub(super) fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    match arguments.deed {
        Deed::Add(arguments) => add::run(config, arguments),
        Deed::List(arguments) => list::run(config, &arguments),
        Deed::ResetPassword(arguments) => reset_password::run(config, &arguments),
        Deed::Disable(arguments) => disable::run(config, &arguments),
    }
}

/// A password, and whether we made it.
struct Password {
    text: String,
    made: bool,
}

impl Password {
    /// The first line of standard input, or a new one.
    fn get(from_stdin: bool) -> anyhow::Result<Self> {
        if !from_stdin {
            return Ok(Self { text: password::generate()?, made: true });
        }
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        Ok(Self { text: line.trim_end_matches(['\r', '\n']).to_owned(), made: false })
    }

    /// Shows it, if nobody knows it yet.
    fn tell(&self) -> std::io::Result<()> {
        if self.made { writeln!(std::io::stdout(), "Password: {}", self.text) } else { Ok(()) }
    }
}
