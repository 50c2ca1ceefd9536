//! A figure and what it is to reach.

use std::fmt;

use serde::Serialize;

use crate::tally::Counts;

/// What a bound is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Of {
    /// Our value by the baseline's.
    Ratio,
    /// Our value.
    Value,
}

/// A limit that is to be reached, or not to be passed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub(crate) struct Bound {
    /// Of what.
    pub of: Of,
    /// It is a ceiling, not a floor.
    pub at_most: bool,
    /// Where.
    pub limit: f64,
}

impl Bound {
    /// At least this many times the baseline.
    pub(crate) const fn ratio(limit: f64) -> Self {
        Self { of: Of::Ratio, at_most: false, limit }
    }

    /// At most this many times the baseline.
    pub(crate) const fn ratio_to(limit: f64) -> Self {
        Self { of: Of::Ratio, at_most: true, limit }
    }

    /// At least this.
    pub(crate) const fn value(limit: f64) -> Self {
        Self { of: Of::Value, at_most: false, limit }
    }

    /// At most this.
    pub(crate) const fn value_to(limit: f64) -> Self {
        Self { of: Of::Value, at_most: true, limit }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.at_most { "≤" } else { "≥" };
        match self.of {
            Of::Ratio => write!(f, "{sign} {}×", self.limit),
            Of::Value => write!(f, "{sign} {}", number(self.limit)),
        }
    }
}

/// The same work, done by a baseline in the same run.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Baseline {
    /// What it is.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
}

/// Something that was measured: the median of the rounds.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Figure {
    /// What.
    pub name: String,
    /// Of what the value is a number.
    pub unit: &'static str,
    /// Ours.
    pub value: f64,
    /// Beside ours.
    pub baseline: Option<Baseline>,
    /// Ours by the baseline's.
    pub ratio: Option<f64>,
    /// What it is to reach, all of it.
    pub least: Vec<Bound>,
    /// What it is hoped to reach.
    pub aim: Vec<Bound>,
}

impl Figure {
    /// A value by itself.
    pub(crate) fn new(name: impl Into<String>, unit: &'static str, value: f64) -> Self {
        let (baseline, ratio, least, aim) = (None, None, Vec::new(), Vec::new());
        Self { name: name.into(), unit, value, baseline, ratio, least, aim }
    }

    /// Beside what a baseline has reached.
    #[must_use]
    pub(crate) fn beside(mut self, name: &'static str, value: f64) -> Self {
        self.ratio = (value > 0.0).then(|| self.value / value);
        self.baseline = Some(Baseline { name, value });
        self
    }

    /// What it is to reach.
    #[must_use]
    pub(crate) fn least(mut self, bounds: impl IntoIterator<Item = Bound>) -> Self {
        self.least.extend(bounds);
        self
    }

    /// What it is hoped to reach.
    #[must_use]
    pub(crate) fn aim(mut self, bounds: impl IntoIterator<Item = Bound>) -> Self {
        self.aim.extend(bounds);
        self
    }

    /// Whether it reaches what it is to reach; none when nothing is asked of it.
    pub(crate) fn reached(&self) -> Option<bool> {
        (!self.least.is_empty()).then(|| self.meets(&self.least))
    }

    /// Whether it also reaches what is hoped for.
    pub(crate) fn hoped(&self) -> bool {
        !self.aim.is_empty() && self.reached().unwrap_or(true) && self.meets(&self.aim)
    }

    fn meets(&self, bounds: &[Bound]) -> bool {
        bounds.iter().all(|bound| {
            let value = match bound.of {
                Of::Ratio => self.ratio,
                Of::Value => Some(self.value),
            };
            value.is_some_and(|value| if bound.at_most { value <= bound.limit } else { value >= bound.limit })
        })
    }
}

/// What is said of the scenarios that were disturbed.
const DISTURBED: &str =
    "Other programs used the processors meanwhile, so that processor time is worth more than rates and times";

/// All of a scenario.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Report {
    /// What was measured.
    pub figures: Vec<Figure>,
    /// What the listeners of the server counted, over all rounds.
    pub counts: Counts,
    /// In which scenarios other programs used the processors, and how much of them.
    pub(crate) disturbed: Vec<String>,
    /// What has to be said beside the figures.
    pub notes: Vec<String>,
}

impl Report {
    /// What has to be said, as paragraphs.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let disturbed =
            (!self.disturbed.is_empty()).then(|| format!("{DISTURBED}: {}.", self.disturbed.join(", ")));
        let counted = (self.counts.heard > 0).then(|| format!("The listeners counted: {}.", self.counts));
        self.notes.iter().cloned().chain(disturbed).chain(counted).collect()
    }

    /// Appends another one.
    pub(crate) fn append(&mut self, other: Self) {
        self.figures.extend(other.figures);
        self.counts += other.counts;
        self.disturbed.extend(other.disturbed);
        self.notes.extend(other.notes);
    }
}

/// A number as people read it: three digits that count, thousands apart.
pub(super) fn number(value: f64) -> String {
    if value.abs() < 9.995 {
        return format!("{value:.2}");
    }
    if value.abs() < 99.95 {
        return format!("{value:.1}");
    }
    let sign = if value < 0.0 { "-" } else { "" };
    format!("{sign}{}", apart(&format!("{:.0}", value.abs())))
}

/// A count, thousands apart.
pub(crate) fn whole(count: impl std::fmt::Display) -> String {
    apart(&count.to_string())
}

fn apart(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_of_two_parts_is_reached_when_both_are() {
        let figure = |value| {
            Figure::new("x", "/s", value)
                .beside("relay", 100.0)
                .least([Bound::ratio(0.4), Bound::value(50.0)])
                .aim([Bound::ratio(0.6)])
        };
        assert_eq!(figure(45.0).reached(), Some(false));
        assert_eq!(figure(55.0).reached(), Some(true));
        assert!(!figure(55.0).hoped() && figure(60.0).hoped());
    }

    #[test]
    fn a_ceiling_is_not_to_be_passed() {
        let figure = |value| Figure::new("x", "ms", value).least([Bound::value_to(5.0)]);
        assert_eq!(figure(5.0).reached(), Some(true));
        assert_eq!(figure(5.1).reached(), Some(false));
        assert_eq!(Figure::new("x", "ms", 1.0).reached(), None);
    }

    #[test]
    fn numbers_are_short() {
        let shown: Vec<String> = [0.742, 9.999, 12.34, 999.6, 1_234_567.0].map(number).into();
        assert_eq!(shown, ["0.74", "10.0", "12.3", "1,000", "1,234,567"]);
    }
}
