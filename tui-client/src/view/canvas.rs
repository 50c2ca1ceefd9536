//! The screen as the rooms of the view use it: text at a place within an area, never beyond it.

use std::ops::Range;

use ratatui::{Frame, layout::Position, style::Style};

use unicode_segmentation::UnicodeSegmentation;

use super::theme::Theme;
use crate::{
    layout::Area,
    text::{fit, grapheme_width, has_rtl, width},
};

const FIRST_STRONG_ISOLATE: &str = "\u{2068}";
const POP_ISOLATE: &str = "\u{2069}";

pub(super) struct Canvas<'a, 'b> {
    frame: &'a mut Frame<'b>,
    pub(super) theme: Theme<'a>,
}

impl<'a, 'b> Canvas<'a, 'b> {
    pub(super) const fn new(frame: &'a mut Frame<'b>, theme: Theme<'a>) -> Self {
        Self { frame, theme }
    }

    /// Writes at a row and column of an area; what does not fit is cut off. Gives the column after it.
    pub(super) fn put(
        &mut self,
        area: Area,
        (row, column): (usize, usize),
        text: &str,
        style: Style,
    ) -> usize {
        let room = usize::from(area.width).saturating_sub(column);
        let (Some(x), Some(y)) = (offset(area.x, column), offset(area.y, row)) else { return column };
        let screen = self.frame.area();
        if room == 0 || row >= usize::from(area.height) || y >= screen.bottom() || x >= screen.right() {
            return column;
        }
        let (end, _) = self.frame.buffer_mut().set_stringn(x, y, text, room, style);
        if has_rtl(text) {
            self.isolate(x, end, y);
        }
        column + usize::from(end - x)
    }

    /// Writes a text of which some parts have a style of their own, in order; the rest has `plain`.
    pub(super) fn put_parts(
        &mut self,
        area: Area,
        (row, column): (usize, usize),
        (text, parts): (&str, &[(Range<usize>, Style)]),
        plain: Style,
    ) {
        // As one piece first: a cluster that two parts share is drawn whole, and what runs to the left stays together.
        self.put(area, (row, column), text, plain);
        if parts.is_empty() {
            return;
        }
        let mut at = column;
        for (start, grapheme) in text.grapheme_indices(true) {
            let style = parts.iter().find(|(range, _)| range.contains(&start)).map(|(_, style)| *style);
            let wide = grapheme_width(grapheme);
            if let Some(style) = style {
                self.restyle(area, row, at..at + wide, style);
            }
            at += wide;
        }
    }

    /// Gives cells that are drawn already another style.
    pub(super) fn restyle(&mut self, area: Area, row: usize, columns: Range<usize>, style: Style) {
        let Some(y) = offset(area.y, row).filter(|_| row < usize::from(area.height)) else { return };
        for column in columns.filter(|column| *column < usize::from(area.width)) {
            let Some(x) = offset(area.x, column) else { return };
            if let Some(cell) = self.frame.buffer_mut().cell_mut(Position { x, y }) {
                cell.set_style(style);
            }
        }
    }

    /// Keeps letters that run from right to left from turning what stands beside them: where the terminal knows of
    /// directions it shows these cells as a piece of their own.
    fn isolate(&mut self, from: u16, end: u16, y: u16) {
        let buffer = self.frame.buffer_mut();
        let last = (from..end).rev().find(|x| buffer.cell((*x, y)).is_some_and(|cell| cell.symbol() != " "));
        for (x, before, after) in [(Some(from), FIRST_STRONG_ISOLATE, ""), (last, "", POP_ISOLATE)] {
            if let Some(cell) = x.and_then(|x| buffer.cell_mut((x, y))) {
                let symbol = format!("{before}{}{after}", cell.symbol());
                cell.set_symbol(&symbol);
            }
        }
    }

    /// Writes at the right edge of a row.
    pub(super) fn put_right(&mut self, area: Area, row: usize, text: &str, style: Style) {
        let column = usize::from(area.width).saturating_sub(width(text));
        self.put(area, (row, column), text, style);
    }

    /// Writes in the middle of a row.
    pub(super) fn put_middle(&mut self, area: Area, row: usize, text: &str, style: Style) {
        let column = usize::from(area.width).saturating_sub(width(text)) / 2;
        self.put(area, (row, column), text, style);
    }

    /// Fills a row with one style, from edge to edge.
    pub(super) fn fill(&mut self, area: Area, row: usize, text: &str, style: Style) {
        self.put(area, (row, 0), &fit(text, usize::from(area.width)), style);
    }

    /// Makes an area empty.
    pub(super) fn clear(&mut self, area: Area) {
        for row in 0..usize::from(area.height) {
            self.fill(area, row, "", Style::reset());
        }
    }

    /// Puts the terminal's cursor at a row and column of an area.
    pub(super) fn cursor(&mut self, area: Area, row: usize, column: usize) {
        let column = column.min(usize::from(area.width).saturating_sub(1));
        if let (Some(x), Some(y)) = (offset(area.x, column), offset(area.y, row))
            && row < usize::from(area.height)
        {
            self.frame.set_cursor_position(Position { x, y });
        }
    }
}

fn offset(from: u16, by: usize) -> Option<u16> {
    from.checked_add(u16::try_from(by).ok()?)
}
