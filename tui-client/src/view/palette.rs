//! The list of chats and deeds to go to, and the list of what a word may become.

use protocol::ConversationKind;

use super::{canvas::Canvas, chats::preview, input::Input};
use crate::{
    keymap::Action,
    layout::{Area, PROMPT, short_time},
    model::{Completion, Model, Palette, Target},
    text::{truncate, width},
    words::Word,
};

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, palette: &Palette) {
    let lang = model.settings.lang;
    Input { label: lang.say(palette.errand.label()), editor: &palette.query, focused: true, hidden: false }
        .draw(canvas, area, 0);
    let list = Area { y: area.y + 2.min(area.height), height: area.height.saturating_sub(2), ..area };
    if palette.found.is_empty() {
        canvas.put(list, (0, 0), lang.say(Word::NothingFound), canvas.theme.dim());
    }
    let height = usize::from(list.height).max(1);
    let from = (palette.selected + 1).saturating_sub(height);
    for (at, target) in palette.found.iter().enumerate().skip(from).take(height) {
        let (row, selected) = (at - from, at == palette.selected);
        let line = line(model, *target);
        let columns = usize::from(list.width);
        let mark = if selected { ">" } else { " " };
        let left = columns.saturating_sub(width(&line.note) + 1);
        canvas.fill(list, row, &truncate(&format!("{mark} {}", line.name), left), canvas.theme.text());
        let about = 2 + width(&line.name) + GAP;
        if left > about + GAP {
            let text = truncate(&line.about, left - about);
            canvas.put(list, (row, about), &text, canvas.theme.dim());
        }
        canvas.put_right(list, row, &line.note, canvas.theme.text());
        if selected {
            canvas.select(list, row, 0..columns);
        }
    }
}

/// Between what something is called and what is said about it.
const GAP: usize = 2;

/// What is said of a target.
#[derive(Default)]
struct Line {
    name: String,
    /// What was said there last, which tells people of one name apart.
    about: String,
    /// Its unread messages, or when something was said last; or its key.
    note: String,
}

fn line(model: &Model, target: Target) -> Line {
    let settings = &model.settings;
    match target {
        Target::Chat(id) => model.chats.get(id).map_or_else(Line::default, |chat| {
            let mark = match chat.kind {
                ConversationKind::PersonalChat => "@",
                ConversationKind::GroupChat => "&",
                ConversationKind::PublicGroup | ConversationKind::PrivateGroup => "#",
            };
            let time = chat.last_message.as_ref().map(|last| short_time(model, last.created_at));
            let note = match chat.unread_count() {
                0 => time.unwrap_or_default(),
                unread => format!("({unread})"),
            };
            Line { name: format!("{mark} {}", chat.title), about: preview(model, chat), note }
        }),
        Target::Action(action) => Line {
            name: format!("> {}", settings.lang.say(action.word())),
            note: settings.keymap.key_of(action),
            ..Line::default()
        },
        Target::Setting(setting) => {
            let page = settings.lang.say(Action::Settings.word());
            Line { name: format!("> {page}: {}", settings.lang.say(setting.word())), ..Line::default() }
        }
    }
}

/// Above the composer, where the word stands that may be completed.
pub(super) fn draw_completion(canvas: &mut Canvas<'_, '_>, composer: Area, completion: &Completion) {
    let texts: Vec<String> =
        completion
            .items
            .iter()
            .map(|item| {
                if item.hint.is_empty() {
                    item.label.clone()
                } else {
                    format!("{}  {}", item.label, item.hint)
                }
            })
            .collect();
    // Above the rule and under one of its own, over the whole width: no message looks out beside it.
    let bottom = composer.y.saturating_sub(1);
    let most = bottom.saturating_sub(2);
    let height = u16::try_from(texts.len()).unwrap_or(most).min(most);
    let area = Area { y: bottom - height, height, ..composer };
    let edge = Area { y: area.y.saturating_sub(1), height: 1, ..area };
    canvas.clear(edge);
    canvas.clear(area);
    canvas.fill(edge, 0, &"─".repeat(usize::from(area.width)), canvas.theme.dim());
    let rows = usize::from(height).max(1);
    let from = (completion.selected + 1).saturating_sub(rows);
    for (at, text) in texts.iter().enumerate().skip(from).take(rows) {
        let style = if at == completion.selected { canvas.theme.selected() } else { canvas.theme.text() };
        let text = truncate(&format!("{:indent$}{text}", "", indent = PROMPT.len()), usize::from(area.width));
        canvas.fill(area, at - from, &text, style);
    }
}
