//! The list of chats and groups.

use std::ops::Range;

use protocol::{Conversation, ConversationId, ConversationKind};

use super::canvas::Canvas;
use crate::{
    keymap::Action,
    layout::{Area, ListView, is_here, list_view, short_time},
    model::{Model, Pane, is_awaited},
    text::{one_line, truncate, width},
    words::Word,
};

/// In front of what is known to be of an earlier time.
pub(super) const BEHIND: &str = "~";

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    if model.chats.is_empty() {
        return empty(model, canvas, area);
    }
    let Some(ListView { from, fit, rows, .. }) = list_view(model) else { return };
    let selected = model.chats.selected_row().filter(|_| model.pane == Pane::List);
    for (at, conversation) in model.chats.iter().skip(from).take(fit).enumerate() {
        let row = at * rows;
        let y = area.y + u16::try_from(row).unwrap_or(u16::MAX - area.y);
        let height = u16::try_from(rows).unwrap_or(1).min(area.height);
        draw_one(model, canvas, Area { y, height, ..area }, conversation);
    }
    draw_edge(canvas, area);
    waiting(model, canvas, area, from..from + fit);
    let Some(row) = selected.and_then(|at| at.checked_sub(from)).filter(|at| *at < fit).map(|at| at * rows)
    else {
        return;
    };
    for row in row..row + rows {
        canvas.select(area, row, 0..usize::from(area.width));
    }
    if model.overlay.is_none() {
        canvas.cursor(area, row, 0);
    }
}

/// Where something waits that the list does not show now: above, below.
fn waiting(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, shown: Range<usize>) {
    let bottom = usize::from(area.height.saturating_sub(1));
    let above = model.chats.iter().take(shown.start).any(is_awaited);
    let below = model.chats.iter().skip(shown.end).any(is_awaited);
    for (mark, row, _) in [("↑", 0, above), ("↓", bottom, below)].into_iter().filter(|(.., there)| *there)
    {
        canvas.put_right(area, row, mark, canvas.theme.lively());
    }
}

fn empty(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    let lang = model.settings.lang;
    draw_edge(canvas, area);
    // Nobody has said yet which there are.
    if model.epoch.is_none() {
        canvas.put(area, (1, 1), lang.say(Word::Loading), canvas.theme.dim());
        return;
    }
    canvas.put(area, (1, 1), lang.say(Word::NoChats), canvas.theme.dim());
    let key = model.settings.keymap.key_of(Action::NewChat);
    canvas.put(area, (2, 1), &lang.fill(Word::StartOne, &[&key]), canvas.theme.dim());
}

/// Between the list and the chat, where both show.
fn draw_edge(canvas: &mut Canvas<'_, '_>, area: Area) {
    let edge = Area { x: area.x + area.width, width: 1, ..area };
    for row in 0..usize::from(area.height) {
        canvas.put(edge, (row, 0), "│", canvas.theme.dim());
    }
}

/// One chat: its marks, its title and time; below them its last message and how many are unread.
fn draw_one(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, c: &Conversation) {
    let columns = usize::from(area.width);
    let style = canvas.theme.text();
    let open = match () {
        () if model.chats.open == Some(c.id) => ">",
        () if c.settings.pinned => "^",
        () => " ",
    };
    let muted = if c.settings.muted { "× " } else { "" };
    let again = c.settings.marked_unread;
    let time = c.last_message.as_ref().map(|last| short_time(model, last.created_at)).unwrap_or_default();
    let unread = match c.unread_count() {
        0 if again => "(•)".to_owned(),
        0 => String::new(),
        count => format!("({count})"),
    };
    let two_rows = area.height > 1;
    let late = if model.sync.lags(c.id) { BEHIND } else { "" };
    let right = if two_rows { format!("{muted}{late}{time}") } else { format!("{muted}{late}{unread}") };
    let room = columns.saturating_sub(width(&right) + 2);
    canvas.fill(
        area,
        0,
        &truncate(&format!("{open}{} {}", mark(model, c), c.title), room),
        if c.unread_count() > 0 { style.patch(canvas.theme.strong()) } else { style },
    );
    canvas.put_right(area, 0, &format!("{right} "), style);
    if two_rows {
        let room = columns.saturating_sub(width(&unread) + 2);
        canvas.fill(
            area,
            1,
            &truncate(&format!("   {}", preview(model, c)), room),
            style.patch(canvas.theme.dim()),
        );
        let lively = if unread.is_empty() { style } else { canvas.theme.lively() };
        canvas.put_right(area, 1, &format!("{unread} "), lively);
    }
}

/// Groups are told from chats by a mark, and those who are here from those who are not.
fn mark(model: &Model, c: &Conversation) -> &'static str {
    match c.kind {
        ConversationKind::PersonalChat if is_here(model, c) => "•",
        ConversationKind::PersonalChat => " ",
        ConversationKind::GroupChat => "&",
        ConversationKind::PublicGroup | ConversationKind::PrivateGroup => "#",
    }
}

/// What was said in it last, or what happens there.
pub(super) fn preview(model: &Model, c: &Conversation) -> String {
    let lang = model.settings.lang;
    if let Some(typing) = typing_line(model, c.id) {
        return typing;
    }
    if model.outbox.refused(c.id).is_some() {
        return format!("✕ {}", lang.say(Word::NotSent));
    }
    if model.deeds.edits.refused(c.id).is_some() {
        return format!("✕ {}", lang.say(Word::IsNotChanged));
    }
    let draft = model.drafts.get(&c.id).filter(|draft| !draft.is_empty() && model.chats.open != Some(c.id));
    if let Some(draft) = draft {
        return lang.fill(Word::Draft, &[&one_line(draft.text())]);
    }
    let Some(last) = &c.last_message else { return String::new() };
    let text = if last.deleted { lang.say(Word::Deleted) } else { &last.text };
    let own = model.me.as_ref().is_some_and(|me| me.id == last.sender_id);
    if own {
        format!("{}: {text}", lang.say(Word::You))
    } else if c.kind == ConversationKind::GroupChat {
        format!("{}: {text}", last.sender_name)
    } else {
        text.to_owned()
    }
}

/// Who types in a conversation, if anybody does. In a chat of two its title has said who.
pub(super) fn typing_line(model: &Model, id: ConversationId) -> Option<String> {
    let lang = model.settings.lang;
    match model.typing.names(id).as_slice() {
        [] => None,
        [_] if model.chats.get(id).is_some_and(|c| c.peer.is_some()) => {
            Some(lang.say(Word::TypingHere).to_owned())
        }
        [one] => Some(lang.fill(Word::TypingOne, &[one])),
        [one, two] => Some(lang.fill(Word::TypingTwo, &[one, two])),
        [one, rest @ ..] => Some(lang.fill(Word::TypingMany, &[one, &rest.len()])),
    }
}
