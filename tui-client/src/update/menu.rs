//! What can be done with the message under the cursor: to choose from, or by its key at once.

use super::picked;
use crate::{
    effect::Effect,
    keymap::{Action, Context},
    model::{Menu, Model, Overlay},
};

/// Offers what the live key map knows for a message, in its order.
pub(super) fn open(model: &mut Model) {
    let mut actions: Vec<Action> = Vec::new();
    let moves = [Action::Up, Action::Down, Action::First, Action::Last, Action::Menu, Action::Close];
    for binding in model.settings.keymap.bindings().iter().filter(|b| b.context == Context::Message) {
        if !moves.contains(&binding.action) && !actions.contains(&binding.action) {
            actions.push(binding.action);
        }
    }
    model.overlay = Some(Overlay::Menu(Menu { actions, selected: 0 }));
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &mut model.overlay else { return Vec::new() };
    let last = menu.actions.len().saturating_sub(1);
    match action {
        Action::Up => menu.selected = menu.selected.saturating_sub(1),
        Action::Down => menu.selected = (menu.selected + 1).min(last),
        Action::First => menu.selected = 0,
        Action::Last => menu.selected = last,
        Action::Choose => {
            let chosen = menu.actions.get(menu.selected).copied();
            return chosen.map(|action| choose(model, action)).unwrap_or_default();
        }
        Action::Menu | Action::Close => model.overlay = None,
        _ => return choose(model, action),
    }
    Vec::new()
}

/// Does what stands in a row of the menu.
pub(super) fn choose_row(model: &mut Model, row: usize) -> Vec<Effect> {
    let Some(Overlay::Menu(menu)) = &model.overlay else { return Vec::new() };
    let chosen = menu.actions.get(row).copied();
    chosen.map(|action| choose(model, action)).unwrap_or_default()
}

fn choose(model: &mut Model, action: Action) -> Vec<Effect> {
    model.overlay = None;
    model.picked.map(|seq| picked::act(model, seq, action)).unwrap_or_default()
}
