//! The page of settings: what is chosen there is written into the file and holds at once.

use super::notify;
use crate::{
    effect::Effect,
    keymap::Action,
    model::{Mode, Model, Overlay, Setting, Settings},
};

pub(super) fn open(model: &mut Model) {
    model.overlay = Some(Overlay::Settings { selected: 0 });
}

/// Opens it with the cursor on one of them.
pub(super) fn open_at(model: &mut Model, setting: Setting) {
    let selected = Setting::ALL.iter().position(|other| *other == setting).unwrap_or(0);
    model.overlay = Some(Overlay::Settings { selected });
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Settings { selected }) = &mut model.overlay else { return Vec::new() };
    let last = Setting::ALL.len().saturating_sub(1);
    match action {
        Action::Up => *selected = selected.saturating_sub(1),
        Action::Down => *selected = (*selected + 1).min(last),
        Action::NextValue | Action::PreviousValue => {
            let Some(setting) = Setting::ALL.get(*selected).copied() else { return Vec::new() };
            let chosen = model.settings.preferences.step(setting, action == Action::NextValue);
            return vec![Effect::Set(setting, chosen.to_owned())];
        }
        _ => {}
    }
    Vec::new()
}

/// The settings have been read anew.
pub(super) fn configured(model: &mut Model, settings: Settings) {
    model.settings = settings;
    model.prefix.clear();
    if model.settings.preferences.get(Setting::Profile) != "vim" {
        model.mode = Mode::Insert;
    }
    if let Some(problem) = model.settings.problems.first().cloned() {
        notify(model, problem);
    }
}
