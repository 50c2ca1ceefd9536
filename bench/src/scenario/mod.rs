//! What is measured, one file a scenario.

mod deliveries;
mod duel;
mod groups;
mod idle;
mod latency;
mod pairs;
mod steady;

use anyhow::{Context, Result, ensure};
use clap::Subcommand;

use crate::{bench::Bench, report::Report};

/// The scenarios.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub(crate) enum Scenario {
    /// One chat, one sender, 2 to 1,000 listeners: deliveries a second
    Deliveries,
    /// A hundred chats of two, each with one send in flight: durable messages a second
    Pairs,
    /// 100 messages a second to 100 listeners: processor time a delivery
    Steady,
    /// 20 messages a second to 100 listeners: milliseconds to each receipt
    Latency,
    /// 1,000 messages a second into groups of ten: milliseconds to each receipt
    Groups,
    /// 1,000 and 10,000 sockets that say nothing: memory, and seconds to open them
    Idle,
}

impl Scenario {
    /// All of them, in the order of the table.
    pub(crate) const ALL: &[Self] =
        &[Self::Deliveries, Self::Pairs, Self::Steady, Self::Latency, Self::Groups, Self::Idle];

    /// Measures it.
    ///
    /// # Errors
    /// Also when a message was lost, doubled or out of order.
    pub(crate) async fn run(self, bench: &Bench) -> Result<Report> {
        let report = match self {
            Self::Deliveries => deliveries::run(bench).await,
            Self::Pairs => pairs::run(bench).await,
            Self::Steady => steady::run(bench).await,
            Self::Latency => latency::run(bench).await,
            Self::Groups => groups::run(bench).await,
            Self::Idle => idle::run(bench).await,
        };
        let report = report.with_context(|| format!("{self:?}"))?;
        ensure!(report.counts.clean(), "{self:?} has failed: {}", report.counts);
        Ok(report)
    }
}
