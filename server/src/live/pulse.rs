//! What time does to a socket: an idle client is pinged, and given up when nothing comes back; one whose access token runs
//! out is asked for another, and closed when none comes. One timer for both.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use protocol::limits::{PING_EVERY, PONG_WITHIN};
use tokio::time::{Instant, Sleep, sleep_until};

/// The timer of a socket.
pub(super) struct Pulse {
    /// Set anew only when it rings: a timer moved at every frame would cost more than the frame.
    timer: Pin<Box<Sleep>>,
    beats: Beats,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Send a ping.
    Ping,
    /// Nothing came back.
    Dead,
    /// Ask for a new access token: the one that is known is good for so long.
    Reauth(Duration),
    /// None came.
    Expired,
}

impl Pulse {
    /// Of a socket whose access token is good for so long; another one is asked for this much earlier.
    pub(super) fn new(good_for: Duration, ask_before: Duration) -> Self {
        let now = Instant::now();
        let lease = Lease::new(now, good_for, ask_before);
        let beats = Beats { heard: now, pinged: None, lease };
        Self { timer: Box::pin(sleep_until(beats.next())), beats }
    }

    /// Something was heard.
    pub(super) fn beat(&mut self) {
        self.beats.heard = Instant::now();
        self.beats.pinged = None;
    }

    /// A new access token is good for so long.
    pub(super) fn renew(&mut self, good_for: Duration) {
        let lease = Lease::new(Instant::now(), good_for, self.beats.lease.ask_before);
        // The timer may be set already: a lease only gets longer.
        if lease.until > self.beats.lease.until {
            self.beats.lease = lease;
        }
    }

    /// When the access token runs out.
    pub(super) const fn until(&self) -> Instant {
        self.beats.lease.until
    }

    /// Ready when something is to be done.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Due> {
        loop {
            ready!(self.timer.as_mut().poll(context));
            let due = self.beats.rung(Instant::now());
            self.timer.as_mut().reset(self.beats.next());
            if let Some(due) = due {
                return Poll::Ready(due);
            }
        }
    }
}

/// Pure: the time is given.
#[derive(Clone, Copy, Debug)]
struct Beats {
    heard: Instant,
    /// When a ping was sent since.
    pinged: Option<Instant>,
    lease: Lease,
}

/// How long the access token is good.
#[derive(Clone, Copy, Debug)]
struct Lease {
    until: Instant,
    ask_before: Duration,
    /// When another one is to be asked for; not twice.
    ask_at: Option<Instant>,
}

impl Lease {
    fn new(now: Instant, good_for: Duration, ask_before: Duration) -> Self {
        let until = now + good_for;
        Self { until, ask_before, ask_at: Some(until.checked_sub(ask_before).unwrap_or(now)) }
    }
}

impl Beats {
    /// The timer has rung: what to do now.
    fn rung(&mut self, now: Instant) -> Option<Due> {
        if now >= self.lease.until {
            return Some(Due::Expired);
        }
        if self.lease.ask_at.is_some_and(|at| now >= at) {
            self.lease.ask_at = None;
            return Some(Due::Reauth(self.lease.until.saturating_duration_since(now)));
        }
        match self.pinged {
            Some(pinged) => (now >= pinged + PONG_WITHIN).then_some(Due::Dead),
            None if now >= self.heard + PING_EVERY => {
                self.pinged = Some(now);
                Some(Due::Ping)
            }
            None => None,
        }
    }

    /// When it is to ring again.
    fn next(&self) -> Instant {
        let silence = self.pinged.map_or(self.heard + PING_EVERY, |pinged| pinged + PONG_WITHIN);
        silence.min(self.lease.ask_at.unwrap_or(self.lease.until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_hours(1);
    const MINUTE: Duration = Duration::from_mins(1);

    fn beats(start: Instant, good_for: Duration) -> Beats {
        Beats { heard: start, pinged: None, lease: Lease::new(start, good_for, MINUTE) }
    }

    #[test]
    fn a14_one_who_never_answers_is_pinged_and_given_up_by_35_seconds() {
        let start = Instant::now();
        let mut beats = beats(start, HOUR);
        assert_eq!(beats.rung(beats.next()), Some(Due::Ping));
        let again = beats.next();
        assert_eq!(beats.rung(again), Some(Due::Dead));
        assert!(again <= start + Duration::from_secs(35));
    }

    #[test]
    fn one_who_talks_is_not_pinged_until_they_fall_silent() {
        let start = Instant::now();
        let mut beats = beats(start, HOUR);
        beats.heard = start + Duration::from_secs(20);
        assert_eq!(beats.rung(start + PING_EVERY), None);
        assert_eq!(beats.next(), beats.heard + PING_EVERY);
        assert_eq!(beats.rung(beats.next()), Some(Due::Ping));
    }

    #[test]
    fn a6_another_token_is_asked_for_once_and_then_the_socket_is_closed() {
        let start = Instant::now();
        let mut beats = beats(start, 2 * MINUTE);
        beats.heard = start + HOUR;
        assert_eq!(beats.next(), start + MINUTE);
        assert_eq!(beats.rung(start + MINUTE), Some(Due::Reauth(MINUTE)));
        assert_eq!(beats.rung(start + MINUTE), None);
        assert_eq!(beats.next(), start + 2 * MINUTE);
        assert_eq!(beats.rung(start + 2 * MINUTE), Some(Due::Expired));
    }

    #[test]
    fn a6_asking_does_not_take_the_ping_s_answer_for_lost() {
        let start = Instant::now();
        let mut beats = beats(start, MINUTE + PING_EVERY + PONG_WITHIN / 2);
        assert_eq!(beats.rung(start + PING_EVERY), Some(Due::Ping));
        let asked = beats.next();
        assert_eq!(asked, start + PING_EVERY + PONG_WITHIN / 2);
        assert!(matches!(beats.rung(asked), Some(Due::Reauth(_))));
        assert_eq!(beats.rung(asked), None, "there is time left to answer");
        assert_eq!(beats.next(), start + PING_EVERY + PONG_WITHIN);
    }
}
