//! Dialogs that have more than fits: lists by whole pages, and who has read a message.

use super::overlay::{self, scrolled};
use crate::{
    effect::Effect,
    keymap::Action,
    layout::{list_rows, readers},
    model::{Model, Overlay},
};

/// Goes a page further in what is open, or scrolls what is only read; nothing when the key means something else there.
pub(super) fn act(model: &mut Model, action: Action) -> Option<Vec<Effect>> {
    let rows = list_rows(model, model.overlay.as_ref()?)?;
    if let Some(Overlay::Readers(open)) = &model.overlay {
        let most = readers(model, open).len().saturating_sub(rows);
        let scroll = scrolled(open.scroll, action, rows, most);
        if let Some(Overlay::Readers(open)) = &mut model.overlay {
            open.scroll = scroll;
        }
        return Some(Vec::new());
    }
    let step = match action {
        Action::PageUp => Action::Up,
        Action::PageDown => Action::Down,
        _ => return None,
    };
    Some((0..rows).flat_map(|_| overlay::act(model, step)).collect())
}
