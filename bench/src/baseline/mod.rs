//! The same work with nothing around it: what the machine and the libraries can do at best. Each runs as a process of its
//! own, on the core that the server has.

pub(crate) mod hashes;
pub(crate) mod inserts;
pub(crate) mod queries;
pub(crate) mod relay;

use std::{
    env,
    io::Write,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};
use clap::{Args, Subcommand};

use crate::{
    machine::{Cores, cpu_time},
    sample::{float, micros},
};

/// Those that count what they do in a given time. The database's address comes by `DATABASE_URL`.
#[derive(Debug, Subcommand)]
pub(crate) enum Counting {
    /// Durable rows, so many in a statement: a baseline
    #[command(name = "bare-inserts", hide = true)]
    Inserts {
        /// Rows in a statement
        batch: u32,
        #[command(flatten)]
        time: Time,
    },
    /// Password hashes: a baseline
    #[command(name = "bare-hashes", hide = true)]
    Hashes {
        #[command(flatten)]
        time: Time,
    },
    /// Pages and lists, read without a server: a baseline
    #[command(name = "bare-queries", hide = true)]
    Queries {
        /// What is read
        #[arg(value_enum)]
        query: queries::Query,
        /// On the thread that asks
        #[arg(long)]
        at_once: bool,
        #[command(flatten)]
        time: Time,
    },
}

/// What was done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counted {
    /// How much a second.
    pub(crate) rate: f64,
    /// Processor time each, in microseconds.
    pub(crate) cost: f64,
}

/// For how long.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Time {
    /// Milliseconds
    millis: u64,
}

impl Counting {
    /// Does it, and prints how much a second.
    pub(crate) async fn run(&self) -> Result<()> {
        let database = || env::var("DATABASE_URL").context("DATABASE_URL is not set");
        let Counted { rate, cost } = match self {
            Self::Inserts { batch, time } => inserts::run(&database()?, *batch, *time).await?,
            Self::Hashes { time } => hashes::run(*time).await?,
            Self::Queries { query, at_once, time } => {
                queries::run(&database()?, *query, *at_once, *time).await?
            }
        };
        Ok(writeln!(std::io::stdout().lock(), "{rate} {cost}")?)
    }
}

impl Time {
    /// Repeats it for as long; each time it tells how much it has done.
    async fn repeat(self, mut deed: impl AsyncFnMut() -> Result<u64>) -> Result<Counted> {
        let length = Duration::from_millis(self.millis);
        // The first time pays for what is then prepared.
        deed().await?;
        let (meter, mut done) = (Meter::start(std::process::id())?, 0);
        while meter.elapsed() < length {
            done += deed().await?;
        }
        meter.read(done)
    }
}

/// Counts what a process does for a while.
pub(crate) struct Meter {
    pid: u32,
    start: Instant,
    cpu: Duration,
}

impl Meter {
    /// From now on.
    pub(crate) fn start(pid: u32) -> Result<Self> {
        Ok(Self { pid, cpu: cpu_time(pid)?, start: Instant::now() })
    }

    /// How long it has been.
    pub(crate) fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }

    /// It has done so much.
    pub(crate) fn read(&self, done: u64) -> Result<Counted> {
        let cpu = cpu_time(self.pid)?.saturating_sub(self.cpu);
        let rate = float(done) / self.elapsed().as_secs_f64();
        Ok(Counted { rate, cost: micros(cpu) / float(done.max(1)) })
    }
}

/// Runs one of the counting ones on the core of what is measured.
pub(crate) async fn count(cores: &Cores, database: &str, args: &[&str], length: Duration) -> Result<Counted> {
    let mut command = tokio::process::Command::from(cores.measured(&env::current_exe()?));
    let output = command
        .args(args)
        .arg(length.as_millis().to_string())
        .env("DATABASE_URL", database)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .output()
        .await?;
    ensure!(output.status.success(), "the baseline {args:?} has failed");
    let said = String::from_utf8(output.stdout)?;
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    match numbers.as_slice() {
        &[rate, cost] => Ok(Counted { rate, cost }),
        _ => bail!("the baseline {args:?} said {said:?}"),
    }
}
