//! What is counted, and what must never be.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Count {
    Sent,
    Acked,
    Spoken,
    Refused,
    Retried,
    Deliveries,
    Ignored,
    Syncs,
    Resets,
    FullyRead,
    FullyReadLate,
    FullyReadAgain,
    FullyReadUntold,
    Reconnects,
    Resyncs,
    Stalls,
    Kills,
    Stops,
    Cuts,
    Storms,
    Copies,
    Parallel,
    Joins,
    Leaves,
    Removals,
    Titles,
    Amended,
    Declined,
    HandOvers,
    Sleeps,
    Unavailable,
    Hints,
    Checks,
    StaleReads,
}

/// A promise that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Broken {
    /// Something that should be there is not.
    Lost,
    /// Something is there twice.
    Doubled,
    /// Something is in the wrong place.
    Disorder,
    /// Two that should be equal are not.
    Differs,
    /// Somebody got what is not theirs.
    Leaked,
    /// An answer that must not be given.
    Fault,
}

const SHOWN: usize = 20;

#[derive(Default)]
struct Inner {
    counts: BTreeMap<Count, u64>,
    broken: BTreeMap<Broken, u64>,
    details: Vec<String>,
    catch_ups: Vec<Duration>,
}

/// The counts of one run.
#[derive(Default)]
pub(crate) struct Tally(Mutex<Inner>);

impl Tally {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One more.
    pub(crate) fn one(&self, count: Count) {
        self.add(count, 1);
    }

    /// So many more.
    pub(crate) fn add(&self, count: Count, n: u64) {
        if n > 0 {
            *self.lock().counts.entry(count).or_default() += n;
        }
    }

    /// How many there were.
    pub(crate) fn of(&self, count: Count) -> u64 {
        self.lock().counts.get(&count).copied().unwrap_or_default()
    }

    /// A client needed this long after a storm to hold everything again.
    pub(crate) fn caught_up(&self, took: Duration) {
        self.lock().catch_ups.push(took);
    }

    /// A promise was broken; the first ones are kept word for word.
    pub(crate) fn broken(&self, what: Broken, detail: impl Into<String>) {
        let mut inner = self.lock();
        *inner.broken.entry(what).or_default() += 1;
        if inner.details.len() < SHOWN {
            inner.details.push(format!("{what:?}: {}", detail.into()));
        }
    }

    /// How many promises were broken.
    pub(crate) fn violations(&self) -> u64 {
        self.lock().broken.values().sum()
    }

    /// The first broken promises.
    pub(crate) fn details(&self) -> Vec<String> {
        self.lock().details.clone()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut inner = self.lock();
        for (count, n) in &inner.counts {
            write!(f, "{count:?} {n} · ")?;
        }
        let of = |what| inner.broken.get(&what).copied().unwrap_or_default();
        write!(
            f,
            "lost {} · doubled {} · disorder {}",
            of(Broken::Lost),
            of(Broken::Doubled),
            of(Broken::Disorder)
        )?;
        let others = inner.broken.values().sum::<u64>()
            - of(Broken::Lost)
            - of(Broken::Doubled)
            - of(Broken::Disorder);
        write!(f, " · other violations {others}")?;
        inner.catch_ups.sort_unstable();
        let at = |share: usize| inner.catch_ups.get(inner.catch_ups.len() * share / 100);
        if let (Some(half), Some(most)) = (at(50), at(99)) {
            write!(f, " · caught up after a storm p50 {} ms, p99 {} ms", half.as_millis(), most.as_millis())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_told() {
        let tally = Tally::default();
        tally.one(Count::Kills);
        tally.add(Count::Acked, 41);
        tally.one(Count::Acked);
        tally.broken(Broken::Lost, "seq 7");
        assert_eq!((tally.of(Count::Acked), tally.violations()), (42, 1));
        let told = tally.to_string();
        assert!(told.contains("Acked 42") && told.contains("lost 1") && told.contains("doubled 0"), "{told}");
        assert_eq!(tally.details(), ["Lost: seq 7"]);
    }
}
