//! Questions: when one is asked, and what yes does.

use super::{amend, members, paste, sign_in};
use crate::{
    effect::{Effect, Request},
    model::{Model, Overlay, Question},
};

/// Quits at once unless something would be lost.
pub(super) fn ask_quit(model: &mut Model) -> Vec<Effect> {
    let asked = model.overlay.as_ref().is_some_and(|o| matches!(o, Overlay::Confirm(Question::Quit)));
    if (model.outbox.unsent() == 0 && model.deeds.all().next().is_none()) || asked {
        return vec![Effect::Quit];
    }
    model.overlay = Some(Overlay::Confirm(Question::Quit));
    Vec::new()
}

/// Asks whether to sign out, which loses all that is not with the server.
pub(super) fn ask_sign_out(model: &mut Model) {
    let unsent = model.outbox.iter().count() + model.deeds.all().count();
    let written = model.drafts.iter().filter(|(_, draft)| !draft.is_empty()).count();
    let aside = model.editing.values().filter(|editing| !editing.aside.is_empty()).count();
    model.overlay = Some(Overlay::Confirm(Question::SignOut { unsent, drafts: written + aside }));
}

/// Does what was asked about.
pub(super) fn answer_yes(model: &mut Model, question: &Question) -> Vec<Effect> {
    match *question {
        Question::Quit => vec![Effect::Quit],
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
