//! The rule under the messages, which tells of newer ones below, and the composer.

use protocol::{ConversationId, limits};
use ratatui::style::Style;

use super::{canvas::Canvas, theme::Theme};
use crate::{
    keymap::Action,
    layout::{Area, ChatAreas, PROMPT, can_write, composer_columns, extent, open_scene},
    model::{Model, Pane, Purpose},
    text::{gist, truncate, width},
    theme::Role,
    words::{Count, Word},
};

/// From so few characters on it is said how many are left.
const LITTLE: usize = 500;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, areas: ChatAreas) {
    let Some(id) = model.chats.open else { return };
    rule(model, canvas, areas.rule);
    let lang = model.settings.lang;
    let area = areas.composer;
    if !can_write(model, id) {
        canvas.put(area, (0, 1), lang.say(Word::ReadOnly), canvas.theme.dim());
        if writing(model) {
            canvas.cursor(area, 0, 0);
        }
        return;
    }
    purpose(model, canvas, areas.purpose, id);
    canvas.put(area, (0, 0), PROMPT, canvas.theme.strong());
    let Some(draft) = model.drafts.get(&id).filter(|draft| !draft.is_empty()) else {
        canvas.put(area, (0, PROMPT.len()), lang.say(Word::WriteHere), canvas.theme.dim());
        if writing(model) {
            canvas.cursor(area, 0, PROMPT.len());
        }
        return;
    };
    let columns = composer_columns(area.width);
    let lines = draft.lines(columns);
    let (row, column) = draft.position(columns);
    let height = usize::from(area.height).max(1);
    // The row of the caret is always in view.
    let from = (row + 1).saturating_sub(height).max(lines.len().saturating_sub(height).min(row));
    for (at, line) in lines.iter().skip(from).take(height).enumerate() {
        canvas.put(area, (at, PROMPT.len()), &draft.text()[line.clone()], canvas.theme.text());
    }
    if writing(model) {
        canvas.cursor(area, row - from.min(row), PROMPT.len() + column);
    }
}

/// Which message is answered or changed, and the key that gives it up.
fn purpose(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, id: ConversationId) {
    let Some(purpose) = model.purpose(id).filter(|_| area.height > 0) else { return };
    let lang = model.settings.lang;
    let (mark, word, message_id) = match purpose {
        Purpose::Reply(message_id) => ("↪", Word::Replying, message_id),
        Purpose::Edit(message_id) => ("✎", Word::Changing, message_id),
    };
    let loaded = model.timeline().into_iter().flat_map(|timeline| timeline.messages.values().rev());
    let message = loaded.into_iter().find(|message| message.id == message_id);
    let said = match message {
        Some(message) if message.deleted => lang.say(Word::Deleted).to_owned(),
        Some(message) => {
            let name = model.name_of(message.sender_id, &message.sender_name);
            format!("{name}: {}", gist(&message.text))
        }
        None => "…".to_owned(),
    };
    let key = model.settings.keymap.key_of(Action::NoPurpose);
    let hint = format!(" {key} {}", lang.say(Word::DoClose));
    let room = usize::from(area.width).saturating_sub(1 + width(&hint));
    let line = truncate(&format!("{mark} {}: {said}", lang.say(word)), room);
    canvas.put(area, (0, 0), &line, canvas.theme.of(Role::Quote));
    canvas.put_right(area, 0, &format!("{hint} "), canvas.theme.dim());
}

fn writing(model: &Model) -> bool {
    model.pane == Pane::Chat && model.overlay.is_none() && model.picked.is_none()
}

fn rule(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    canvas.put(area, (0, 0), &"─".repeat(usize::from(area.width)), canvas.theme.dim());
    if let Some((left, style)) = room(model, canvas.theme) {
        canvas.put(area, (0, 1), &format!(" {left} "), style);
    }
    if let Some(below) = below(model) {
        canvas.put_right(area, 0, &format!(" {below} ─"), canvas.theme.lively());
    }
}

/// How much can still be written, once it is little.
fn room(model: &Model, theme: Theme<'_>) -> Option<(String, Style)> {
    let lang = model.settings.lang;
    let text = model.drafts.get(&model.chats.open?)?.text().trim();
    let (chars, lines) = (text.chars().count(), text.split('\n').count());
    if chars > limits::TEXT_CHARS {
        return Some((lang.count(Count::TooLong, chars - limits::TEXT_CHARS), theme.wrong()));
    }
    if lines > limits::TEXT_LINES {
        return Some((lang.count(Count::TooManyLines, limits::TEXT_LINES), theme.wrong()));
    }
    let left = limits::TEXT_CHARS - chars;
    (left <= LITTLE).then(|| (lang.count(Count::CharactersLeft, left), theme.lively()))
}

/// What lies below the view: how many messages are new there, or only that there is more.
fn below(model: &Model) -> Option<String> {
    let lang = model.settings.lang;
    let (scene, height) = open_scene(model)?;
    let extent = extent(&scene, height);
    if extent.at_end && model.timeline().is_none_or(|timeline| timeline.attached) {
        return None;
    }
    let conversation = model.chats.opened()?;
    let new = conversation.last_seq.saturating_sub(conversation.read_seq.max(extent.shown.unwrap_or(0)));
    Some(if new > 0 { lang.count(Count::NewBelow, new) } else { lang.say(Word::Below).to_owned() })
}
