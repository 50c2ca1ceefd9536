//! The rows of the open chat that are on the screen.

use super::{
    entry::{Row, Scene},
    extent::{Extent, extent},
};

/// What is on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// From top to bottom; fewer than there is room for when there are no more.
    pub rows: Vec<Row>,
    /// How far they reach.
    pub extent: Extent,
}

/// What of the scene is on a screen of so many rows.
pub fn window(scene: &Scene<'_>, height: usize) -> Window {
    let extent = extent(scene, height);
    let mut rows = Vec::new();
    let mut next = extent.top.map(|top| top.key);
    while let Some(key) = next.filter(|_| rows.len() < height) {
        let is_above = |row: &Row| extent.top.is_some_and(|top| top.key == key && row.at.row < top.row);
        rows.extend(scene.rows(key).into_iter().filter(|row| !is_above(row)));
        next = scene.after(key);
    }
    rows.truncate(height);
    Window { rows, extent }
}
