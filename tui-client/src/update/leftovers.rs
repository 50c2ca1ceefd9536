//! What was written and can be sent from nowhere any more, because its chat is gone or is only read: it is shown, to be copied or
//! put away.

use protocol::ConversationId;

use super::{edits, notify, picked};
use crate::{
    effect::Effect,
    keymap::Action,
    layout::can_write,
    model::{Leftover, Menu, Model, Offer, Overlay, Pending, PendingEdit},
    words::Word,
};

/// Shows all of it.
pub(super) fn open(model: &mut Model) {
    let offers = all(model);
    if offers.is_empty() {
        return notify(model, model.settings.lang.say(Word::NothingLeftOver).to_owned());
    }
    model.overlay = Some(Overlay::Menu(Menu { offers, selected: 0 }));
}

/// What was written to a conversation is left over, if it was: a word about it with the key that shows it.
pub(super) fn told(model: &Model, id: ConversationId, said: String) -> String {
    let sent = model.outbox.of(id).next().is_some();
    let edited = model.deeds.edits.refused(id).is_some();
    let draft = model.drafts.get(&id).is_some_and(|draft| !draft.is_empty());
    if sent || edited || draft { pointed_at(model, &said) } else { said }
}

/// The same, where it is known that something is left over.
pub(super) fn pointed_at(model: &Model, said: &str) -> String {
    let key = model.settings.keymap.key_of(Action::Leftovers);
    model.settings.lang.fill(Word::ShowsWritten, &[&said, &key])
}

fn all(model: &Model) -> Vec<Offer> {
    let messages = model.outbox.iter().filter(|pending| !can_write(model, pending.conversation_id));
    let message =
        |pending: &Pending| Offer::Text(Leftover::Message(pending.client_id), pending.said().to_owned());
    let changes = model
        .deeds
        .edits
        .iter()
        .filter(|edit| edit.refused.is_some() && !can_write(model, edit.conversation_id));
    let change = |edit: &PendingEdit| Offer::Text(Leftover::Edit(edit.message_id), edit.text.clone());
    let mut drafts: Vec<(ConversationId, &str)> = model
        .drafts
        .iter()
        .filter(|(id, draft)| !draft.is_empty() && !can_write(model, **id))
        .map(|(id, draft)| (*id, draft.text()))
        .collect();
    drafts.sort_unstable();
    let draft = |(id, text): (ConversationId, &str)| Offer::Text(Leftover::Draft(id), text.to_owned());
    messages.map(message).chain(changes.map(change)).chain(drafts.into_iter().map(draft)).collect()
}

/// Keys on one of them.
pub(super) fn act(model: &mut Model, (leftover, text): (Leftover, String), action: Action) -> Vec<Effect> {
    match action {
        Action::Choose | Action::CopyText => return picked::copy(model, text),
        Action::DeleteMessage => {
            put_away(model, leftover);
            // Nobody is asked: it can be pasted somewhere.
            return picked::copy(model, text);
        }
        _ => {}
    }
    Vec::new()
}

fn put_away(model: &mut Model, leftover: Leftover) {
    match leftover {
        Leftover::Message(id) => drop(model.outbox.remove(id)),
        Leftover::Edit(id) => drop(edits::take(model, id)),
        Leftover::Draft(id) => match model.editing.remove(&id) {
            // What was set aside for the change of a message is the next.
            Some(editing) => drop(model.drafts.insert(id, editing.aside)),
            None => drop(model.drafts.entry(id).or_default().take()),
        },
    }
    let offers = all(model);
    let last = offers.len().checked_sub(1);
    if let Some(Overlay::Menu(menu)) = &mut model.overlay {
        (menu.offers, menu.selected) = (offers, menu.selected.min(last.unwrap_or(0)));
    }
    if last.is_none() {
        model.overlay = None;
    }
}
