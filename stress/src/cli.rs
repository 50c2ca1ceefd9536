//! What can be asked for on the command line.

use clap::{Parser, ValueEnum};

/// Lets a population of clients talk through servers that are killed, cut off and drowned, and counts what was lost,
/// doubled or put out of order. Leaves with 1 when anything was.
#[derive(Clone, Debug, Parser)]
pub(crate) struct Arguments {
    /// How long to go on
    #[arg(long, default_value_t = 600)]
    pub(crate) seconds: u64,
    /// sqlite, or postgres://… : a cluster in which databases may be made
    #[arg(long, default_value = "sqlite")]
    pub(crate) database: String,
    /// How many servers share the database
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub(crate) nodes: u8,
    /// What carries hints between them
    #[arg(long, value_enum, default_value_t = Bus::Notify)]
    pub(crate) bus: Bus,
    /// Where chance begins; the same number makes the same plans, though never the same timing
    #[arg(long)]
    pub(crate) seed: Option<u64>,
    /// Only these rows of the list of attacks; all of them by default
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) row: Vec<Row>,
    /// People who talk with each other
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u16).range(4..=200))]
    pub(crate) people: u16,
    /// Clients that only listen, and drop and come back at once (F3)
    #[arg(long, default_value_t = 200)]
    pub(crate) crowd: u16,
    /// Seconds between two checks of everything
    #[arg(long, default_value_t = 60)]
    pub(crate) check_every: u64,
}

/// What carries hints between nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Bus {
    /// PostgreSQL itself.
    Notify,
    /// A `nats-server` found in the PATH.
    Nats,
}

/// What goes wrong, by the row of the list of attacks that it plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Row {
    /// The same message twenty times at once.
    F1,
    /// A server is killed at a random moment.
    F2,
    /// All drop and come back at once.
    F3,
    /// Hints are dropped, delayed, doubled, reordered.
    F5,
    /// Connecting in the middle of sends.
    F8,
    /// A server is asked to stop under load.
    F9,
    /// Messages are edited, taken back, get signs; clients sleep meanwhile.
    F10,
    /// Members join and leave.
    F11,
    /// The power is cut.
    F12,
    /// Clients stop reading.
    A13,
    /// The database is gone for a while.
    E14,
}

impl Arguments {
    /// That row is to be played.
    pub(crate) fn plays(&self, row: Row) -> bool {
        self.row.is_empty() || self.row.contains(&row)
    }

    /// The embedded database.
    pub(crate) fn is_sqlite(&self) -> bool {
        self.database == "sqlite"
    }

    /// What cannot be.
    pub(crate) fn check(&self) -> anyhow::Result<()> {
        let sqlite = self.is_sqlite();
        anyhow::ensure!(
            sqlite || self.database.starts_with("postgres://") || self.database.starts_with("postgresql://"),
            "--database is sqlite or postgres://…"
        );
        anyhow::ensure!(!sqlite || self.nodes == 1, "with SQLite there is one node");
        anyhow::ensure!(!sqlite || self.bus == Bus::Notify, "with SQLite there is no broker");
        Ok(())
    }
}
