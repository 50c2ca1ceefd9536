//! What was counted of ours and of a baseline, round by round, as figures.

use crate::{baseline::Counted, report::Figure, sample::median};

/// Both, in turn.
#[derive(Default)]
pub(super) struct Pair {
    ours: Vec<Counted>,
    theirs: Vec<Counted>,
}

impl Pair {
    /// A round of each.
    pub(super) fn push(&mut self, ours: Counted, theirs: Counted) {
        self.ours.push(ours);
        self.theirs.push(theirs);
    }

    /// How many a second.
    pub(super) fn rate(&self, name: &str, baseline: &'static str) -> Figure {
        self.figure((name.to_owned(), "/s"), baseline, |counted| counted.rate)
    }

    /// Milliseconds each.
    pub(super) fn time(&self, name: &str, baseline: &'static str) -> Figure {
        self.figure((name.to_owned(), "ms"), baseline, |counted| 1e3 / counted.rate)
    }

    /// Processor time each.
    pub(super) fn cost(&self, name: &str, baseline: &'static str) -> Figure {
        self.figure((format!("CPU: {name}"), "µs"), baseline, |counted| counted.cost)
    }

    fn figure(
        &self,
        (name, unit): (String, &'static str),
        baseline: &'static str,
        value: fn(&Counted) -> f64,
    ) -> Figure {
        let of = |all: &[Counted]| median(&all.iter().map(value).collect::<Vec<_>>());
        Figure::new(name, unit, of(&self.ours)).beside(baseline, of(&self.theirs))
    }
}
