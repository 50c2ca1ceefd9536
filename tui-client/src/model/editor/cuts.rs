//! What was cut, newest last. Cuts that follow each other are one; what is put back can be exchanged for an older one.

use std::ops::Range;

/// Cuts that are remembered.
const KEPT: usize = 30;

#[derive(Clone, Debug, Default)]
pub(super) struct Cuts {
    kept: Vec<String>,
    last: Last,
}

/// What the last key did.
#[derive(Clone, Debug, Default)]
enum Last {
    #[default]
    Other,
    Cut,
    /// This cut now stands at this place.
    PutBack(usize, Range<usize>),
}

impl Cuts {
    /// Takes in what was cut, on the left or on the right of the caret.
    pub(super) fn cut(&mut self, text: String, on_left: bool) {
        if text.is_empty() {
            return;
        }
        match (&self.last, self.kept.last_mut()) {
            (Last::Cut, Some(last)) if on_left => last.insert_str(0, &text),
            (Last::Cut, Some(last)) => last.push_str(&text),
            _ => self.kept.push(text),
        }
        self.kept.drain(..self.kept.len().saturating_sub(KEPT));
        self.last = Last::Cut;
    }

    /// Something else than cutting and putting back happens.
    pub(super) fn rest(&mut self) {
        self.last = Last::Other;
    }

    pub(super) fn newest(&self) -> Option<(usize, &str)> {
        let at = self.kept.len().checked_sub(1)?;
        self.kept.get(at).map(|text| (at, text.as_str()))
    }

    /// What stands where the last one was put back, and the one before it.
    pub(super) fn older(&self) -> Option<(Range<usize>, usize, &str)> {
        let Last::PutBack(at, range) = &self.last else { return None };
        let older = at.checked_sub(1).unwrap_or(self.kept.len().checked_sub(1)?);
        self.kept.get(older).map(|text| (range.clone(), older, text.as_str()))
    }

    pub(super) fn put_back(&mut self, at: usize, range: Range<usize>) {
        self.last = Last::PutBack(at, range);
    }
}
