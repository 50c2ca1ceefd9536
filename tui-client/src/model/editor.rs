//! A text being written, with a caret that always stands between whole characters as people see them.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    keymap::Edit,
    text::{sanitise, width, wrap},
};

/// A text and where the caret stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// A byte index on a boundary of grapheme clusters.
    caret: usize,
    /// What was cut last.
    cut: String,
}

impl Editor {
    /// With a text, the caret after it.
    pub fn with(text: &str) -> Self {
        let mut editor = Self::default();
        editor.insert(text);
        editor
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
        self.text.insert_str(self.caret, &clean);
        self.caret = self.boundary_from(self.caret + clean.len());
    }

    /// The same for a field of one line.
    pub fn insert_line(&mut self, text: &str) {
        self.insert(&sanitise(text).replace('\n', " "));
    }

    /// Takes the text and leaves an empty one; what was cut stays at hand.
    pub fn take(&mut self) -> String {
        self.caret = 0;
        std::mem::take(&mut self.text)
    }

    /// Does what an editing key says.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Left => self.caret = self.before(),
            Edit::Right => self.caret = self.after(),
            Edit::WordLeft => self.caret = self.word_before(),
            Edit::WordRight => self.caret = self.word_after(),
            Edit::LineStart => self.caret = self.line_start(),
            Edit::LineEnd => self.caret = self.line_end(),
            Edit::Backspace => drop(self.remove_to(self.before())),
            Edit::Delete => drop(self.remove_to(self.after())),
            Edit::DeleteWord => self.cut_to(self.word_before()),
            Edit::KillToStart => self.cut_to(self.line_start()),
            Edit::KillToEnd => self.cut_to(self.line_end()),
            Edit::Yank => {
                let cut = self.cut.clone();
                self.insert(&cut);
            }
        }
    }

    /// The row and column of the caret when the text is wrapped at `columns`.
    pub fn position(&self, columns: usize) -> (usize, usize) {
        let lines = wrap(&self.text, columns);
        let row = lines.iter().rposition(|line| line.start <= self.caret).unwrap_or(0);
        let column = lines.get(row).map_or(0, |line| width(&self.text[line.start..self.caret]));
        // Spaces that hang over the edge hold the caret at the edge.
        (row, column.min(columns))
    }

    /// Moves the caret by one row of the text wrapped at `columns`; false when there is no such row.
    pub fn move_row(&mut self, columns: usize, down: bool) -> bool {
        let lines = wrap(&self.text, columns);
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
        true
    }

    fn before(&self) -> usize {
        self.text[..self.caret].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.caret..].graphemes(true).next().map_or(self.caret, |g| self.caret + g.len())
    }

    fn word_before(&self) -> usize {
        let mut words = self.text[..self.caret].unicode_word_indices();
        words.next_back().map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let mut words = self.text[self.caret..].unicode_word_indices();
        words.next().map_or(self.text.len(), |(at, word)| self.caret + at + word.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.caret].rfind('\n').map_or(0, |at| at + 1)
    }

    fn line_end(&self) -> usize {
        self.text[self.caret..].find('\n').map_or(self.text.len(), |at| self.caret + at)
    }

    fn remove_to(&mut self, other: usize) -> String {
        let range = self.caret.min(other)..self.caret.max(other);
        let removed: String = self.text.drain(range.clone()).collect();
        // Its neighbours may have grown together.
        self.caret = self.boundary_from(range.start);
        removed
    }

    fn cut_to(&mut self, other: usize) {
        let cut = self.remove_to(other);
        if !cut.is_empty() {
            self.cut = cut;
        }
    }

    /// The first boundary at or after a place.
    fn boundary_from(&self, place: usize) -> usize {
        let mut boundaries = self.text.grapheme_indices(true).map(|(at, _)| at);
        boundaries.find(|at| *at >= place).unwrap_or(self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const EDITS: [Edit; 12] = [
        Edit::Left,
        Edit::Right,
        Edit::WordLeft,
        Edit::WordRight,
        Edit::LineStart,
        Edit::LineEnd,
        Edit::Backspace,
        Edit::Delete,
        Edit::DeleteWord,
        Edit::KillToStart,
        Edit::KillToEnd,
        Edit::Yank,
    ];

    #[derive(Clone, Debug)]
    enum Step {
        Write(String),
        Edit(Edit),
        Row(usize, bool),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            "[a-яё \n🙂👩\u{200d}\u{301}日\u{1b}🇷🇺]{0,6}".prop_map(Step::Write),
            prop::sample::select(EDITS.to_vec()).prop_map(Step::Edit),
            (2_usize..20, any::<bool>()).prop_map(|(columns, down)| Step::Row(columns, down)),
        ]
    }

    proptest! {
        #[test]
        fn the_caret_always_stands_between_whole_characters(steps in prop::collection::vec(step(), 0..40)) {
            let mut editor = Editor::default();
            for step in steps {
                match step {
                    Step::Write(text) => editor.insert(&text),
                    Step::Edit(edit) => { editor.edit(edit); }
                    Step::Row(columns, down) => { editor.move_row(columns, down); }
                }
                let mut boundaries = editor.text().grapheme_indices(true).map(|(at, _)| at);
                prop_assert!(editor.caret() == editor.text().len() || boundaries.any(|at| at == editor.caret()));
                prop_assert!(editor.text().chars().all(|c| c == '\n' || !c.is_control()));
                let (_, column) = editor.position(7);
                prop_assert!(column <= 7);
            }
        }
    }

    #[test]
    fn one_press_removes_one_character_as_people_see_it() {
        let mut editor = Editor::with("a👨‍👩‍👧e\u{301}");
        editor.edit(Edit::Backspace);
        assert_eq!(editor.text(), "a👨‍👩‍👧");
        editor.edit(Edit::Backspace);
        assert_eq!(editor.text(), "a");
    }

    #[test]
    fn what_was_cut_can_be_put_back() {
        let mut editor = Editor::with("привет мир");
        editor.edit(Edit::DeleteWord);
        assert_eq!(editor.text(), "привет ");
        editor.edit(Edit::KillToStart);
        editor.edit(Edit::Yank);
        assert_eq!(editor.text(), "привет ");
    }

    #[test]
    fn rows_follow_the_wrapped_text() {
        let mut editor = Editor::with("one two three");
        assert_eq!(editor.position(8), (1, 5));
        assert!(editor.move_row(8, false));
        assert_eq!(editor.position(8), (0, 5));
        assert!(!editor.move_row(8, false));
    }
}
