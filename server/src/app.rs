//! What all rooms of a running server share.

use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{clock::Clock, config::Config, metrics::Metrics};

/// The only shared state.
#[derive(Debug)]
pub struct App {
    /// The settings.
    pub config: Config,
    /// Time and fresh ids.
    pub clock: Clock,
    /// What is counted.
    pub metrics: Metrics,
    /// Cancelled when the server shall stop: everything that waits also waits for this.
    pub stop: CancellationToken,
    /// Everything that must have ended before the process may.
    pub tasks: TaskTracker,
}

impl App {
    /// Puts the parts together.
    pub fn new(config: Config, clock: Clock) -> Arc<Self> {
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        Arc::new(Self { config, clock, metrics: Metrics::install(), stop, tasks })
    }

    /// Why no more work should be sent here, if so.
    pub fn unready(&self) -> Option<&'static str> {
        self.stop.is_cancelled().then_some("stopping")
    }
}
