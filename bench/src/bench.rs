//! What every scenario is given: how long, how often, where and with what.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use anyhow::Result;

use crate::{
    data::{Database, Home},
    machine::Cores,
    process::Process,
};

/// The settings of a run.
pub(crate) struct Bench {
    /// Who runs where.
    pub cores: Cores,
    /// The server's program.
    pub program: PathBuf,
    /// What it keeps its data in.
    pub database: Database,
    /// How often each side is measured.
    pub rounds: usize,
    /// How long each time, if not as the scenario likes it.
    pub seconds: Option<f64>,
    /// The sizes, if not those of the scenario.
    pub sizes: Vec<u32>,
}

impl Bench {
    /// Who runs where, in words.
    pub(crate) fn place(&self) -> String {
        match self.database {
            Database::Sqlite => self.cores.to_string(),
            Database::Postgres(_) => format!("{}, PostgreSQL where it likes", self.cores),
        }
    }

    /// How long a window is.
    pub(crate) fn window(&self, usual: f64) -> Duration {
        Duration::from_secs_f64(self.seconds.unwrap_or(usual))
    }

    /// The sizes that were asked for, or the usual ones.
    pub(crate) fn sizes(&self, usual: &[u32]) -> Vec<u32> {
        if self.sizes.is_empty() { usual.to_vec() } else { self.sizes.clone() }
    }

    /// A new home.
    pub(crate) async fn home(&self) -> Result<Home> {
        Home::new(&self.database).await
    }

    /// The server there, on its core.
    pub(crate) fn serve(&self, home: &Home) -> Result<Process> {
        Process::server(self.cores.measured(&self.program), home, SocketAddr::from(([127, 0, 0, 1], 0)))
    }

    /// The relay, on the same core.
    pub(crate) fn relay(&self) -> Result<Process> {
        Process::relay(&self.cores)
    }
}
