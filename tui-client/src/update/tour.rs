//! The tour: begun and ended by a key, gone on with by doing what it says.

use super::notify;
use crate::{
    keymap::Action,
    model::{Model, Tour},
    words::Word,
};

/// Begins it, or ends it.
pub(super) fn switch(model: &mut Model) {
    model.bottom.tour = if model.bottom.tour.is_some() { None } else { Some(Tour::new()) };
}

/// After something has happened.
pub(super) fn go_on(model: &mut Model) {
    if model.goes_on_with_tour() {
        let key = model.settings.keymap.key_of(Action::Palette);
        notify(model, model.settings.lang.fill(Word::TourOver, &[&key]));
    }
}
