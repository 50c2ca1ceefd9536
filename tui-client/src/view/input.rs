//! A field of one line.

use unicode_segmentation::UnicodeSegmentation;

use super::canvas::Canvas;
use crate::{
    layout::Area,
    model::Editor,
    text::{grapheme_width, width},
};

/// Columns of what a field is called.
pub(super) const LABEL: usize = 13;

/// A field: what it is called, what stands in it, and the caret when it is there.
pub(super) struct Input<'a> {
    pub(super) label: &'a str,
    pub(super) editor: &'a Editor,
    pub(super) focused: bool,
    /// Its characters are drawn as dots.
    pub(super) hidden: bool,
}

impl Input<'_> {
    pub(super) fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Area, row: usize) {
        let style = if self.focused { canvas.theme.strong() } else { canvas.theme.dim() };
        canvas.put(area, (row, 0), self.label, style);

        canvas.put(area, (row, LABEL - 2), if self.focused { ">" } else { " " }, style);
        let (before, after) = self.editor.text().split_at(self.editor.caret());
        let (before, after) = (self.shown(before), self.shown(after));
        let room = usize::from(area.width).saturating_sub(LABEL + 1);
        // The end of a long text is in view, and with it the caret.
        let before = tail(&before, room);
        let column = LABEL + width(before);
        canvas.put(area, (row, LABEL), before, canvas.theme.text());
        canvas.put(area, (row, column), &after, canvas.theme.text());
        if self.focused {
            canvas.cursor(area, row, column);
        }
    }

    fn shown(&self, text: &str) -> String {
        if self.hidden { "•".repeat(text.chars().count()) } else { text.to_owned() }
    }
}

/// The end of a text that fits into so many columns, however long the text is.
fn tail(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let fits = |(_, grapheme): &(usize, &str)| {
        used += grapheme_width(grapheme);
        used <= columns
    };
    let start = text.grapheme_indices(true).rev().take_while(fits).last();
    &text[start.map_or(text.len(), |(at, _)| at)..]
}
