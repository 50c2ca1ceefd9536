//! A text being written, with a caret that always stands between whole characters as people see them. Nothing is lost:
//! whatever is done can be undone, and what was cut can be put back.

mod cuts;
mod past;
mod places;

use std::ops::Range;

use self::{
    cuts::Cuts,
    past::{Past, Step},
    places::Wrapped,
};
use crate::{keymap::Edit, text::sanitise};

/// A text and where the caret stands in it.
#[derive(Clone, Debug, Default)]
pub struct Editor {
    text: String,
    /// A byte index on a boundary of grapheme clusters.
    caret: usize,
    cuts: Cuts,
    past: Past,
    wrapped: Wrapped,
}

impl PartialEq for Editor {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, self.caret) == (&other.text, other.caret)
    }
}

impl Eq for Editor {}

impl Editor {
    /// With a text, the caret after it.
    pub fn with(text: &str) -> Self {
        let text = sanitise(text);
        Self { caret: text.len(), text, ..Self::default() }
    }

    /// What is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where the caret stands: a byte index into the text.
    pub const fn caret(&self) -> usize {
        self.caret
    }

    /// Nothing is written.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Writes at the caret. What has no place on a screen is left out.
    pub fn insert(&mut self, text: &str) {
        let clean = sanitise(text);
        let mut letters = clean.chars();
        let typed = letters.next().is_some_and(|c| c != '\n') && letters.next().is_none();
        self.replace(self.caret..self.caret, &clean, typed);
        self.cuts.rest();
    }

    /// The same for a field of one line. The ends of lines after it come with what is copied, and mean nothing.
    pub fn insert_line(&mut self, text: &str) {
        self.insert(&sanitise(text).trim_end_matches('\n').replace(['\n', '\t'], " "));
    }

    /// Writes in place of what stands from a byte index up to the caret: what was begun is completed.
    pub fn complete(&mut self, from: usize, text: &str) {
        let from = self.boundary_from(from).min(self.caret);
        self.replace(from..self.caret, &sanitise(text), false);
        self.cuts.rest();
    }

    /// Another text in place of this one; undoing brings this one back.
    pub fn set(&mut self, text: &str) {
        self.replace(0..self.text.len(), &sanitise(text), false);
        self.cuts.rest();
    }

    /// Takes the text and leaves an empty one; undoing brings it back.
    pub fn take(&mut self) -> String {
        let text = self.text.clone();
        self.set("");
        text
    }

    /// Keeps a text as if it had been cut here.
    pub fn keep(&mut self, text: String) {
        self.cuts.rest();
        self.cuts.cut(text, false);
        self.cuts.rest();
    }

    /// Does what an editing key says.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Left => self.go(self.before()),
            Edit::Right => self.go(self.after()),
            Edit::WordLeft => self.go(self.word_before()),
            Edit::WordRight => self.go(self.word_after()),
            Edit::NextWord => self.go(self.next_word()),
            Edit::LineStart => self.go(self.line_start()),
            Edit::LineEnd => self.go(self.line_end()),
            Edit::TextStart => self.go(0),
            Edit::TextEnd => self.go(self.text.len()),
            Edit::Backspace => self.remove(self.before()),
            Edit::Delete => self.remove(self.after()),
            Edit::DeleteWord => self.cut(self.word_before()),
            Edit::DeleteWordRight => self.cut(self.word_after()),
            Edit::KillToStart => self.cut(self.line_start()),
            Edit::KillToEnd => self.cut(self.line_end()),
            Edit::KillLine => self.cut_line(),
            Edit::Yank => self.put_back(),
            Edit::YankOlder => self.put_back_older(),
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
        }
    }

    fn go(&mut self, to: usize) {
        self.caret = to;
        self.rest();
    }

    /// What comes next is a step of its own.
    fn rest(&mut self) {
        self.past.rest();
        self.cuts.rest();
    }

    fn remove(&mut self, other: usize) {
        self.replace(self.caret.min(other)..self.caret.max(other), "", true);
        self.cuts.rest();
    }

    fn cut(&mut self, other: usize) {
        let on_left = other < self.caret;
        let cut = self.replace(self.caret.min(other)..self.caret.max(other), "", false);
        self.cuts.cut(cut, on_left);
    }

    /// The whole line, with its end.
    fn cut_line(&mut self) {
        let end = (self.line_end() + 1).min(self.text.len());
        let cut = self.replace(self.line_start()..end, "", false);
        self.cuts.cut(cut, false);
    }

    fn put_back(&mut self) {
        let Some((at, text)) = self.cuts.newest() else { return };
        let text = text.to_owned();
        let from = self.caret;
        self.replace(from..from, &text, false);
        self.cuts.put_back(at, from..from + text.len());
    }

    fn put_back_older(&mut self) {
        let Some((range, at, text)) = self.cuts.older() else { return };
        let text = text.to_owned();
        self.replace(range.clone(), &text, false);
        self.cuts.put_back(at, range.start..range.start + text.len());
    }

    fn undo(&mut self) {
        let Some(step) = self.past.back() else { return };
        self.text.replace_range(step.at..step.at + step.inserted.len(), &step.removed);
        self.wrapped.changed(&self.text, step.at, step.inserted.len(), step.removed.len());
        self.caret = self.boundary_from(step.caret);
        self.rest();
    }

    fn redo(&mut self) {
        let Some(step) = self.past.forth() else { return };
        self.text.replace_range(step.at..step.at + step.removed.len(), &step.inserted);
        self.wrapped.changed(&self.text, step.at, step.removed.len(), step.inserted.len());
        self.caret = self.boundary_from(step.at + step.inserted.len());
        self.rest();
    }

    /// The one place where the text changes. The caret goes behind what was written; what was removed is given back.
    fn replace(&mut self, range: Range<usize>, with: &str, typed: bool) -> String {
        if range.is_empty() && with.is_empty() {
            return String::new();
        }
        let removed = self.text[range.clone()].to_owned();
        let (at, caret) = (range.start, self.caret);
        self.text.replace_range(range, with);
        self.wrapped.changed(&self.text, at, removed.len(), with.len());
        // Its neighbours may have grown together.
        self.caret = self.boundary_from(at + with.len());
        self.past.note(Step { at, removed: removed.clone(), inserted: with.to_owned(), caret, typed });
        removed
    }
}

#[cfg(test)]
mod tests;
