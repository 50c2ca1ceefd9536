//! How far the screen reaches: which rows of the open chat are on it, found from how many each message has, without making
//! them.

use super::entry::Scene;
use crate::model::{Anchor, EntryKey, Scroll};

/// What is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// What stands at the top.
    pub top: Option<Anchor>,
    /// What stands at the bottom.
    pub bottom: Option<Anchor>,
    /// The newest message whose last row is on the screen.
    pub shown: Option<i64>,
    /// Its last row is the last there is.
    pub at_end: bool,
}

/// What of the scene is on a screen of so many rows.
pub fn extent(scene: &Scene<'_>, height: usize) -> Extent {
    let room = i64::try_from(height).unwrap_or(i64::MAX);
    let top = match scene.timeline.scroll {
        Scroll::Newest => newest(scene, room),
        Scroll::At(anchor) => align(scene, anchor, 0),
    };
    top.filter(|_| room > 0).map_or_else(nothing, |top| downwards(scene, top, room))
}

/// The anchor so many rows further down (or up), within what there is. An anchor whose entry is gone goes to the next one.
pub fn align(scene: &Scene<'_>, anchor: Anchor, by: i64) -> Option<Anchor> {
    let mut key = nearest(scene, anchor.key)?;
    let mut row = if key == anchor.key { anchor.row } else { 0 } + by;
    let (mut above, mut body) = scene.size(key);
    loop {
        if row < -above {
            let Some(before) = scene.before(key) else { return Some(Anchor { key, row: -above }) };
            let first = -above;
            key = before;
            (above, body) = scene.size(key);
            row = body + (row - first);
        } else if row >= body {
            let Some(after) = scene.after(key) else { return Some(Anchor { key, row: body - 1 }) };
            let rest = row - body;
            key = after;
            (above, body) = scene.size(key);
            row = rest - above;
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

/// The top of a screen whose bottom is the end.
fn newest(scene: &Scene<'_>, room: i64) -> Option<Anchor> {
    let mut key = scene.last()?;
    let mut count = 0;
    loop {
        let (above, body) = scene.size(key);
        count += above + body;
        let before = scene.before(key).filter(|_| count < room);
        let Some(before) = before else {
            return Some(Anchor { key, row: (count - room).max(0) - above });
        };
        key = before;
    }
}

fn downwards(scene: &Scene<'_>, top: Anchor, room: i64) -> Extent {
    let (mut key, mut left) = (top.key, room);
    let mut first = top.row;
    let mut shown = None;
    loop {
        let (_, body) = scene.size(key);
        let last = body.min(first + left) - 1;
        let whole = last == body - 1;
        if let (EntryKey::Message(seq), true) = (key, whole) {
            shown = Some(seq);
        }
        left -= last + 1 - first;
        let after = scene.after(key);
        let Some(next) = after.filter(|_| left > 0) else {
            let bottom = Some(Anchor { key, row: last });
            return Extent { top: Some(top), bottom, shown, at_end: whole && after.is_none() };
        };
        key = next;
        first = -scene.size(key).0;
    }
}

/// Nothing is there, or there is no room for it.
const fn nothing() -> Extent {
    Extent { top: None, bottom: None, shown: None, at_end: true }
}
