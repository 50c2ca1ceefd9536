//! The pulse of a socket: an idle client is pinged, and given up when nothing comes back.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use protocol::limits::{PING_EVERY, PONG_WITHIN};
use tokio::time::{Instant, Sleep, sleep_until};

/// The timer of a socket's pulse.
pub(super) struct Pulse {
    /// Set anew only when it rings: a timer moved at every frame would cost more than the frame.
    timer: Pin<Box<Sleep>>,
    beats: Beats,
}

/// What is to be done about silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Silence {
    /// Send a ping.
    Ping,
    /// Nothing came back.
    Dead,
}

impl Pulse {
    pub(super) fn new() -> Self {
        let now = Instant::now();
        Self { timer: Box::pin(sleep_until(now + PING_EVERY)), beats: Beats { heard: now, pinged: false } }
    }

    /// Something was heard.
    pub(super) fn beat(&mut self) {
        self.beats = Beats { heard: Instant::now(), pinged: false };
    }

    /// Ready when silence has lasted too long.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Silence> {
        loop {
            ready!(self.timer.as_mut().poll(context));
            let (silence, again) = self.beats.rung(Instant::now());
            self.timer.as_mut().reset(again);
            if let Some(silence) = silence {
                return Poll::Ready(silence);
            }
        }
    }
}

/// Pure: the time is given.
#[derive(Clone, Copy, Debug)]
struct Beats {
    heard: Instant,
    /// A ping was sent since.
    pinged: bool,
}

impl Beats {
    /// The timer has rung: what to do now, and when it is to ring again.
    fn rung(&mut self, now: Instant) -> (Option<Silence>, Instant) {
        let due = self.heard + PING_EVERY;
        if self.pinged {
            (Some(Silence::Dead), now + PONG_WITHIN)
        } else if due > now {
            (None, due)
        } else {
            self.pinged = true;
            (Some(Silence::Ping), now + PONG_WITHIN)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a14_one_who_never_answers_is_pinged_and_given_up_by_35_seconds() {
        let start = Instant::now();
        let mut beats = Beats { heard: start, pinged: false };
        let (first, again) = beats.rung(start + PING_EVERY);
        assert_eq!(first, Some(Silence::Ping));
        assert_eq!(beats.rung(again).0, Some(Silence::Dead));
        assert!(again <= start + Duration::from_secs(35));
    }

    #[test]
    fn one_who_talks_is_not_pinged_until_they_fall_silent() {
        let start = Instant::now();
        let heard = start + Duration::from_secs(20);
        let mut beats = Beats { heard, pinged: false };
        assert_eq!(beats.rung(start + PING_EVERY), (None, heard + PING_EVERY));
        assert_eq!(beats.rung(heard + PING_EVERY).0, Some(Silence::Ping));
    }
}
