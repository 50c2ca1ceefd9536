//! The signals that end, stop and continue the client.

use std::io;

use rustix::process::Signal as Number;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The exit code of an interrupt.
pub(super) const INTERRUPTED: u8 = 130;

/// All of them.
pub(super) struct Signals {
    terminate: Signal,
    hang_up: Signal,
    interrupt: Signal,
    stop: Signal,
    go_on: Signal,
    resize: Signal,
}

/// What a signal wants.
pub(super) enum Order {
    /// To end, with this exit code: 128 and the signal's number, as shells have it.
    End(u8),
    /// To stop.
    Stop,
    /// To go on after a stop.
    GoOn,
    /// To look how large the terminal is now.
    Resize,
}

impl Signals {
    pub(super) fn new() -> io::Result<Self> {
        let kind = |number: Number| SignalKind::from_raw(number.as_raw());
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
            interrupt: signal(SignalKind::interrupt())?,
            stop: signal(kind(Number::TSTP))?,
            go_on: signal(kind(Number::CONT))?,
            resize: signal(SignalKind::window_change())?,
        })
    }

    pub(super) async fn next(&mut self) -> Order {
        tokio::select! {
            _ = self.terminate.recv() => Order::End(143),
            _ = self.hang_up.recv() => Order::End(129),
            _ = self.interrupt.recv() => Order::End(INTERRUPTED),
            _ = self.stop.recv() => Order::Stop,
            _ = self.go_on.recv() => Order::GoOn,
            _ = self.resize.recv() => Order::Resize,
        }
    }
}
