//! The screen as the rooms of the view use it: text at a place within an area, never beyond it.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::Position,
    style::{Color, Modifier, Style},
};

use unicode_segmentation::UnicodeSegmentation;

use super::theme::Theme;
use crate::{
    layout::Area,
    text::{Drawn, TAB, fit, grapheme_width, has_rtl, safe, width},
};

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

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
        // A terminal has its own places for tabs.
        let text = if text.contains('\t') { &text.replace('\t', TAB) } else { text };
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

    /// Shows cells that are drawn already as chosen: in one look, whatever each of them had before. Letters and background
    /// exchanged would turn every colour in the row into a patch behind it.
    pub(super) fn select(&mut self, area: Area, row: usize, columns: Range<usize>) {
        let chosen = self.theme.selected();
        if chosen.add_modifier.contains(Modifier::REVERSED) {
            let plain = Style::new().fg(Color::Reset).bg(Color::Reset).remove_modifier(Modifier::DIM);
            self.restyle(area, row, columns.clone(), plain);
        }
        self.restyle(area, row, columns, chosen);
    }

    /// Keeps letters that run from right to left from turning what stands beside them: where the terminal knows of
    /// directions it shows these cells as a piece of their own.
    fn isolate(&mut self, from: u16, end: u16, y: u16) {
        let buffer = self.frame.buffer_mut();
        let last = (from..end).rev().find(|x| buffer.cell((*x, y)).is_some_and(|cell| cell.symbol() != " "));
        if let Some(cell) = buffer.cell_mut((from, y)) {
            let symbol = format!("{FIRST_STRONG_ISOLATE}{}", cell.symbol());
            cell.set_symbol(&symbol);
        }
        if let Some(cell) = last.and_then(|x| buffer.cell_mut((x, y))) {
            let symbol = format!("{}{POP_ISOLATE}", cell.symbol());
            cell.set_symbol(&symbol);
        }
    }

    /// For a terminal that counts characters alone, but for these: nothing is left of which it would think otherwise than we do.
    pub(super) fn be_safe(&mut self, counted: Drawn) {
        if counted == Drawn::WHOLE {
            return;
        }
        let cells = &mut self.frame.buffer_mut().content;
        for at in 0..cells.len() {
            let symbol = cells[at].symbol();
            let drawn = symbol.trim_matches([FIRST_STRONG_ISOLATE, POP_ISOLATE]);
            let Some(plain) = safe(drawn, counted) else { continue };
            let (before, after) = symbol.split_once(drawn).unwrap_or_default();
            let mut letters: Vec<String> = plain.graphemes(true).map(str::to_owned).collect();
            if let Some(first) = letters.first_mut() {
                first.insert_str(0, before);
            }
            if let Some(last) = letters.last_mut() {
                last.push_str(after);
            }
            let style = cells[at].style();
            // Each has a cell of its own: a terminal clears the other half of what is wide, not the second of two letters.
            let mut to = at;
            for letter in letters {
                if let Some(cell) = cells.get_mut(to) {
                    cell.set_symbol(&letter).set_style(style);
                }
                to += grapheme_width(&letter);
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
