//! A word that is looked for.

use protocol::{
    limits::SEARCH_BEGINNING,
    words::{fold, split, stem},
};

/// Longer ones are cut: no index takes words of any length.
pub(super) const WORD_CHARS: usize = 40;

/// Found in each of its forms, and perhaps where it is only the beginning of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub(super) stem: String,
    written: String,
    pub(super) goes_on: bool,
}

impl Word {
    /// Those of a text, with a `*` after one that may go on.
    pub(super) fn each(part: &str) -> impl Iterator<Item = Self> {
        part.split_inclusive('*').flat_map(|stretch| {
            let has_star = stretch.strip_suffix('*').is_some_and(|s| s.ends_with(char::is_alphanumeric));
            let mut words: Vec<Self> = split(stretch).map(Self::new).collect();
            if let Some(last) = words.last_mut().filter(|_| has_star) {
                last.may_go_on();
            }
            words
        })
    }

    fn new(word: &str) -> Self {
        let written = folded(word);
        Self { stem: stem(&written).into_owned(), written, goes_on: false }
    }

    /// Words that begin with it are meant too.
    pub(super) fn may_go_on(&mut self) {
        self.goes_on = self.written.chars().nth(SEARCH_BEGINNING - 1).is_some();
    }

    /// What words of the text may begin with, if it may go on.
    pub(super) fn beginning(&self) -> Option<&str> {
        self.goes_on.then_some(self.written.as_str())
    }

    /// Whether a folded word of a text is one of its forms, or goes on from it.
    pub(super) fn is(&self, word: &str) -> bool {
        if self.beginning().is_some_and(|beginning| word.starts_with(beginning)) {
            return true;
        }
        // A stem begins with the letter with which its word does: most words need not be cut to theirs.
        word.chars().next() == self.stem.chars().next() && stem(word) == self.stem
    }
}

/// A word of a text, as it is compared.
pub(super) fn folded(word: &str) -> String {
    let folded = fold(word);
    match folded.char_indices().nth(WORD_CHARS) {
        Some((end, _)) => folded[..end].to_owned(),
        None => folded,
    }
}

/// Whether the text has each of these.
pub(super) fn all_in(wanted: &[Word], text: &str) -> bool {
    let mut missing: Vec<&Word> = wanted.iter().collect();
    let text = fold(text);
    for word in split(&text) {
        if missing.is_empty() {
            return true;
        }
        let word = folded(word);
        missing.retain(|wanted| !wanted.is(&word));
    }
    missing.is_empty()
}
