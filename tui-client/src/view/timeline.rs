//! The open chat: its header and its messages.

use protocol::{Conversation, ConversationId, ConversationKind};
use ratatui::style::{Modifier, Style};

use super::{
    canvas::Canvas,
    chats::{BEHIND, typing_line},
    theme::Theme,
};
use crate::{
    layout::{
        Area, BAR, ChatAreas, Row, RowKind, Tick, is_here, last_seen, open_scene, ordered, short_time, window,
    },
    model::Model,
    text::{Block, Marks, truncate, width},
    theme::Role,
    words::{Count, Word},
};

/// Columns in front of the text of a message.
const INDENT: usize = 2;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, areas: ChatAreas) {
    let lang = model.settings.lang;
    let Some(conversation) = model.chats.opened() else {
        let middle = usize::from(areas.timeline.height) / 2;
        canvas.put_middle(areas.timeline, middle, lang.say(Word::PickOne), canvas.theme.dim());
        return;
    };
    header(model, canvas, areas.header, conversation);
    let Some((scene, height)) = open_scene(model) else { return };
    let shown = window(&scene, height);
    if shown.rows.is_empty() {
        nothing(model, canvas, areas.timeline);
    }
    // A short history stands at the bottom, where the next message will be.
    let above = height.saturating_sub(shown.rows.len());
    for (at, row) in shown.rows.iter().enumerate() {
        draw_row(canvas, areas.timeline, above + at, row);
        let of_message = row.at.row >= 0 && row.kind != RowKind::Gap;
        if of_message && model.picked == Some(row.at.key) {
            canvas.select(areas.timeline, above + at, 0..usize::from(areas.timeline.width));
            if row.at.row == 0 && model.overlay.is_none() {
                canvas.cursor(areas.timeline, above + at, 0);
            }
        }
    }
    draw_drag(model, canvas, areas.timeline);
}

/// What the mouse is drawn over.
fn draw_drag(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    let Some((start, end)) = model.drag.filter(|drag| drag.from != drag.to).map(ordered) else { return };
    for y in start.1..=end.1 {
        let from = if y == start.1 { start.0.saturating_sub(area.x) } else { 0 };
        let until = if y == end.1 { end.0.saturating_sub(area.x).saturating_add(1) } else { area.width };
        let row = usize::from(y.saturating_sub(area.y));
        canvas.select(area, row, usize::from(from)..usize::from(until));
    }
}

fn header(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, c: &Conversation) {
    let lang = model.settings.lang;
    let kind = match c.kind {
        ConversationKind::PersonalChat => Word::PersonalChat,
        ConversationKind::GroupChat => Word::GroupChat,
        ConversationKind::PublicGroup => Word::PublicGroup,
        ConversationKind::PrivateGroup => Word::PrivateGroup,
    };
    let end =
        canvas.put(area, (0, 1), &truncate(&c.title, usize::from(area.width) / 2), canvas.theme.strong());
    let age = age(model, c.id).map(|age| truncate(&age, usize::from(area.width).saturating_sub(end + 2)));
    if let Some(age) = &age {
        canvas.put_right(area, 0, &format!("{age} "), canvas.theme.dim());
    }
    let room = usize::from(area.width).saturating_sub(end + age.map_or(0, |age| width(&age) + 2));
    if let Some(typing) = typing_line(model, c.id) {
        canvas.put(area, (0, end), &truncate(&format!(" · {typing}"), room), canvas.theme.read());
        return;
    }
    let members = lang.count(Count::Members, c.member_count);
    let about = if c.kind == ConversationKind::PersonalChat {
        last_seen(model, c).map(|seen| format!(" · {seen}")).unwrap_or_default()
    } else {
        format!(" · {} · {members}", lang.say(kind))
    };
    let style = if is_here(model, c) { canvas.theme.read() } else { canvas.theme.dim() };
    canvas.put(area, (0, end), &truncate(&about, room), style);
}

/// Of when that is what is shown, where it may not be what the server has.
fn age(model: &Model, id: ConversationId) -> Option<String> {
    let lang = model.settings.lang;
    match (model.sync.lags(id), model.since.offline) {
        (true, None) => Some(format!("{BEHIND} {}", lang.say(Word::CatchingUp))),
        (true, Some(_)) => Some(format!("{BEHIND} {}", lang.say(Word::BehindHere))),
        (false, Some(since)) => Some(lang.fill(Word::AsOf, &[&short_time(model, since)])),
        (false, None) => None,
    }
}

