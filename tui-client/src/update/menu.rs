//! What can be done with the message under the cursor: to choose from, or by its key at once.

use super::{leftovers, picked};
use crate::{
    effect::Effect,
    keymap::{Action, Context},
    model::{EntryKey, Menu, Model, Offer, Overlay},
};

/// Offers what the live key map knows for a message, in its order, and what makes sense with this one.
pub(super) fn open(model: &mut Model, key: EntryKey) {
    let mut offers: Vec<Offer> = Vec::new();
    let moves = [Action::Up, Action::Down, Action::First, Action::Last, Action::Menu, Action::Close];
    for binding in model.settings.keymap.bindings().iter().filter(|b| b.context == Context::Message) {
        let offer = Offer::Act(binding.action);
        let useful = !moves.contains(&binding.action) && model.can_do(key, binding.action);
        if useful && !offers.contains(&offer) {
            offers.push(offer);
        }
    }
    model.overlay = Some(Overlay::Menu(Menu { offers, selected: 0 }));
}

/// Asks which of several links is meant.
pub(super) fn open_links(model: &mut Model, links: Vec<String>) {
    let offers = links.into_iter().map(Offer::Link).collect();
    model.overlay = Some(Overlay::Menu(Menu { offers, selected: 0 }));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &mut model.overlay else { return Vec::new() };
    let last = menu.offers.len().saturating_sub(1);
    match action {
        Action::Up => menu.selected = menu.selected.saturating_sub(1),
        Action::Down => menu.selected = (menu.selected + 1).min(last),
        Action::First => menu.selected = 0,
        Action::Last => menu.selected = last,
        Action::Choose => {
            let row = menu.selected;
            return choose_row(model, row);
        }
        Action::Menu | Action::Close => model.overlay = None,
        _ => match menu.leftover().map(|(leftover, text)| (leftover, text.to_owned())) {
            Some(leftover) => return leftovers::act(model, leftover, action),
            None => return choose(model, action),
        },
    }
    Vec::new()
}

/// Does what stands in a row of the menu.
pub(super) fn choose_row(model: &mut Model, row: usize) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &model.overlay else { return Vec::new() };
    match menu.offers.get(row).cloned() {
        Some(Offer::Act(action)) => choose(model, action),
        Some(Offer::Link(address)) => {
            model.overlay = None;
            vec![Effect::OpenAddress(address)]
        }
        Some(Offer::Text(leftover, text)) => leftovers::act(model, (leftover, text), Action::Choose),
        None => Vec::new(),
    }
}

fn choose(model: &mut Model, action: Action) -> Vec<Effect> {
    model.overlay = None;
    model.picked.map(|key| picked::act(model, key, action)).unwrap_or_default()
}
