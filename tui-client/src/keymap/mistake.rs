//! What can be wrong with changed keys, and how it is said: what it is and what to do.

use super::{Action, Chord, Context};
use crate::words::{Lang, Word};

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The line of the file.
    pub line: usize,
    /// What.
    pub mistake: Mistake,
}

/// Something wrong with a changed key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mistake {
    /// There is no such context; perhaps that one is meant.
    UnknownContext(String, &'static str),
    /// There is no such action; perhaps that one is meant.
    UnknownAction(String, &'static str),
    /// These are no keys.
    BadKeys(String),
    /// The action means nothing in this context, but in those.
    Elsewhere(Action, Context, Vec<Context>),
    /// A letter would be pressed that is to be written.
    Writes(Chord),
    /// The same keys have been given a meaning on an earlier line.
    Twice(Chord, usize),
    /// One chord begins another.
    Begins(Chord, Chord),
    /// No key leads to it any more.
    Lost(Action),
}

impl Mistake {
    pub(super) fn unknown_context(name: &str) -> Self {
        Self::UnknownContext(
            name.to_owned(),
            nearest(name, Context::ALL.iter().map(|context| context.name())),
        )
    }

    pub(super) fn unknown_action(name: &str) -> Self {
        Self::UnknownAction(name.to_owned(), nearest(name, Action::all().map(Action::name)))
    }

    /// What is wrong, and what to do.
    pub fn say(&self, lang: Lang) -> String {
        match self {
            Self::UnknownContext(name, near) => {
                let all: Vec<&str> = Context::ALL.iter().map(|context| context.name()).collect();
                lang.fill(Word::KeyUnknownContext, &[name, near, &all.join(", ")])
            }
            Self::UnknownAction(name, near) => lang.fill(Word::KeyUnknownAction, &[name, near]),
            Self::BadKeys(keys) => lang.fill(Word::KeyBad, &[keys]),
            Self::Elsewhere(action, context, homes) => {
                let homes: Vec<&str> = homes.iter().map(|home| home.name()).collect();
                lang.fill(Word::KeyElsewhere, &[&action.name(), &context.name(), &homes.join(", ")])
            }
            Self::Writes(chord) => lang.fill(Word::KeyWrites, &[chord]),
            Self::Twice(chord, line) => lang.fill(Word::KeyTwice, &[chord, line]),
            Self::Begins(chord, other) if other.keys().len() > chord.keys().len() => {
                lang.fill(Word::KeyBegins, &[chord, other])
            }
            Self::Begins(chord, other) => lang.fill(Word::KeyBegins, &[other, chord]),
            Self::Lost(action) => lang.fill(Word::KeyLost, &[&action.name()]),
        }
    }
}

/// The name that is most like what was written.
fn nearest(name: &str, known: impl Iterator<Item = &'static str>) -> &'static str {
    known.min_by_key(|known| strsim::osa_distance(name, known)).unwrap_or_default()
}