fn nothing(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    let lang = model.settings.lang;
    let middle = usize::from(area.height) / 2;
    let Some(timeline) = model.timeline() else { return };
    match (&timeline.failure, timeline.loading) {
        (Some(why), _) => {
            let said = truncate(&lang.fill(Word::LoadFailed, &[why]), usize::from(area.width));
            canvas.put_middle(area, middle, &said, canvas.theme.wrong());
        }
        (None, Some(_)) => canvas.put_middle(area, middle, lang.say(Word::Loading), canvas.theme.dim()),
        (None, None) => canvas.put_middle(area, middle, lang.say(Word::Beginning), canvas.theme.dim()),
    }
}

fn draw_row(canvas: &mut Canvas<'_, '_>, area: Area, at: usize, row: &Row) {
    match row.kind {
        RowKind::Day | RowKind::Info | RowKind::Gap => {
            canvas.put_middle(area, at, &row.text, canvas.theme.dim());
        }
        RowKind::Unread => {
            let rule = "─".repeat(usize::from(area.width));
            canvas.put(area, (at, 0), &rule, canvas.theme.lively());
            canvas.put_middle(area, at, &format!(" {} ", row.text), canvas.theme.lively());
        }
        RowKind::Author(None) => {
            canvas.put(area, (at, 0), &row.text, canvas.theme.of(Role::Own));
        }
        RowKind::Author(Some(other)) => {
            canvas.put(area, (at, 0), &row.text, canvas.theme.name_of(other));
        }
        RowKind::Text
        | RowKind::Note
        | RowKind::Quote
        | RowKind::Forwarded
        | RowKind::Deleted
        | RowKind::Reason => {
            let style = match row.kind {
                RowKind::Text => canvas.theme.text(),
                RowKind::Reason => canvas.theme.wrong(),
                RowKind::Quote | RowKind::Forwarded => canvas.theme.of(Role::Quote),
                _ => canvas.theme.dim(),
            };
            said(canvas, area, at, row, style);
            stamp(canvas, area, at, row);
        }
    }
}

/// The words of a row with what is marked in them.
fn said(canvas: &mut Canvas<'_, '_>, area: Area, at: usize, row: &Row, plain: Style) {
    let (column, plain) = match row.block {
        Block::Plain => (INDENT, plain),
        Block::Quote => (INDENT + BAR, plain.patch(canvas.theme.of(Role::Quote))),
        Block::Code => (INDENT + BAR, plain),
    };
    if row.block != Block::Plain {
        canvas.put(area, (at, INDENT), "▎", canvas.theme.dim());
    }
    let parts = row.marks.iter().map(|(range, marks)| (range.clone(), marked(canvas.theme, plain, *marks)));
    let parts: Vec<_> = parts.collect();
    canvas.put_parts(area, (at, column), (&row.text, &parts), plain);
}

fn marked(theme: Theme<'_>, plain: Style, marks: Marks) -> Style {
    let roles = [(marks.code, Role::Code), (marks.link, Role::Link), (marks.mention, Role::Mention)];
    let style =
        roles.iter().filter(|(on, _)| *on).fold(plain, |style, (_, role)| style.patch(theme.of(*role)));
    let style = if marks.bold { style.add_modifier(Modifier::BOLD) } else { style };
    if marks.italic { style.add_modifier(Modifier::ITALIC) } else { style }
}

/// The time and the tick at the right of a message's first row.
fn stamp(canvas: &mut Canvas<'_, '_>, area: Area, at: usize, row: &Row) {
    let (glyph, style): (&str, Style) = match row.tick {
        Tick::None => ("  ", canvas.theme.text()),
        Tick::Pending => ("… ", canvas.theme.dim()),
        Tick::Sent => ("↑ ", canvas.theme.dim()),
        Tick::Stored => ("✓ ", canvas.theme.dim()),
        Tick::Read => ("✓✓", canvas.theme.read()),
        Tick::ReadByAll => ("✔✔", canvas.theme.of(Role::ReadByAll)),
        Tick::Refused => ("✕ ", canvas.theme.wrong()),
    };
    let columns = usize::from(area.width);
    canvas.put(area, (at, columns.saturating_sub(2)), glyph, style);
    canvas.put(area, (at, columns.saturating_sub(8)), &row.time, canvas.theme.dim());
}
