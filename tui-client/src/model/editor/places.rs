//! Where the caret may go: characters as people see them, words, lines, rows of the wrapped text.

use std::{
    cell::RefCell,
    ops::{ControlFlow, Range},
    rc::Rc,
};

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::Editor;
use crate::text::{width, wrap, wrap_from};

/// The lines of the text at a width. A change wraps anew only what it reaches: a long draft stays quick.
#[derive(Clone, Debug, Default)]
pub(super) struct Wrapped(RefCell<Option<(usize, Lines)>>);

/// Ranges of bytes, from top to bottom.
type Lines = Rc<Vec<Range<usize>>>;

/// Where a line ends depends on the first character that has no place in it: at most the first one of the line after the next,
/// which what stands right behind it may change.
const REACH: usize = 3;

impl Wrapped {
    /// In `text`, as it is now, `inserted` bytes at a place have taken the place of `removed` ones.
    pub(super) fn changed(&mut self, text: &str, at: usize, removed: usize, inserted: usize) {
        let Some((columns, lines)) = self.0.get_mut() else { return };
        let lines = Rc::make_mut(lines);
        let moved = |place: usize| place + inserted - removed;
        let first = lines.partition_point(|line| line.start <= at).saturating_sub(1 + REACH);
        let mut rest = lines.partition_point(|line| line.start < at + removed);
        let mut fresh = Vec::new();
        let mut same = false;
        wrap_from(text, lines.get(first).map_or(0, |line| line.start), *columns, &mut |line| {
            if line.start >= at + inserted {
                // From where a line begins as one did before, all others are what they were.
                while lines.get(rest).is_some_and(|old| moved(old.start) < line.start) {
                    rest += 1;
                }
                same = lines.get(rest).is_some_and(|old| moved(old.start) == line.start);
            }
            if same {
                return ControlFlow::Break(());
            }
            fresh.push(line);
            ControlFlow::Continue(())
        });
        let rest = if same { rest } else { lines.len() };
        for line in &mut lines[rest..] {
            *line = moved(line.start)..moved(line.end);
        }
        lines.splice(first..rest, fresh);
    }
}

impl Editor {
    /// The lines of the text when it is wrapped at `columns`.
    pub fn lines(&self, columns: usize) -> Rc<Vec<Range<usize>>> {
        let mut held = self.wrapped.0.borrow_mut();
        match &*held {
            Some((at, lines)) if *at == columns => Rc::clone(lines),
            _ => {
                let lines = Rc::new(wrap(&self.text, columns));
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

    /// The first boundary of characters at or after a place. Only what is near is looked at, however long the text is.
    pub(super) fn boundary_from(&self, place: usize) -> usize {
        let Some(place) = (place..self.text.len()).find(|place| self.text.is_char_boundary(*place)) else {
            return self.text.len();
        };
        let mut cursor = GraphemeCursor::new(place, self.text.len(), true);
        if cursor.is_boundary(&self.text, 0).unwrap_or(true) {
            return place;
        }
        cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len())
    }
}
