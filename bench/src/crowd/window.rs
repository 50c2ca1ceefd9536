//! What a window of time has brought.

use std::time::{Duration, Instant};

use crate::sample::{float, micros};

/// What was counted between two moments.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    wall: Duration,
    cpu: Duration,
    generator: Duration,
    deliveries: u64,
    messages: u64,
}

impl Window {
    /// Messages that came to somebody other than their sender, a second.
    pub(crate) fn deliveries(&self) -> f64 {
        float(self.deliveries) / self.wall.as_secs_f64()
    }

    /// Messages that were answered, a second.
    pub(crate) fn messages(&self) -> f64 {
        float(self.messages) / self.wall.as_secs_f64()
    }

    /// Processor time that the measured process has spent on a delivery, in microseconds.
    pub(crate) fn delivery_cost(&self) -> f64 {
        micros(self.cpu) / float(self.deliveries.max(1))
    }

    /// And on a message.
    pub(crate) fn message_cost(&self) -> f64 {
        micros(self.cpu) / float(self.messages.max(1))
    }

    /// By how much of a core the generator was busier than what it drives.
    pub(crate) fn generator_ahead(&self) -> f64 {
        (self.generator.as_secs_f64() - self.cpu.as_secs_f64()) / self.wall.as_secs_f64()
    }
}

/// The counters at one moment.
pub(super) struct Look {
    pub(super) at: Instant,
    pub(super) cpu: Duration,
    pub(super) generator: Duration,
    pub(super) heard: u64,
    pub(super) acked: u64,
}

impl Look {
    pub(super) fn until(&self, later: &Self) -> Window {
        let messages = later.acked - self.acked;
        Window {
            wall: later.at - self.at,
            cpu: later.cpu.saturating_sub(self.cpu),
            generator: later.generator.saturating_sub(self.generator),
            // Everybody hears themselves too.
            deliveries: (later.heard - self.heard).saturating_sub(messages),
            messages,
        }
    }
}
