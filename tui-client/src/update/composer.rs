//! Writing in the open chat.

use protocol::{ClientCommand, ConversationId, limits};

use super::{
    amend,
    command::{self, Meant},
    history, jump, notify, refused, timeline,
};
use crate::{
    effect::Effect,
    keymap::{Action, Edit},
    layout::{areas, can_write, composer_columns},
    model::{Editor, Link, Mode, Model, Pane, Pending, PendingState, Purpose, later},
    words::{Count, Word},
};

/// Keys of the open chat.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Send => return send(model),
        Action::Older => history::step(model, true),
        Action::Newer => history::step(model, false),
        Action::OpenEditor => return open_editor(model),
        Action::NormalMode => model.mode = Mode::Normal,
        _ if action.is_modal() => return begin(model, action),
        Action::Newline => return write(model, "\n"),
        Action::ToList => model.pane = Pane::List,
        Action::LineUp => row(model, false),
        Action::LineDown => row(model, true),
        Action::ScrollUp => timeline::scroll(model, -1),
        Action::ScrollDown => timeline::scroll(model, 1),
        Action::PageUp => timeline::scroll_page(model, false),
        Action::PageDown => timeline::scroll_page(model, true),
        Action::Oldest => return jump::to_oldest(model),
        Action::Newest => return timeline::to_newest(model),
        Action::FirstUnread => timeline::to_divider(model),
        Action::Retry => refused::retry(model),
        Action::EditRefused => return refused::edit(model),
        Action::Discard => refused::discard(model),
        _ => {}
    }
    Vec::new()
}

/// Goes from the normal mode to writing, where the key says.
fn begin(model: &mut Model, action: Action) -> Vec<Effect> {
    model.mode = Mode::Insert;
    let edits: &[Edit] = match action {
        Action::InsertAfter => &[Edit::Right],
        Action::InsertStart | Action::OpenAbove => &[Edit::LineStart],
        Action::InsertEnd | Action::OpenBelow => &[Edit::LineEnd],
        Action::ChangeWord => &[Edit::DeleteWordRight],
        Action::ChangeLine => &[Edit::LineStart, Edit::KillToEnd],
        Action::ChangeToEnd => &[Edit::KillToEnd],
        _ => &[],
    };
    let mut effects: Vec<Effect> = edits.iter().flat_map(|one| edit(model, *one)).collect();
    if matches!(action, Action::OpenBelow | Action::OpenAbove) {
        effects.extend(write(model, "\n"));
    }
    if action == Action::OpenAbove {
        effects.extend(edit(model, Edit::Left));
    }
    effects
}

fn open_editor(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.chats.open else { return Vec::new() };
    let Some(text) = draft(model).map(|draft| draft.text().to_owned()) else { return Vec::new() };
    model.outside = Some(id);
    vec![Effect::EditOutside(id, text)]
}

/// The user's editor has been left.
pub(super) fn edited(model: &mut Model, id: ConversationId, text: Result<String, String>) -> Vec<Effect> {
    model.outside = None;
    match text {
        Ok(text) => {
            let draft = model.drafts.entry(id).or_default();
            // Editors end the last line, which is none of the message.
            draft.set(text.trim_end_matches('\n'));
            tell_typing(model, id)
        }
        Err(why) => {
            notify(model, model.settings.lang.fill(Word::EditorFailed, &[&why]));
            Vec::new()
        }
    }
}

/// Writes at the caret, and lets the others know.
pub(super) fn write(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(id) = model.chats.open.filter(|id| can_write(model, *id)) else { return Vec::new() };
    model.drafts.entry(id).or_default().insert(text);
    tell_typing(model, id)
}

/// Does what an editing key says, and lets the others know.
pub(super) fn edit(model: &mut Model, edit: Edit) -> Vec<Effect> {
    let Some(draft) = draft(model) else { return Vec::new() };
    let before = draft.text().len();
    draft.edit(edit);
    let changed = draft.text().len() != before;
    let open = model.chats.open.filter(|_| changed);
    open.map(|id| tell_typing(model, id)).unwrap_or_default()
}

/// What was written has been obeyed.
pub(super) fn clear(model: &mut Model) {
    if let Some(draft) = draft(model) {
        draft.take();
    }
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
    let silent = !model.settings.preferences.shows_typing();
    if silent || empty || told || model.link != Link::Online {
        return Vec::new();
    }
    model.typing_told = Some((id, model.now));
    vec![Effect::Say(ClientCommand::Typing { conversation_id: id })]
}

fn send(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.chats.open.filter(|id| can_write(model, *id)) else { return Vec::new() };
    let Some(draft) = model.drafts.get(&id) else { return Vec::new() };
    let written = draft.text().trim().to_owned();
    let text = match command::meant(&written) {
        // What somebody has said is no command when it is said in other words.
        _ if model.editing.contains_key(&id) => written,
        Meant::Message(text) => text.to_owned(),
        Meant::Command(name, sought) => return command::run(model, name, sought).unwrap_or_default(),
    };
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
    if let Some(Purpose::Edit(message_id)) = model.purpose(id) {
        return amend::send(model, id, message_id, text);
    }
    if text.is_empty() {
        return Vec::new();
    }
    model.drafts.entry(id).or_default().take();
    model.typing_told = None;
    model.recalled = None;
    let client_id = model.fresh();
    let reply_to = model.replies.remove(&id);
    model.outbox.push(Pending {
        client_id,
        conversation_id: id,
        text,
        reply_to,
        forward: None,
        written_at: model.now,
        state: PendingState::Unkept,
    });
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
