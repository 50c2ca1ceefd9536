//! Making a group chat or a group: its fields, and who is to be in it.

use crate::{
    effect::{Effect, Request},
    keymap::Action,
    model::{Editor, Field, Form, FormKind, Invitee, Picker},
};

/// Keys of the form.
pub(super) fn act(form: &mut Form, action: Action) -> Option<Effect> {
    match action {
        Action::Up | Action::Down if form.field == Field::People => form.people.step(action == Action::Down),
        Action::NextField | Action::Down => form.step(true),
        Action::PreviousField | Action::Up => form.step(false),
        Action::Submit if form.entering.is_none() => return submit(form),
        _ => {}
    }
    None
}

/// Adds the person that was looked for, or goes on to the next field, or makes the group.
fn submit(form: &mut Form) -> Option<Effect> {
    if form.field == Field::People && !form.people.query.is_empty() {
        invite(form);
        return None;
    }
    if form.field != Field::People {
        form.step(true);
        return None;
    }
    let name = form.name.text().trim().to_owned();
    let people = form.chosen.iter().map(|invitee| invitee.who.clone()).collect();
    let request = match form.kind {
        FormKind::Chat => {
            Request::CreateChat { people, name: Some(name).filter(|name| !name.is_empty()), group: true }
        }
        FormKind::Public | FormKind::Private => {
            Request::CreateGroup { name, public: form.kind == FormKind::Public, people }
        }
    };
    form.entering = request.entrance();
    Some(Effect::Ask(request))
}

fn invite(form: &mut Form) {
    let found =
        form.people.chosen().map(|user| Invitee { who: user.id.to_string(), name: user.name.clone() });
    let written = || address(&form.people.query).map(|who| Invitee { name: who.clone(), who });
    let Some(invitee) = found.or_else(written) else { return };
    if !form.chosen.contains(&invitee) {
        form.chosen.push(invitee);
    }
    form.people = Picker::default();
}

/// An address that is written out.
pub(super) fn address(query: &Editor) -> Option<String> {
    let text = query.text().trim();
    text.contains('@').then(|| text.to_owned())
}
