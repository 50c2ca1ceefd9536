//! Keys for what the server did not do: it is tried again, written anew, or put away. What was written is not lost by it.

use super::{amend, edits, notify, picked};
use crate::{
    effect::Effect,
    keymap::{Action, Edit},
    layout::can_write,
    model::{Model, Refused},
    words::Word,
};

/// Tries it again.
pub(super) fn retry(model: &mut Model) {
    match model.refused() {
        Some(Refused::Message(id)) => model.outbox.retry(id),
        Some(Refused::Edit(id)) => edits::retry(model, id),
        None => {}
    }
}

/// Puts its text where it can be changed. Where one may not write any more it stays, and is copied for another place.
pub(super) fn edit(model: &mut Model) -> Vec<Effect> {
    let Some(refused) = model.refused() else { return Vec::new() };
    let Some(text) = text(model, refused) else {
        notify(model, model.settings.lang.say(Word::NotYourWords).to_owned());
        return Vec::new();
    };
    if !model.chats.open.is_some_and(|id| can_write(model, id)) {
        return picked::copy(model, text);
    }
    match refused {
        Refused::Message(id) => {
            let Some(pending) = model.outbox.remove(id) else { return Vec::new() };
            amend::stop_editing(model, pending.conversation_id);
            amend::write_before(model, pending.conversation_id, &pending.text);
            if let Some(answered) = pending.reply_to {
                model.replies.entry(pending.conversation_id).or_insert(answered);
            }
        }
        Refused::Edit(id) => {
            let Some(edit) = edits::take(model, id) else { return Vec::new() };
            amend::go_on(model, edit);
        }
    }
    amend::write_there(model);
    Vec::new()
}

/// Puts it away; its text can be put back like something that was cut.
pub(super) fn discard(model: &mut Model) {
    let (Some(refused), Some(open)) = (model.refused(), model.chats.open) else { return };
    let text = text(model, refused);
    match refused {
        Refused::Message(id) => drop(model.outbox.remove(id)),
        Refused::Edit(id) => drop(edits::take(model, id)),
    }
    let Some(text) = text else { return };
    model.drafts.entry(open).or_default().keep(text);
    let key = model.settings.keymap.key_of(Action::Edit(Edit::Yank));
    notify(model, model.settings.lang.fill(Word::Discarded, &[&key]));
}

/// What the user has written in it; nothing where they are somebody else's words.
fn text(model: &Model, refused: Refused) -> Option<String> {
    match refused {
        Refused::Message(id) => {
            model.outbox.get(id).filter(|pending| pending.forward.is_none()).map(|p| p.text.clone())
        }
        Refused::Edit(id) => model.deeds.edits.get(id).map(|edit| edit.text.clone()),
    }
}
