//! Going from one account of this device to another, and adding one.

use super::sign_in;
use crate::{
    effect::Effect,
    keymap::Action,
    message::AccountNews,
    model::{Accounts, Login, Model, Overlay, SignIn},
};

/// Which are there?
pub(super) fn ask() -> Vec<Effect> {
    vec![Effect::ListAccounts]
}

pub(super) fn news(model: &mut Model, news: AccountNews) -> Vec<Effect> {
    match news {
        AccountNews::Known(known) => show(model, known),
        AccountNews::Opening(login) => begin(model, login.as_ref()),
        AccountNews::Refused(why) => refused(model, why),
    }
    Vec::new()
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Accounts(accounts)) = &mut model.overlay else { return Vec::new() };
    match action {
        Action::Up | Action::Down => accounts.step(action == Action::Down),
        Action::Choose => return choose(model),
        _ => {}
    }
    Vec::new()
}

fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Accounts(accounts)) = &model.overlay else { return Vec::new() };
    let login = accounts.known.get(accounts.selected).cloned();
    let is_form = login.is_none() && model.sign_in.is_some();
    if is_form || (login.is_some() && accounts.current == Some(accounts.selected)) {
        model.overlay = None;
        return Vec::new();
    }
    vec![Effect::UseAccount(login)]
}

/// At the form only the others are worth a dialog: whoever has just signed out may still be among them.
fn show(model: &mut Model, mut known: Vec<Login>) {
    let here = model.login();
    if model.sign_in.is_some() {
        known.retain(|login| here.as_ref().is_none_or(|here| !login.is(here)));
        if known.is_empty() {
            return;
        }
    }
    model.overlay = Some(Overlay::Accounts(Accounts::new(known, here.as_ref())));
}

/// Nothing of the account that is left goes with it.
fn begin(model: &mut Model, login: Option<&Login>) {
    let left = if model.sign_in.is_some() { model.came_from.take() } else { model.login() };
    let mut form = match login {
        Some(login) => SignIn::with(&login.server, &login.email),
        None => SignIn::with(&model.server, ""),
    };
    form.busy = login.is_some();
    model.sign_in = Some(form);
    sign_in::forget(model);
    model.came_from = left.filter(|_| login.is_none());
}

fn refused(model: &mut Model, why: String) {
    match (&mut model.overlay, &mut model.sign_in) {
        (Some(Overlay::Accounts(accounts)), _) => accounts.error = Some(why),
        (_, Some(form)) => form.error = Some(why),
        _ => super::notify(model, why),
    }
}
