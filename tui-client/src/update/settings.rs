//! The page of settings: what is chosen there is written into the file and holds at once.

use std::collections::BTreeMap;

use super::notify;
use crate::{
    effect::Effect,
    keymap::Action,
    model::{Mode, Model, Overlay, Setting, Settings},
    words::Word,
};

pub(super) fn open(model: &mut Model) {
    model.overlay = Some(Overlay::Settings { selected: 0, own: BTreeMap::new() });
}

/// Opens it with the cursor on one of them.
pub(super) fn open_at(model: &mut Model, setting: Setting) {
    let selected = Setting::ALL.iter().position(|other| *other == setting).unwrap_or(0);
    model.overlay = Some(Overlay::Settings { selected, own: BTreeMap::new() });
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Settings { selected, .. }) = &mut model.overlay else { return Vec::new() };
    let last = Setting::ALL.len().saturating_sub(1);
    match action {
        Action::Up => *selected = selected.saturating_sub(1),
        Action::Down => *selected = (*selected + 1).min(last),
        Action::NextValue | Action::PreviousValue => {
            let Some(setting) = Setting::ALL.get(*selected).copied() else { return Vec::new() };
            return choose(model, setting, action == Action::NextValue);
        }
        _ => {}
    }
    Vec::new()
}

/// Goes on to the next choice, where it is for this page to decide; else it is said where it is decided.
fn choose(model: &mut Model, setting: Setting, forward: bool) -> Vec<Effect> {
    let settings = &model.settings;
    let said = match settings.forced.get(&setting) {
        Some(by) => settings.lang.fill(Word::ForcedHere, &[by]),
        None if !setting.has_choices() => settings.lang.fill(Word::OnlyInFile, &[&settings.file]),
        None => {
            let held = settings.preferences.get(setting).to_owned();
            let Some(Overlay::Settings { own, .. }) = &mut model.overlay else { return Vec::new() };
            if !setting.choices().contains(&held.as_str()) {
                own.insert(setting, held);
            }
            let own = own.get(&setting).map(String::as_str);
            let chosen = model.settings.preferences.step(setting, own, forward);
            return vec![Effect::Set(setting, chosen.to_owned())];
        }
    };
    notify(model, said);
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
