//! Times, as a table with their budgets.

use std::{
    fmt,
    time::{Duration, Instant},
};

/// An unoptimised build has so much more time, and is judged by its medians alone: whoever works with one has a busy machine.
const FACTOR: u32 = if UNOPTIMISED { 5 } else { 1 };
const UNOPTIMISED: bool = cfg!(debug_assertions);

/// What was measured.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Measured>,
}

struct Measured {
    what: &'static str,
    budget: Budget,
    times: Vec<Duration>,
}

/// How long something may take: in half of all cases, and in all but one of a hundred.
#[derive(Clone, Copy)]
pub(crate) struct Budget {
    median: Duration,
    rare: Duration,
}

impl Budget {
    /// Every case is as good as any other.
    pub(crate) const fn of(millis: u64) -> Self {
        Self::and(millis, millis)
    }

    /// Few cases may take longer than most.
    pub(crate) const fn and(median: u64, rare: u64) -> Self {
        Self { median: Duration::from_millis(median), rare: Duration::from_millis(rare) }
    }
}

impl Report {
    /// Does something again and again, each time with its number.
    pub(crate) fn times(
        &mut self,
        what: &'static str,
        budget: Budget,
        count: usize,
        mut deed: impl FnMut(usize),
    ) {
        // What is done for the first time only is not what people wait for all day.
        (0..3).for_each(&mut deed);
        let times = (0..count).map(|number| {
            let start = Instant::now();
            deed(number);
            start.elapsed()
        });
        let mut times: Vec<Duration> = times.collect();
        times.sort();
        self.rows.push(Measured { what, budget, times });
    }

    pub(crate) fn is_within(&self) -> bool {
        self.rows.iter().all(Measured::is_within)
    }
}

impl Measured {
    fn at(&self, percent: usize) -> Duration {
        self.times[(self.times.len() * percent / 100).min(self.times.len() - 1)]
    }

    fn is_within(&self) -> bool {
        self.at(50) <= self.budget.median * FACTOR && (UNOPTIMISED || self.at(99) <= self.budget.rare)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | budget, ms | median, ms | 99 of 100, ms | times |")?;
        writeln!(f, "| --- | --- | --- | --- | --- |")?;
        let millis = |time: Duration| format!("{:.2}", time.as_secs_f64() * 1000.0);
        for row in &self.rows {
            let Budget { median, rare } = row.budget;
            let budget = if median == rare {
                format!("{}", median.as_millis())
            } else {
                format!("{} / {}", median.as_millis(), rare.as_millis())
            };
            let missed = if row.is_within() { "" } else { ", **over**" };
            let (median, rare) = (millis(row.at(50)), millis(row.at(99)));
            writeln!(f, "| {} | {budget} | {median} | {rare}{missed} | {} |", row.what, row.times.len())?;
        }
        Ok(())
    }
}
