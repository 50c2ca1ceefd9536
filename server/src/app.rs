//! What all rooms of a running server share.

use std::sync::Arc;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    clock::Clock,
    config::{Config, Secret},
    guard::{Hasher, Limits, Tokens},
    metrics::Metrics,
};

/// The only shared state.
#[derive(Debug)]
pub struct App {
    /// The settings.
    pub config: Config,
    /// Time and fresh ids.
    pub clock: Clock,
    /// Access tokens.
    pub tokens: Tokens,
    /// Password hashes.
    pub hasher: Hasher,
    /// How often is too often.
    pub limits: Limits,
    /// What is counted.
    pub metrics: Metrics,
    /// Cancelled when the server shall stop: everything that waits also waits for this.
    pub stop: CancellationToken,
    /// Everything that must have ended before the process may.
    pub tasks: TaskTracker,
}

impl App {
    /// Puts the parts together. `secret` is the key of access tokens.
    pub fn new(config: Config, clock: Clock, secret: &Secret) -> Arc<Self> {
        let tokens = Tokens::new(secret, clock.clone(), config.access_ttl);
        let limits = Limits::new(config.rate_limits);
        Arc::new(Self {
            config,
            clock,
            tokens,
            hasher: Hasher::new(),
            limits,
            metrics: Metrics::install(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        })
    }

    /// Why no more work should be sent here, if so.
    pub fn unready(&self) -> Option<&'static str> {
        self.stop.is_cancelled().then_some("stopping")
    }
}
