//! Whether others have used the processors meanwhile: a rate that was measured beside a compiler says little.

use std::{fs, time::Instant};

use crate::sample::float;

/// Ticks in a second, as Linux tells every program.
const TICKS: f64 = 100.0;

/// A moment, and what had been used until then.
pub(crate) struct Busy {
    at: Instant,
    before: Option<Used>,
}

/// In ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Used {
    /// By everybody, and what the machine did not get.
    all: u64,
    /// By this process and those of its children that have ended.
    ours: u64,
    cores: u64,
}

impl Busy {
    /// From now on.
    pub(crate) fn since_now() -> Self {
        Self { at: Instant::now(), before: Used::now() }
    }

    /// Which share of the processors others have had since; none when it is not known.
    pub(crate) fn others(&self) -> Option<f64> {
        let (before, after) = (self.before?, Used::now()?);
        let (all, ours) = (after.all.saturating_sub(before.all), after.ours.saturating_sub(before.ours));
        let there = self.at.elapsed().as_secs_f64() * TICKS * float(after.cores);
        Some(float(all.saturating_sub(ours)) / there)
    }
}

impl Used {
    fn now() -> Option<Self> {
        read(&fs::read_to_string("/proc/stat").ok()?, &fs::read_to_string("/proc/self/stat").ok()?)
    }
}

fn read(all: &str, own: &str) -> Option<Used> {
    let numbers = |text: &str| text.split_whitespace().map(|word| word.parse().unwrap_or(0)).collect();
    let line: Vec<u64> = numbers(all.lines().next()?.strip_prefix("cpu ")?);
    // user, nice, system; idle and waiting are nobody's; then interrupts and what the host took.
    let busy = |at: usize| line.get(at).copied().unwrap_or_default();
    let cores = all.lines().skip(1).take_while(|line| line.starts_with("cpu")).count();
    let own: Vec<u64> = numbers(own.rsplit_once(") ")?.1);
    Some(Used {
        all: [0, 1, 2, 5, 6, 7].map(busy).iter().sum(),
        ours: own.get(11..15)?.iter().sum(),
        cores: u64::try_from(cores).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_time_is_nobodys() {
        let all = "cpu  100 1 20 9999 9999 3 4 5 0 0\ncpu0 1\ncpu1 1\nintr 7\n";
        let own = "42 (a name) S 1 1 1 0 -1 0 0 0 0 0 10 20 30 40 20 0";
        assert_eq!(read(all, own), Some(Used { all: 133, ours: 100, cores: 2 }));
        assert_eq!(read("nonsense", own), None);
    }
}
