//! Time and fresh ids. Whoever needs them is given a [`Clock`], so that a test can set it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use protocol::Timestamp;
use uuid::Uuid;

/// What time it is.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// Milliseconds; `None` is the system's time.
    set: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The system's clock.
    pub fn system() -> Self {
        Self::default()
    }

    /// A clock that stands still until it is moved; clones move together.
    pub fn stopped(at: Timestamp) -> Self {
        Self { set: Some(Arc::new(AtomicI64::new(at.millis()))) }
    }

    /// Moves a stopped clock on; the system's clock does not care.
    pub fn advance(&self, by: Duration) {
        if let Some(set) = &self.set {
            set.fetch_add(i64::try_from(by.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
        }
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        let millis = match &self.set {
            Some(set) => set.load(Ordering::SeqCst),
            None => jiff::Timestamp::now().as_millisecond(),
        };
        Timestamp::from_millis(millis)
    }

    /// Seconds since 1970, as tokens count.
    pub fn seconds(&self) -> u64 {
        u64::try_from(self.now().millis() / 1000).unwrap_or_default()
    }

    /// A random time from nothing up to this.
    pub fn chance(&self, below: Duration) -> Duration {
        let part =
            f64::from(u32::try_from(Uuid::new_v4().as_u128() >> 96).unwrap_or(0)) / f64::from(u32::MAX);
        below.mul_f64(part)
    }

    /// A new id (UUID v7): the ones of one process sort by the order in which they were made.
    pub fn id<T: From<Uuid>>(&self) -> T {
        T::from(Uuid::now_v7())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stopped_clock_moves_when_it_is_told_to_and_with_its_clones() {
        let clock = Clock::stopped(Timestamp::from_millis(1_000));
        clock.clone().advance(Duration::from_millis(1_500));
        assert_eq!(clock.now(), Timestamp::from_millis(2_500));
        assert_eq!(clock.seconds(), 2);
    }

    #[test]
    fn chances_lie_within_their_bound_and_differ() {
        let (clock, bound) = (Clock::system(), Duration::from_secs(8));
        let chances: Vec<_> = (0..1_000).map(|_| clock.chance(bound)).collect();
        assert!(chances.iter().all(|chance| *chance <= bound));
        assert!(
            chances.iter().any(|chance| *chance < bound / 4)
                && chances.iter().any(|chance| *chance > bound / 4 * 3)
        );
        assert_eq!(clock.chance(Duration::ZERO), Duration::ZERO);
    }

    #[test]
    fn ids_sort_by_their_making() {
        let clock = Clock::system();
        let ids: Vec<Uuid> = (0..1_000).map(|_| clock.id()).collect();
        assert!(ids.is_sorted());
    }
}
