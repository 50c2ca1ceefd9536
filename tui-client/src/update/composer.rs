//! Writing in the open chat.

use protocol::{ClientCommand, ConversationId, limits};

use super::{notify, timeline};
use crate::{
    effect::Effect,
    keymap::Action,
    layout::{areas, can_write, composer_columns},
    model::{Editor, Link, Model, Pane, Pending, PendingState, later},
    words::Count,
};

/// Keys of the open chat.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Send => return send(model),
        Action::Newline => return write(model, "\n"),
        Action::ToList => model.pane = Pane::List,
        Action::LineUp => row(model, false),
        Action::LineDown => row(model, true),
        Action::ScrollUp => timeline::scroll(model, -1),
        Action::ScrollDown => timeline::scroll(model, 1),
        Action::PageUp => timeline::scroll_page(model, false),
        Action::PageDown => timeline::scroll_page(model, true),
        Action::Oldest => timeline::to_oldest(model),
        Action::Newest => return timeline::to_newest(model),
        Action::FirstUnread => timeline::to_divider(model),
        Action::Retry => retry(model),
        Action::EditRefused => edit_refused(model),
        Action::Discard => drop(take_refused(model)),
        _ => {}
    }
    Vec::new()
}

/// Writes at the caret, and lets the others know.
pub(super) fn write(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(id) = model.chats.open.filter(|id| can_write(model, *id)) else { return Vec::new() };
    model.drafts.entry(id).or_default().insert(text);
    tell_typing(model, id)
}

/// The draft of the open chat.
pub(super) fn draft(model: &mut Model) -> Option<&mut Editor> {
    let id = model.chats.open.filter(|id| can_write(model, *id))?;
    Some(model.drafts.entry(id).or_default())
}

/// The draft has changed: the others are told, but not too often.
pub(super) fn tell_typing(model: &mut Model, id: ConversationId) -> Vec<Effect> {
    let empty = model.drafts.get(&id).is_none_or(Editor::is_empty);
    let told = model
        .typing_told
        .is_some_and(|(where_, when)| where_ == id && later(when, limits::TYPING_EVERY) > model.now);
    if empty || told || model.link != Link::Online {
        return Vec::new();
    }
    model.typing_told = Some((id, model.now));
    vec![Effect::Say(ClientCommand::Typing { conversation_id: id })]
}

fn send(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.chats.open.filter(|id| can_write(model, *id)) else { return Vec::new() };
    let Some(draft) = model.drafts.get(&id) else { return Vec::new() };
    let text = draft.text().trim().to_owned();
    let lang = model.settings.lang;
    let excess = text.chars().count().saturating_sub(limits::TEXT_CHARS);
    if excess > 0 {
        notify(model, lang.count(Count::TooLong, excess));
        return Vec::new();
    }
    if text.split('\n').count() > limits::TEXT_LINES {
        notify(model, lang.count(Count::TooManyLines, limits::TEXT_LINES));
        return Vec::new();
    }
    if text.is_empty() {
        return Vec::new();
    }
    model.drafts.entry(id).or_default().take();
    model.typing_told = None;
    let client_id = model.fresh();
    let (reply_to, state) = (model.replies.remove(&id), PendingState::Unkept);
    let written_at = model.now;
    model.outbox.push(Pending { client_id, conversation_id: id, text, reply_to, written_at, state });
    if let Some(timeline) = model.timeline_mut() {
        timeline.divider = None;
    }
    timeline::to_newest(model)
}

/// Moves the caret by a row; where there is none, the messages scroll.
fn row(model: &mut Model, down: bool) {
    let width = areas(model).chat.map_or(2, |chat| chat.composer.width);
    let moved = draft(model).is_some_and(|draft| draft.move_row(composer_columns(width), down));
    if !moved {
        timeline::scroll(model, if down { 1 } else { -1 });
    }
}

fn retry(model: &mut Model) {
    let refused = model.chats.open.and_then(|id| model.outbox.refused(id)).map(|pending| pending.client_id);
    if let Some(id) = refused {
        model.outbox.retry(id);
    }
}

/// Puts the refused text back into the composer, before what is written there.
fn edit_refused(model: &mut Model) {
    let Some(pending) = take_refused(model) else { return };
    let draft = model.drafts.entry(pending.conversation_id).or_default();
    let written = draft.take();
    let gap = if written.is_empty() { "" } else { "\n" };
    draft.insert(&format!("{}{gap}{written}", pending.text));
}

fn take_refused(model: &mut Model) -> Option<Pending> {
    let id = model.outbox.refused(model.chats.open?)?.client_id;
    model.outbox.remove(id)
}
