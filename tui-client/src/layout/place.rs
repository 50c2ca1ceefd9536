//! Which message is at which cell of the screen, and which text between two of them.

use unicode_segmentation::UnicodeSegmentation;

use super::{Area, BAR, Row, RowKind, align, areas, open_scene, window};
use crate::{
    model::{Anchor, Drag, EntryKey, Model, Scroll},
    text::{Block, grapheme_width},
};

/// In front of the text of a message.
const INDENT: u16 = 2;

/// A row of the open chat, and where on the screen it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Rows of the screen above it.
    pub y: u16,
    /// What it is.
    pub row: Row,
}

/// The rows of the open chat that are on the screen.
pub fn places(model: &Model) -> Vec<Place> {
    let Some((area, (scene, height))) = timeline(model) else { return Vec::new() };
    let rows = window(&scene, height).rows;
    // A short history stands at the bottom.
    let above = u16::try_from(height.saturating_sub(rows.len())).unwrap_or(0);
    rows.into_iter().zip(area.y + above..).map(|(row, y)| Place { y, row }).collect()
}

/// Where to scroll so that a message is whole on the screen, or its beginning when it is longer; nothing when it is.
pub fn reveal(model: &Model, key: EntryKey) -> Option<Scroll> {
    let (_, (scene, height)) = timeline(model)?;
    let shown = window(&scene, height).rows;
    let last = scene.size(key).1 - 1;
    if last < 0 {
        return None;
    }
    let has = |row: i64| shown.iter().any(|shown| shown.at == Anchor { key, row });
    if has(0) && has(last) {
        return None;
    }
    let first = shown.first().map(|row| row.at)?;
    let above = has(last) || scene.is_up_to(key, first.key);
    let room = i64::try_from(height).unwrap_or(1).max(1);
    let top = Anchor { key, row: 0 };
    if above || last >= room {
        return Some(Scroll::At(top));
    }
    align(&scene, Anchor { key, row: last }, 1 - room).map(Scroll::At)
}

/// The text that the mouse is drawn over, without times and ticks; a line that goes on in the next row is one.
pub fn dragged(model: &Model, drag: Drag) -> String {
    let Some((area, _)) = timeline(model) else { return String::new() };
    let (start, end) = ordered(drag);
    let within = places(model).into_iter().filter(|place| start.1 <= place.y && place.y <= end.1);
    let rows = within.map(|place| {
        let from = if place.y == start.1 { start.0.saturating_sub(area.x) } else { 0 };
        let until = if place.y == end.1 { end.0.saturating_sub(area.x).saturating_add(1) } else { u16::MAX };
        let between = place.row.goes_on.map_or("\n".to_owned(), |spaces| " ".repeat(spaces));
        part(&place.row, usize::from(from), usize::from(until)) + &between
    });
    rows.collect::<String>().trim_end().to_owned()
}

/// The cells of a drag in the order of reading.
pub fn ordered(drag: Drag) -> ((u16, u16), (u16, u16)) {
    let (a, b) = (drag.from, drag.to);
    if (a.1, a.0) <= (b.1, b.0) { (a, b) } else { (b, a) }
}

fn part(row: &Row, from: usize, until: usize) -> String {
    let indent = match row.kind {
        RowKind::Author(_) | RowKind::Day | RowKind::Info | RowKind::Gap | RowKind::Unread => 0,
        _ => usize::from(INDENT) + if row.block == Block::Plain { 0 } else { BAR },
    };
    let mut column = indent;
    let mut kept = String::new();
    for grapheme in row.text.graphemes(true) {
        let width = grapheme_width(grapheme);
        if column + width > from && column < until {
            kept.push_str(grapheme);
        }
        column += width;
    }
    kept
}

fn timeline(model: &Model) -> Option<(Area, (super::Scene<'_>, usize))> {
    Some((areas(model).chat?.timeline, open_scene(model)?))
}
