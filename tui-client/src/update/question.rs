//! Questions: when one is asked, and what yes does.

use super::{amend, members, paste, sign_in};
use crate::{
    effect::{Effect, Request},
    model::{Login, Model, Overlay, Question},
};

/// Quits at once unless something would be lost.
pub(super) fn ask_quit(model: &mut Model) -> Vec<Effect> {
    let asked = matches!(model.overlay, Some(Overlay::Confirm(Question::Quit | Question::QuitUnkept)));
    let question = match would_lose_unkept(model) {
        _ if asked => return vec![Effect::Quit],
        true => Question::QuitUnkept,
        false if model.outbox.unsent() == 0 && model.unanswered() == 0 => {
            return vec![Effect::Quit];
        }
        false => Question::Quit,
    };
    model.overlay = Some(Overlay::Confirm(question));
    Vec::new()
}

/// Goes to another account, or to a form, at once unless something would be lost.
pub(super) fn ask_switch(model: &mut Model, login: Option<Login>) -> Vec<Effect> {
    if !would_lose_unkept(model) {
        return vec![Effect::UseAccount(login)];
    }
    model.overlay = Some(Overlay::Confirm(Question::SwitchUnkept(login)));
    Vec::new()
}

/// The disk takes nothing, and something was written that it would take.
fn would_lose_unkept(model: &Model) -> bool {
    let is_written = model.drafts.values().chain(model.editing.values().map(|editing| &editing.aside));
    let anything = model.outbox.iter().next().is_some()
        || model.deeds.edits.iter().next().is_some()
        || model.deeds.others().next().is_some()
        || model.wishes.iter().next().is_some()
        || is_written.into_iter().any(|text| !text.is_empty());
    model.since.unkept.is_some() && anything
}

/// Asks whether to sign out, which loses all that is not with the server.
pub(super) fn ask_sign_out(model: &mut Model) {
    let unsent =
        model.outbox.iter().count() + model.deeds.edits.iter().count() + model.deeds.others().count();
    let written = model.drafts.iter().filter(|(_, draft)| !draft.is_empty()).count();
    let aside = model.editing.values().filter(|editing| !editing.aside.is_empty()).count();
    model.overlay = Some(Overlay::Confirm(Question::SignOut { unsent, drafts: written + aside }));
}

/// Does what was asked about.
pub(super) fn answer_yes(model: &mut Model, question: &Question) -> Vec<Effect> {
    match *question {
        Question::Quit | Question::QuitUnkept => vec![Effect::Quit],
        Question::SwitchUnkept(ref login) => vec![Effect::UseAccount(login.clone())],
        Question::Paste { .. } => paste::wanted(model),
        Question::SignOut { .. } => sign_in::out(model),
        Question::Remove(id, user, _) => members::remove(model, id, user),
        Question::HandOver(id, user, _) => members::hand_over(model, id, user),
        Question::Delete(id, message_id) => amend::delete(model, id, message_id),
        Question::Leave(id) => {
            let kind = model.chats.get(id).map(|c| c.kind);
            kind.map(|kind| Effect::Ask(Request::Leave(id, kind))).into_iter().collect()
        }
    }
}
