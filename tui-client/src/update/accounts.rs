//! Going from one account of this device to another, and adding one.

use super::{others, question, sign_in};
use crate::{
    effect::Effect,
    keymap::Action,
    message::AccountNews,
    model::{Accounts, Listed, Login, Model, Other, Overlay, SignIn},
};

/// Which are there?
pub(super) fn ask() -> Vec<Effect> {
    vec![Effect::ListAccounts]
}

pub(super) fn news(model: &mut Model, news: AccountNews) -> Vec<Effect> {
    match news {
        AccountNews::Known(known) => show(model, known),
        AccountNews::Watched(logins) => others::watch(model, logins),
        AccountNews::Opening(login) => begin(model, login.as_ref(), true),
        AccountNews::SignInAgain(login) => begin(model, Some(&login), false),
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
    let login = accounts.known.get(accounts.selected).map(|listed| listed.login.clone());
    let is_form = login.is_none() && model.sign_in.is_some();
    if is_form || (login.is_some() && accounts.current == Some(accounts.selected)) {
        model.overlay = None;
        return Vec::new();
    }
    question::ask_switch(model, login)
}

/// At the form only the others are worth a dialog: whoever has just signed out may still be among them.
fn show(model: &mut Model, mut known: Vec<Listed>) {
    let here = model.login();
    if model.sign_in.is_some() {
        known.retain(|listed| here.as_ref().is_none_or(|here| !listed.login.is(here)));
        if !known.iter().any(|listed| listed.signed_in) {
            return;
        }
    }
    for other in model.others.iter().filter(|other| other.signed_out) {
        if known.iter().all(|listed| !listed.login.is(&other.login)) {
            known.push(Listed { login: other.login.clone(), signed_in: false, elsewhere: false });
        }
    }
    let waits = |login: &Login| model.other(login).is_some_and(|other| other.unread() > 0);
    model.overlay = Some(Overlay::Accounts(Accounts::new(known, here.as_ref(), waits)));
}

/// Nothing of the account that is left goes with it; it is listened to from where it was.
fn begin(model: &mut Model, login: Option<&Login>, busy: bool) {
    model.others.retain(|other| login.is_none_or(|login| !login.is(&other.login)));
    if let Some(left) = Other::left(model) {
        model.others.retain(|other| !other.login.is(&left.login));
        model.others.push(left);
    }
    let left = match &mut model.sign_in {
        Some(form) => form.came_from.take(),
        None => model.login(),
    };
    let mut form = match login {
        Some(login) => SignIn::with(&login.server, &login.email),
        None => SignIn::with(&model.server, ""),
    };
    form.busy = busy && login.is_some();
    form.came_from = left.filter(|_| !form.busy);
    model.sign_in = Some(form);
    sign_in::forget(model);
}

fn refused(model: &mut Model, why: String) {
    match (&mut model.overlay, &mut model.sign_in) {
        (Some(Overlay::Accounts(accounts)), _) => accounts.error = Some(why),
        (_, Some(form)) => form.error = Some(why),
        _ => super::notify(model, why),
    }
}
