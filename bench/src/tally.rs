//! What one listener has heard of each conversation: every number once and in order, or it is counted what went wrong.

use std::{collections::BTreeSet, fmt, ops::AddAssign};

use serde::Serialize;

/// What was heard, and what went wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Counts {
    /// Messages that came.
    pub heard: u64,
    /// Numbers that never came.
    pub lost: u64,
    /// Numbers that came again.
    pub doubled: u64,
    /// Numbers that came after a later one.
    pub disordered: u64,
}

impl Counts {
    /// Nothing went wrong.
    pub(crate) const fn clean(&self) -> bool {
        self.lost == 0 && self.doubled == 0 && self.disordered == 0
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.heard += other.heard;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.disordered += other.disordered;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { heard, lost, doubled, disordered } = self;
        write!(f, "{heard} heard, {lost} lost, {doubled} doubled, {disordered} out of order")
    }
}

/// The ear of one listener.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    streams: Vec<(u32, Stream)>,
    counts: Counts,
}

#[derive(Debug)]
struct Stream {
    next: u64,
    missing: BTreeSet<u64>,
}

impl Tally {
    /// A number of a stream came; each stream begins with 1.
    pub(crate) fn hear(&mut self, stream: u32, seq: u64) {
        self.counts.heard += 1;
        let stream = self.stream(stream);
        if seq == stream.next {
            stream.next += 1;
        } else if seq > stream.next {
            stream.missing.extend(stream.next..seq);
            stream.next = seq + 1;
        } else if stream.missing.remove(&seq) {
            self.counts.disordered += 1;
        } else {
            self.counts.doubled += 1;
        }
    }

    /// What went wrong, when the stream is known to have had so many numbers by now.
    pub(crate) fn end(&mut self, stream: u32, last: u64) {
        let stream = self.stream(stream);
        stream.missing.extend(stream.next..=last);
        stream.next = stream.next.max(last + 1);
    }

    /// All of it. What is still missing is lost.
    pub(crate) fn counts(&self) -> Counts {
        let lost: usize = self.streams.iter().map(|(_, stream)| stream.missing.len()).sum();
        Counts { lost: lost as u64, ..self.counts }
    }

    fn stream(&mut self, number: u32) -> &mut Stream {
        let found = self.streams.iter().position(|(known, _)| *known == number);
        let at = found.unwrap_or_else(|| {
            self.streams.push((number, Stream { next: 1, missing: BTreeSet::new() }));
            self.streams.len() - 1
        });
        &mut self.streams[at].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(heard: &[(u32, u64)], ends: &[(u32, u64)]) -> Counts {
        let mut tally = Tally::default();
        for &(stream, seq) in heard {
            tally.hear(stream, seq);
        }
        for &(stream, last) in ends {
            tally.end(stream, last);
        }
        tally.counts()
    }

    #[test]
    fn each_number_once_and_in_order_is_clean() {
        let counts = after(&[(1, 1), (2, 1), (1, 2), (2, 2), (1, 3)], &[(1, 3), (2, 2)]);
        assert!(counts.clean() && counts.heard == 5, "{counts}");
    }

    #[test]
    fn a_hole_is_a_loss_in_the_middle_and_at_the_end() {
        assert_eq!(after(&[(1, 1), (1, 4)], &[]).lost, 2);
        assert_eq!(after(&[(1, 1)], &[(1, 3), (2, 1)]).lost, 3);
    }

    #[test]
    fn a_late_number_is_disorder_and_no_loss() {
        let counts = after(&[(1, 1), (1, 3), (1, 2)], &[(1, 3)]);
        assert_eq!((counts.lost, counts.doubled, counts.disordered), (0, 0, 1));
    }

    #[test]
    fn a_number_that_comes_again_is_a_double() {
        let counts = after(&[(1, 1), (1, 2), (1, 1), (1, 2)], &[(1, 2)]);
        assert_eq!((counts.lost, counts.doubled, counts.disordered), (0, 2, 0));
    }
}
