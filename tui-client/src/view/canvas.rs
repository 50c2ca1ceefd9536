//! The screen as the rooms of the view use it: text at a place within an area, never beyond it.

use ratatui::{Frame, layout::Position, style::Style};

use super::theme::Theme;
use crate::{
    layout::Area,
    text::{fit, width},
};

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
        column + usize::from(end - x)
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
