//! The subcommands: one arm here and one file each.

mod completions;
mod config;
mod healthcheck;
mod migrate;
mod openapi;
mod seed;
mod serve;
mod user;

use std::{future::Future, sync::Arc};

use anyhow::Context;
use clap::{Parser, Subcommand};

use crate::{
    app::App,
    boot,
    clock::Clock,
    config::{Config, Flags},
};

/// A self-hosted messenger server.
#[derive(Debug, Parser)]
#[command(name = "messenger-server", version, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    settings: Flags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the server
    Serve,
    /// Make demo data, or a big data set to try the server with
    Seed(seed::Arguments),
    /// Bring the database up to date
    Migrate(migrate::Arguments),
    /// Make, list and shut accounts
    User(user::Arguments),
    /// Ask a running server whether it can serve; the exit code is the answer
    Healthcheck,
    /// Print every setting and where it was set
    Config,
    /// Print the description of the API (OpenAPI, JSON)
    Openapi,
    /// Print a completion script for a shell
    Completions(completions::Arguments),
}

/// Does what the command line says.
pub fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    let config = || Config::load(&cli.settings);
    match cli.command {
        Command::Serve => serve::run(config()?),
        Command::Seed(arguments) => seed::run(config()?, &arguments),
        Command::Migrate(arguments) => migrate::run(&config()?, &arguments),
        Command::User(arguments) => user::run(config()?, arguments),
        Command::Healthcheck => healthcheck::run(&config()?),
        Command::Config => config::run(&config()?),
        Command::Openapi => openapi::run(),
        Command::Completions(arguments) => completions::run(&arguments),
    }
}

/// Runs a deed that waits.
fn block_on<T>(deed: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("cannot start the runtime")?.block_on(deed)
}

/// Runs a deed that needs everything but the doors.
fn with_app(config: Config, deed: impl AsyncFnOnce(&Arc<App>) -> anyhow::Result<()>) -> anyhow::Result<()> {
    block_on(async {
        let app = boot::open(config, Clock::system()).await?;
        let outcome = deed(&app).await;
        boot::close(app).await;
        outcome
    })
}

/// Refuses where there is no database yet, rather than making an empty one in the wrong folder.
fn must_exist(config: &Config) -> anyhow::Result<()> {
    let Some(path) = config.embedded() else { return Ok(()) };
    anyhow::ensure!(
        path.exists(),
        "there is no database {} yet: is --data-dir right? messenger-server migrate makes one",
        path.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_makes_sense() {
        Cli::command().debug_assert();
    }

    #[test]
    fn settings_may_stand_behind_the_subcommand() {
        let line = ["messenger-server", "serve", "--demo", "--listen", "0.0.0.0:9", "--rate-limits=off"];
        let config = Config::load(&Cli::parse_from(line).settings).unwrap();
        assert!(config.demo.is_on() && !config.rate_limits.is_on());
        assert_eq!(config.listen.port(), 9);
    }
}
