//! A place in a message that outlives another width: what is read is a text, not a row.

use super::entry::{Row, RowKind, Scene};
use crate::model::Anchor;

/// A place within a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// One of the rows that there are whatever the width: above the text, and so many.
    Row(i64),
    /// In the text, so far from its beginning.
    Text(usize),
    /// So many rows from its end.
    End(i64),
}

/// What place a row is, as long as its width lasts.
pub fn spot(scene: &Scene<'_>, anchor: Anchor) -> Option<Spot> {
    let rows = scene.rows(anchor.key);
    let row = rows.iter().find(|row| row.at.row == anchor.row)?;
    Some(match row.kind {
        RowKind::Text => Spot::Text(row.from),
        RowKind::Note | RowKind::Deleted | RowKind::Reason => Spot::End(last(&rows)? - anchor.row),
        RowKind::Gap if anchor.row >= 0 => Spot::End(last(&rows)? - anchor.row),
        _ => Spot::Row(anchor.row),
    })
}

/// The row of a message that has a place on it.
pub fn row_of(scene: &Scene<'_>, anchor: Anchor, spot: Spot) -> Option<Anchor> {
    let rows = scene.rows(anchor.key);
    let row = match spot {
        Spot::Row(row) => row,
        Spot::End(from_end) => (last(&rows)? - from_end).max(0),
        Spot::Text(at) => {
            let begun = |row: &&Row| row.kind == RowKind::Text && row.from <= at;
            rows.iter().rev().find(begun)?.at.row
        }
    };
    Some(Anchor { row, ..anchor })
}

fn last(rows: &[Row]) -> Option<i64> {
    rows.last().map(|row| row.at.row)
}
