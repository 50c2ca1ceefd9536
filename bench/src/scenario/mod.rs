//! What is measured, one file a scenario.

mod beside;
mod counted;
mod deliveries;
mod duel;
mod groups;
mod history;
mod idle;
mod inserts;
mod latency;
mod pairs;
mod reconnect;
mod requests;
mod slow;
mod start;
mod steady;

use anyhow::{Context, Result, ensure};
use clap::Subcommand;

use crate::{bench::Bench, data::Database, machine::Busy, report::Report};

/// Above this share of the processors, others have disturbed the measuring.
const DISTURBED: f64 = 0.1;

/// The scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Scenario {
    /// One chat, one sender, 2 to 1,000 listeners: deliveries a second
    Deliveries,
    /// 100 messages a second to 100 listeners: processor time a delivery
    Steady,
    /// A hundred chats of two, each with one send in flight: durable messages a second
    Pairs,
    /// One sender with 1, 16 and 100 sends in flight beside bare inserts: durable messages a second
    Inserts,
    /// 20 messages a second to 100 listeners: milliseconds to each receipt
    Latency,
    /// The same on all cores while four people sign in without a pause
    LoginsBeside,
    /// 1,000 messages a second into groups of ten: milliseconds to each receipt
    Groups,
    /// A stopped reader beside 99 good ones: what they lose
    SlowReader,
    /// 1,000 and 10,000 sockets that say nothing: memory, and seconds to open them
    Idle,
    /// 10,000 sockets after a power cut: seconds until all are back
    Reconnect,
    /// Pages of 50 of 1,000,000 messages beside the bare query: milliseconds
    History,
    /// A list of 300 chats with unread counts beside the bare query: milliseconds
    List,
    /// Logins beside bare hashes, and pages of the browser, a second
    Requests,
    /// From nothing to ready: milliseconds, empty and with 1,000,000 messages; memory at rest
    Start,
}

impl Scenario {
    /// All of them, in the order of the table.
    pub(crate) const ALL: &[Self] = &[
        Self::Deliveries,
        Self::Steady,
        Self::Pairs,
        Self::Inserts,
        Self::Latency,
        Self::LoginsBeside,
        Self::Groups,
        Self::SlowReader,
        Self::Idle,
        Self::Reconnect,
        Self::History,
        Self::List,
        Self::Requests,
        Self::Start,
    ];

    /// Measures it.
    ///
    /// # Errors
    /// Also when a message was lost, doubled or out of order.
    pub(crate) async fn run(self, bench: &Bench) -> Result<Report> {
        let busy = Busy::since_now();
        let mut report = self.measure(bench).await.with_context(|| format!("{self:?}"))?;
        ensure!(report.counts.clean(), "{self:?} has failed: {}", report.counts);
        if let Some(share) = busy.others().filter(|share| *share > DISTURBED) {
            let database = if bench.database == Database::Sqlite { "" } else { " with PostgreSQL" };
            report.disturbed.push(format!("{self:?}{database} {:.0} %", 100.0 * share));
        }
        Ok(report)
    }

    async fn measure(self, bench: &Bench) -> Result<Report> {
        match self {
            Self::Deliveries => deliveries::run(bench).await,
            Self::Steady => steady::run(bench).await,
            Self::Pairs => pairs::run(bench).await,
            Self::Inserts => inserts::run(bench).await,
            Self::Latency => latency::run(bench).await,
            Self::LoginsBeside => beside::run(bench).await,
            Self::Groups => groups::run(bench).await,
            Self::SlowReader => slow::run(bench).await,
            Self::Idle => idle::run(bench).await,
            Self::Reconnect => reconnect::run(bench).await,
            Self::History => history::pages(bench).await,
            Self::List => history::list(bench).await,
            Self::Requests => requests::run(bench).await,
            Self::Start => start::run(bench).await,
        }
    }
}
