//! Which rows of the open chat are on the screen.

use super::entry::{Entry, Row, Scene};
use crate::model::{Anchor, EntryKey, Scroll};

/// What is on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// From top to bottom; fewer than there is room for when there are no more.
    pub rows: Vec<Row>,
    /// The newest message whose last row is on the screen.
    pub shown: Option<i64>,
    /// Its last row is the last there is.
    pub at_end: bool,
}

impl Window {
    /// What stands at the top.
    pub fn top(&self) -> Option<Anchor> {
        self.rows.first().map(|row| row.at)
    }

    /// What stands at the bottom.
    pub fn bottom(&self) -> Option<Anchor> {
        self.rows.last().map(|row| row.at)
    }
}

/// What of the scene is on a screen of so many rows.
pub fn window(scene: &Scene<'_>, height: usize) -> Window {
    let rows = match scene.timeline.scroll {
        Scroll::Newest => newest(scene, height),
        Scroll::At(anchor) => {
            align(scene, anchor, 0).map(|top| downwards(scene, top, height)).unwrap_or_default()
        }
    };
    let at_end = rows.last().is_none_or(|row| {
        scene.last() == Some(row.at.key) && row.at.row + 1 >= body_len(&scene.entry(row.at.key))
    });
    let shown = newest_whole(scene, &rows);
    Window { rows, shown, at_end }
}

/// The anchor so many rows further down (or up), within what there is. An anchor whose entry is gone goes to the next one.
pub fn align(scene: &Scene<'_>, anchor: Anchor, by: i64) -> Option<Anchor> {
    let mut key = nearest(scene, anchor.key)?;
    let mut row = if key == anchor.key { anchor.row } else { 0 } + by;
    loop {
        let entry = scene.entry(key);
        let first = -above_len(&entry);
        if row < first {
            let Some(before) = scene.before(key) else { return Some(Anchor { key, row: first }) };
            row = body_len(&scene.entry(before)) + (row - first);
            key = before;
        } else if row >= body_len(&entry) {
            let Some(after) = scene.after(key) else {
                return Some(Anchor { key, row: body_len(&entry) - 1 });
            };
            row = row - body_len(&entry) - above_len(&scene.entry(after));
            key = after;
        } else {
            return Some(Anchor { key, row });
        }
    }
}

fn nearest(scene: &Scene<'_>, key: EntryKey) -> Option<EntryKey> {
    if scene.has(key) {
        return Some(key);
    }
    match key {
        EntryKey::Message(_) => scene.after(key).or_else(|| scene.last()),
        EntryKey::Pending(_) => scene.last(),
    }
}

fn newest(scene: &Scene<'_>, height: usize) -> Vec<Row> {
    let mut entries = Vec::new();
    let mut count = 0;
    let mut next = scene.last();
    while let Some(key) = next.filter(|_| count < height) {
        let entry = scene.entry(key);
        count += entry.above.len() + entry.body.len();
        entries.push(entry);
        next = scene.before(key);
    }
    let rows = entries.into_iter().rev().flat_map(|entry| entry.above.into_iter().chain(entry.body));
    rows.skip(count.saturating_sub(height)).collect()
}

fn downwards(scene: &Scene<'_>, top: Anchor, height: usize) -> Vec<Row> {
    let mut rows = Vec::with_capacity(height);
    let mut next = Some(top.key);
    while let Some(key) = next.filter(|_| rows.len() < height) {
        let entry = scene.entry(key);
        let from_top = entry.above.into_iter().chain(entry.body);
        rows.extend(from_top.filter(|row| key != top.key || row.at.row >= top.row));
        next = scene.after(key);
    }
    rows.truncate(height);
    rows
}

fn newest_whole(scene: &Scene<'_>, rows: &[Row]) -> Option<i64> {
    rows.iter().rev().find_map(|row| match row.at.key {
        EntryKey::Message(seq) => {
            let last = body_len(&scene.entry(row.at.key)) - 1;
            (row.at.row == last).then_some(seq)
        }
        EntryKey::Pending(_) => None,
    })
}

fn above_len(entry: &Entry) -> i64 {
    i64::try_from(entry.above.len()).unwrap_or(0)
}

fn body_len(entry: &Entry) -> i64 {
    i64::try_from(entry.body.len()).unwrap_or(0)
}
