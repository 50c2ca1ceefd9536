//! Ticks at fixed times, on a thread of its own: the runtime's timers are a millisecond coarse, and half of what is
//! measured with these ticks is shorter.

use std::{
    thread,
    time::{Duration, Instant},
};

use tokio::sync::mpsc;

/// Ticks that do not wait for anybody.
pub(super) struct Metronome(mpsc::UnboundedReceiver<Instant>);

impl Metronome {
    /// `rate` ticks a second for as long.
    pub(super) fn start(rate: u32, length: Duration) -> Self {
        let (sender, receiver) = mpsc::unbounded_channel();
        let step = Duration::from_secs(1) / rate.max(1);
        thread::spawn(move || {
            let start = Instant::now();
            let mut due = start;
            while due < start + length {
                thread::sleep(due.saturating_duration_since(Instant::now()));
                if sender.send(due).is_err() {
                    return;
                }
                due += step;
            }
        });
        Self(receiver)
    }

    /// The time of the next tick, once it has come; none when it is over.
    pub(super) async fn tick(&mut self) -> Option<Instant> {
        self.0.recv().await
    }
}
