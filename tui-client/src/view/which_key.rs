//! How a chord that has been begun may go on.

use super::canvas::Canvas;
use crate::{
    layout::Area,
    model::Model,
    text::{fit, width},
};

/// Columns between two of them.
const GAP: usize = 3;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>) {
    let settings = &model.settings;
    let ways = settings.keymap.continuations(model.context(), &model.prefix);
    let (columns, rows) = model.size;
    let named: Vec<String> = model.prefix.iter().map(ToString::to_string).collect();
    let texts: Vec<(String, &str)> =
        ways.into_iter().map(|(keys, action)| (keys, settings.lang.say(action.word()))).collect();
    let widest = texts.iter().map(|(keys, said)| width(keys) + 1 + width(said)).max().unwrap_or(0);
    let across = (usize::from(columns).saturating_sub(2) / (widest + GAP)).max(1);
    let down = texts.len().div_ceil(across);
    // Its heading, the ways on, and the bottom row of the screen, which stays.
    let height = u16::try_from(down + 1).unwrap_or(u16::MAX).min(rows.saturating_sub(1));
    let area = Area { x: 0, y: rows.saturating_sub(1 + height), width: columns, height };
    canvas.clear(area);
    canvas.fill(area, 0, &format!(" {} …", named.join(" ")), canvas.theme.bar());
    for (at, (keys, said)) in texts.iter().enumerate() {
        let column = 1 + at / down.max(1) * (widest + GAP);
        let row = 1 + at % down.max(1);
        let end = canvas.put(area, (row, column), keys, canvas.theme.strong());
        canvas.put(area, (row, end + 1), &fit(said, widest.saturating_sub(width(keys))), canvas.theme.text());
    }
}
