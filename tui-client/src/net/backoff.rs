//! How long to wait before the next try.

use std::time::Duration;

const FIRST: Duration = Duration::from_millis(500);
const LONGEST: Duration = Duration::from_secs(30);

/// Twice as long after each failure, up to half a minute, and by chance up to half of that less, so that not everybody comes
/// back at once. `attempt` counts from 0; `random` is any number.
pub fn delay(attempt: u32, random: u64) -> Duration {
    let full = FIRST.saturating_mul(1 << attempt.min(10)).min(LONGEST);
    let half = full / 2;
    let spread = u64::try_from(half.as_millis()).unwrap_or(u64::MAX).saturating_add(1);
    half + Duration::from_millis(random % spread)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_longer_each_time_but_never_much_longer_than_half_a_minute() {
        for attempt in 0..100 {
            let (least, most) = (delay(attempt, 0), delay(attempt, 250 << attempt.min(6)));
            assert!(least >= Duration::from_millis(250) && most <= LONGEST, "{attempt}: {least:?} {most:?}");
            assert!(delay(attempt + 1, 0) >= least);
        }
        assert_eq!(delay(99, 0), Duration::from_secs(15));
    }

    #[test]
    fn chance_spreads_the_tries() {
        assert_ne!(delay(3, 7), delay(3, 1_234));
    }
}
