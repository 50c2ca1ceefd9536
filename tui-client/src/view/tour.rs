//! The tour, in the bottom row: what to do next, with its keys, and the key that ends it.

use std::fmt::Display;

use super::canvas::Canvas;
use crate::{
    keymap::Action,
    layout::Area,
    model::{Model, Step},
    text::{truncate, width},
    words::Word,
};

/// Between what is to be done and how it is ended.
const GAP: usize = 2;

/// Draws it; false where it has no place now.
pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) -> bool {
    let shows = model.sign_in.is_none() && model.lock.shut.is_none();
    let is_free = model.overlay.is_none() && model.completion.is_none() && model.prefix.is_empty();
    let Some(tour) = model.bottom.tour.filter(|_| shows && is_free) else { return false };
    let lang = model.settings.lang;
    let keys = model.keys_of(tour.step);
    let keys: Vec<&dyn Display> = keys.iter().map(|key| key as &dyn Display).collect();
    let number = Step::ALL.iter().position(|step| *step == tour.step).map_or(0, |at| at + 1);
    let said = format!(" {number}/{} {}", Step::ALL.len(), lang.fill(tour.step.word(), &keys));
    let columns = usize::from(area.width);
    canvas.put(area, (0, 0), &truncate(&said, columns), canvas.theme.lively());
    let key = model.settings.keymap.chord_in(model.context(), Action::Tour);
    let ends = lang.say(Word::TourEnds);
    let left = columns.saturating_sub(width(&key) + 1 + width(ends) + 1);
    if !key.is_empty() && width(&said) + GAP <= left {
        let end = canvas.put(area, (0, left), &key, canvas.theme.strong());
        canvas.put(area, (0, end + 1), ends, canvas.theme.dim());
    }
    true
}
