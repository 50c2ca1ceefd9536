//! Where the caret may go: characters as people see them, words, lines, rows of the wrapped text.

use std::{cell::RefCell, ops::Range, rc::Rc};

use unicode_segmentation::UnicodeSegmentation;

use super::Editor;
use crate::text::{width, wrap};

/// The lines of the text at a width. A change wraps anew only the paragraphs that it touches: a long draft stays quick.
#[derive(Clone, Debug, Default)]
pub(super) struct Wrapped(RefCell<Option<(usize, Lines)>>);

/// Ranges of bytes, from top to bottom.
type Lines = Rc<[Range<usize>]>;

impl Wrapped {
    /// In `text`, as it is now, `inserted` bytes at a place have taken the place of `removed` ones.
    pub(super) fn changed(&mut self, text: &str, at: usize, removed: usize, inserted: usize) {
        let Some((columns, lines)) = self.0.get_mut() else { return };
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let changed = at + inserted;
        let end = text[changed..].find('\n').map_or(text.len(), |end| changed + end);
        let moved = |place: usize| place + inserted - removed;
        let before = lines.partition_point(|line| line.start < start);
        let after = lines.partition_point(|line| line.start + inserted <= end + removed);
        let fresh = wrap(&text[start..end], *columns);
        let fresh = fresh.into_iter().map(|line| line.start + start..line.end + start);
        let rest = lines[after..].iter().map(|line| moved(line.start)..moved(line.end));
        *lines = lines[..before].iter().cloned().chain(fresh).chain(rest).collect();
    }
}

impl Editor {
    /// The lines of the text when it is wrapped at `columns`.
    pub fn lines(&self, columns: usize) -> Rc<[Range<usize>]> {
        let mut held = self.wrapped.0.borrow_mut();
        match &*held {
            Some((at, lines)) if *at == columns => Rc::clone(lines),
            _ => {
                let lines: Lines = wrap(&self.text, columns).into();
                *held = Some((columns, Rc::clone(&lines)));
                lines
            }
        }
    }

    /// The row and column of the caret when the text is wrapped at `columns`.
    pub fn position(&self, columns: usize) -> (usize, usize) {
        let lines = self.lines(columns);
        let row = lines.partition_point(|line| line.start <= self.caret).saturating_sub(1);
        let column = lines.get(row).map_or(0, |line| width(&self.text[line.start..self.caret]));
        // Spaces that hang over the edge hold the caret at the edge.
        (row, column.min(columns))
    }

    /// Moves the caret by one row of the text wrapped at `columns`; false when there is no such row.
    pub fn move_row(&mut self, columns: usize, down: bool) -> bool {
        let lines = self.lines(columns);
        let (row, column) = self.position(columns);
        let target = if down { row.checked_add(1) } else { row.checked_sub(1) };
        let Some(line) = target.and_then(|row| lines.get(row)) else { return false };
        let mut used = 0;
        let mut caret = line.end;
        for (at, grapheme) in self.text[line.clone()].grapheme_indices(true) {
            if used >= column {
                caret = line.start + at;
                break;
            }
            used += width(grapheme);
        }
        self.caret = self.boundary_from(caret);
        self.rest();
        true
    }

    pub(super) fn before(&self) -> usize {
        self.text[..self.caret].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    pub(super) fn after(&self) -> usize {
        self.text[self.caret..].graphemes(true).next().map_or(self.caret, |g| self.caret + g.len())
    }

    pub(super) fn word_before(&self) -> usize {
        self.text[..self.caret].unicode_word_indices().next_back().map_or(0, |(at, _)| at)
    }

    /// The end of the word at or after the caret.
    pub(super) fn word_after(&self) -> usize {
        let mut words = self.text[self.caret..].unicode_word_indices();
        words.next().map_or(self.text.len(), |(at, word)| self.caret + at + word.len())
    }

    /// The beginning of the next word.
    pub(super) fn next_word(&self) -> usize {
        let mut words = self.text[self.caret..].unicode_word_indices().map(|(at, _)| self.caret + at);
        words.find(|at| *at > self.caret).unwrap_or(self.text.len())
    }

    pub(super) fn line_start(&self) -> usize {
        self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1)
    }

    pub(super) fn line_end(&self) -> usize {
        self.text[self.caret..].find('\n').map_or(self.text.len(), |at| self.caret + at)
    }

    /// The first boundary of characters at or after a place. No character reaches over a line end.
    pub(super) fn boundary_from(&self, place: usize) -> usize {
        let place = place.min(self.text.len());
        let before = self.text.as_bytes()[..place].iter().rposition(|byte| *byte == b'\n');
        let line = before.map_or(0, |at| at + 1);
        let mut boundaries = self.text[line..].grapheme_indices(true).map(|(at, _)| line + at);
        boundaries.find(|at| *at >= place).unwrap_or(self.text.len())
    }
}
