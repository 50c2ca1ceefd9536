//! Who is in a conversation: looking, writing to one of them, adding and removing somebody, giving another role.

use protocol::{Conversation, ConversationId, Member, Role, UserId};

use super::{clean, explain, naming, notify, overlay};
use crate::{
    effect::{Effect, Request},
    keymap::Action,
    message::Failure,
    model::{Members, Model, Overlay, Pane, Picker, Question, other_role},
    words::Word,
};

/// The conversation that the cursor or the reader is in.
pub(super) fn meant(model: &Model) -> Option<&Conversation> {
    let id = if model.pane == Pane::Chat { model.chats.open } else { model.chats.selected };
    model.chats.get(id?)
}

/// Shows who is in the conversation that the cursor or the reader is in.
pub(super) fn open(model: &mut Model) -> Vec<Effect> {
    let Some(conversation) = meant(model) else { return Vec::new() };
    let (id, kind) = (conversation.id, conversation.kind);
    model.overlay = Some(Overlay::Members(Box::new(Members::of(id, kind))));
    vec![Effect::Ask(Request::Members(id, kind))]
}

/// Looks for somebody to be in it.
pub(super) fn invite(model: &mut Model) {
    let lang = model.settings.lang;
    match meant(model).map(|c| (c.id, c.kind)) {
        Some((id, kind)) if kind.is_group() => model.overlay = Some(Overlay::Invite(id, Picker::default())),
        Some(_) => notify(model, lang.say(Word::OnlyGroupsGrow).to_owned()),
        None => {}
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Members(members)) = &mut model.overlay else { return Vec::new() };
    let last = members.found.iter().flatten().map(Vec::len).sum::<usize>().saturating_sub(1);
    let id = members.conversation;
    match action {
        Action::Up => members.selected = members.selected.saturating_sub(1),
        Action::Down => members.selected = (members.selected + 1).min(last),
        Action::First => members.selected = 0,
        Action::Last => members.selected = last,
        Action::AddMember => invite(model),
        Action::Rename => naming::open(model),
        Action::RemoveMember => ask_remove(model),
        _ => {
            let Some(member) = members.chosen().cloned() else { return Vec::new() };
            match action {
                Action::WriteTo => return overlay::write_to(model, member.id),
                Action::ChangeRole if member.role != Role::Owner => {
                    return vec![Effect::Ask(Request::Appoint(id, member.id, other_role(member.role)))];
                }
                Action::HandOver => {
                    model.overlay = Some(Overlay::Confirm(Question::HandOver(id, member.id, member.name)));
                }
                _ => {}
            }
        }
    }
    Vec::new()
}

/// Asks whether the member under the cursor is to be put out, if the user may do that.
fn ask_remove(model: &mut Model) {
    let lang = model.settings.lang;
    let Some(Overlay::Members(members)) = &model.overlay else { return };
    let Some(member) = members.chosen().cloned() else { return };
    let id = members.conversation;
    if model.me.as_ref().is_some_and(|me| me.id == member.id) {
        let key = model.settings.keymap.key_of(Action::Leave);
        return notify(model, lang.fill(Word::CannotRemoveSelf, &[&key]));
    }
    let mine = model.chats.get(id).filter(|c| c.peer.is_none()).map_or(Role::Member, |c| c.role);
    if mine <= member.role {
        return notify(model, lang.say(Word::CannotRemove).to_owned());
    }
    model.overlay = Some(Overlay::Confirm(Question::Remove(id, member.id, member.name)));
}

/// Puts a member out.
pub(super) fn remove(model: &mut Model, id: ConversationId, user: UserId) -> Vec<Effect> {
    let mut effects = open(model);
    let kind = model.chats.get(id).map(|c| c.kind);
    effects.extend(kind.map(|kind| Effect::Ask(Request::Remove(id, kind, user))));
    effects
}

/// Gives the conversation to somebody else.
pub(super) fn hand_over(model: &mut Model, id: ConversationId, user: UserId) -> Vec<Effect> {
    let mut effects = open(model);
    effects.push(Effect::Ask(Request::Appoint(id, user, Role::Owner)));
    effects
}

/// Adds whom the cursor is on, or whose address is written out.
pub(super) fn choose_invitee(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(Overlay::Invite(id, picker)) = &mut model.overlay else { return Vec::new() };
    match overlay::person(picker) {
        Some(person) => vec![Effect::Ask(Request::Invite(*id, vec![person]))],
        None => {
            picker.due = Some(now);
            Vec::new()
        }
    }
}

/// Who is in a conversation has become known.
pub(super) fn found(model: &mut Model, id: ConversationId, answer: &Result<Vec<Member>, Failure>) {
    let lang = model.settings.lang;
    let Some(Overlay::Members(members)) = &mut model.overlay else { return };
    if members.conversation != id {
        return;
    }
    match answer {
        Ok(all) => members.take(cleaned(all)),
        Err(failure) => members.found = Some(Err(explain(lang, failure))),
    }
}

/// Somebody was added or removed or has another role, or the server does not do it.
pub(super) fn changed(model: &mut Model, id: ConversationId, answer: Result<Vec<Member>, Failure>) {
    let lang = model.settings.lang;
    match (answer, &mut model.overlay) {
        (Ok(all), Some(Overlay::Members(members))) if members.conversation == id => {
            members.take(cleaned(&all));
        }
        (Ok(all), Some(Overlay::Invite(..))) => {
            let Some(kind) = model.chats.get(id).map(|c| c.kind) else { return };
            let mut members = Members::of(id, kind);
            members.take(cleaned(&all));
            model.overlay = Some(Overlay::Members(Box::new(members)));
        }
        (Ok(_), _) => {}
        (Err(failure), Some(Overlay::Invite(_, picker))) => picker.error = Some(explain(lang, &failure)),
        (Err(failure), _) => notify(model, explain(lang, &failure)),
    }
}

fn cleaned(all: &[Member]) -> Vec<Member> {
    let mut all = all.to_vec();
    all.iter_mut().for_each(clean::member);
    all
}
