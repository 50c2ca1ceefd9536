//! Which messages an older socket has told: it has a word for new ones alone, and each is news once. They come in the order of
//! their changes: one that was missed here, and edited elsewhere meanwhile, comes after newer ones.

use std::collections::BTreeSet;

/// Places beyond one that has not come, at most: who waits longer for it has it in the next history.
const AHEAD: usize = 1_000;

/// See the module.
#[derive(Debug)]
pub(super) struct Told {
    /// Up to here all are told.
    all: i64,
    ahead: BTreeSet<i64>,
}

impl Told {
    /// What is up to this place came with the history.
    pub(super) const fn new(newest: i64) -> Self {
        Self { all: newest, ahead: BTreeSet::new() }
    }

    /// True for a place that was not told before; it is now.
    pub(super) fn is_news(&mut self, seq: i64) -> bool {
        if seq <= self.all || !self.ahead.insert(seq) {
            return false;
        }
        if self.ahead.len() > AHEAD {
            self.all = self.ahead.pop_first().unwrap_or(self.all);
        }
        while self.ahead.remove(&(self.all + 1)) {
            self.all += 1;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn news(told: &mut Told, places: impl IntoIterator<Item = i64>) -> Vec<i64> {
        places.into_iter().filter(|seq| told.is_news(*seq)).collect()
    }

    #[test]
    fn each_is_news_once_in_whatever_order_they_come() {
        let mut told = Told::new(3);
        assert_eq!(news(&mut told, [3, 4, 6, 7, 6, 5, 5, 4, 8]), [4, 6, 7, 5, 8]);
        assert!(told.ahead.is_empty(), "{told:?}");
    }

    #[test]
    fn one_that_never_comes_is_not_waited_for_without_end() {
        let mut told = Told::new(0);
        let ahead = i64::try_from(AHEAD).unwrap();
        assert_eq!(news(&mut told, 2..=ahead + 2).len(), AHEAD + 1);
        assert_eq!(news(&mut told, [1, 2, ahead + 2, ahead + 3]), [ahead + 3]);
        assert!(told.ahead.is_empty(), "{told:?}");
    }
}
