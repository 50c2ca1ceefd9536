//! The command line.

use std::{path::PathBuf, time::Duration};

use anyhow::Result;
use clap::{Args, Parser, Subcommand};

use crate::{baseline::Counting, bench::Bench, data::Database, machine::Cores, program, scenario::Scenario};

/// Measures the messenger beside the same work done with nothing around it.
#[derive(Debug, Parser)]
#[command(name = "bench", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub what: What,
    /// How.
    #[command(flatten)]
    pub options: Options,
}

/// What there is to do.
#[derive(Debug, Subcommand)]
pub(crate) enum What {
    /// A scenario.
    #[command(flatten)]
    Scenario(Scenario),
    /// Measure all scenarios and write the table
    Table {
        /// Into which page
        #[arg(long, value_name = "PATH", default_value = "docs/performance.md")]
        out: PathBuf,
    },
    /// Relay without a store: a baseline
    #[command(name = "bare-relay", hide = true)]
    Relay,
    /// The other baselines.
    #[command(flatten)]
    Counting(Counting),
}

/// How it is done.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// sqlite, or the address of a PostgreSQL server where a database can be made
    #[arg(long, global = true, value_name = "DATABASE", default_value = "sqlite")]
    pub database: Database,
    /// How often each side is measured; the median counts [default: 3; 5 for the table]
    #[arg(long, global = true, value_name = "N")]
    pub rounds: Option<usize>,
    /// How long each time; by default as the scenario needs
    #[arg(long, global = true, value_name = "N", value_parser = seconds)]
    pub seconds: Option<f64>,
    /// Listeners, chats, sockets or messages, as the scenario counts them; by default its own
    #[arg(long, global = true, value_name = "N,…", value_delimiter = ',')]
    pub size: Vec<u32>,
    /// The server's program; by default the one beside this one
    #[arg(long, global = true, value_name = "PATH")]
    pub server: Option<PathBuf>,
    /// Say it as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

impl Options {
    /// As a scenario wants them; each side is measured `rounds` times if nothing else was said.
    pub(crate) fn bench(&self, rounds: usize) -> Result<Bench> {
        Ok(Bench {
            cores: Cores::find(),
            program: program::server(self.server.as_deref())?,
            database: self.database.clone(),
            rounds: self.rounds.unwrap_or(rounds).max(1),
            seconds: self.seconds,
            sizes: self.size.clone(),
        })
    }
}

fn seconds(text: &str) -> Result<f64, String> {
    let long = |seconds: &f64| *seconds > 0.0 && Duration::try_from_secs_f64(*seconds).is_ok();
    text.parse().ok().filter(long).ok_or_else(|| "say how many seconds".into())
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
    fn options_may_stand_behind_the_scenario() {
        let cli = Cli::parse_from(["bench", "deliveries", "--size", "2,10", "--seconds", "0.5", "--json"]);
        assert!(matches!(cli.what, What::Scenario(Scenario::Deliveries)) && cli.options.json);
        assert_eq!(cli.options.size, [2, 10]);
        assert!(Cli::try_parse_from(["bench", "pairs", "--seconds", "-1"]).is_err());
        assert!(Cli::try_parse_from(["bench", "pairs", "--database", "mysql"]).is_err());
    }
}
