//! What a group or group chat is called: another name for it.

use protocol::{ConversationId, Role};

use super::{explain, members, notify};
use crate::{
    effect::{Effect, Request},
    keymap::Action,
    message::Failure,
    model::{Editor, Model, Naming, Overlay},
    words::Word,
};

/// Asks for the new name of the conversation that is meant; the one that it has stands there already.
pub(super) fn open(model: &mut Model) {
    let lang = model.settings.lang;
    let Some(meant) = members::meant(model) else { return };
    if meant.peer.is_some() {
        return notify(model, lang.say(Word::NoOwnName).to_owned());
    }
    if meant.role < Role::Admin {
        return notify(model, lang.say(Word::CannotRename).to_owned());
    }
    let mut name = Editor::default();
    name.insert_line(&meant.title);
    let naming = Naming { conversation: meant.id, kind: meant.kind, name, busy: false, error: None };
    model.overlay = Some(Overlay::Naming(Box::new(naming)));
}

/// Takes away what stands there, for a name that is given at once.
pub(super) fn clear(model: &mut Model) {
    match &mut model.overlay {
        Some(Overlay::Naming(naming)) => naming.name = Editor::default(),
        Some(Overlay::Form(form)) => form.name = Editor::default(),
        _ => {}
    }
}

pub(super) fn act(naming: &mut Naming, action: Action) -> Option<Effect> {
    let name = naming.name.text().trim().to_owned();
    if action != Action::Submit || naming.busy || name.is_empty() {
        return None;
    }
    naming.busy = true;
    Some(Effect::Ask(Request::Rename(naming.conversation, naming.kind, name)))
}

/// It is called something else, or the server does not do it.
pub(super) fn answered(model: &mut Model, id: ConversationId, answer: Result<String, Failure>) {
    let lang = model.settings.lang;
    let naming = match &mut model.overlay {
        Some(Overlay::Naming(naming)) if naming.conversation == id => naming,
        _ => {
            if let Err(failure) = answer {
                notify(model, explain(lang, &failure));
            }
            return;
        }
    };
    naming.busy = false;
    match answer {
        // What it is called comes to everybody in the same way.
        Ok(_) => model.overlay = None,
        Err(failure) => naming.error = Some(explain(lang, &failure)),
    }
}
