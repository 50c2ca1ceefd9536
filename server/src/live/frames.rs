//! How many frames a socket may send: a bucket that holds a burst and fills steadily. Pure: the time is given.

use std::time::{Duration, Instant};

use protocol::limits::FRAMES_PER_MINUTE;

const EVERY: Duration = Duration::from_millis(60_000 / FRAMES_PER_MINUTE as u64);
const BURST: Duration = Duration::from_mins(1);

/// The frames of one socket.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frames {
    /// When the bucket will be full again; the further ahead, the emptier it is.
    full_at: Instant,
}

impl Frames {
    /// A full bucket.
    pub(super) fn new(now: Instant) -> Self {
        Self { full_at: now }
    }

    /// Takes one frame; `false` when there is none left.
    pub(super) fn take(&mut self, now: Instant) -> bool {
        let full_at = self.full_at.max(now) + EVERY;
        let allowed = full_at <= now + BURST;
        if allowed {
            self.full_at = full_at;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a12_a_burst_of_120_then_two_a_second() {
        let start = Instant::now();
        let mut frames = Frames::new(start);
        let taken = (0..500).filter(|_| frames.take(start)).count();
        assert_eq!(taken, 120);
        let second = start + Duration::from_secs(1);
        assert!(frames.take(second) && frames.take(second) && !frames.take(second));
    }

    #[test]
    fn a_steady_talker_never_runs_out() {
        let start = Instant::now();
        let mut frames = Frames::new(start);
        assert!((0..10_000).all(|frame| frames.take(start + EVERY * frame)));
    }
}
