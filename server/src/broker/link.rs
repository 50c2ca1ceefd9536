//! Whether the others can be reached: a gauge, and one line in the log for each loss and each return.

use std::fmt::Display;

use metrics::{counter, gauge};

/// One way, there or back.
#[derive(Debug)]
pub(super) struct Link {
    name: &'static str,
    is_up: Option<bool>,
}

impl Link {
    /// Not tried yet.
    pub(super) fn new(name: &'static str) -> Self {
        gauge!("messenger_broker_up", "link" => name).set(0.0);
        Self { name, is_up: None }
    }

    /// It works, as far as is known.
    pub(super) fn is_up(&self) -> bool {
        self.is_up == Some(true)
    }

    /// It works.
    pub(super) fn up(&mut self) {
        if self.is_up.replace(true) != Some(true) {
            gauge!("messenger_broker_up", "link" => self.name).set(1.0);
            tracing::info!(link = self.name, "connected to the other nodes");
        }
    }

    /// It does not.
    pub(super) fn down(&mut self, why: &dyn Display) {
        if self.is_up.replace(false) != Some(false) {
            gauge!("messenger_broker_up", "link" => self.name).set(0.0);
            counter!("messenger_broker_losses_total", "link" => self.name).increment(1);
            tracing::warn!(
                link = self.name,
                error = %format_args!("{why:#}"),
                "the other nodes cannot be reached; trying again, and meanwhile looking into the database"
            );
        }
    }
}
