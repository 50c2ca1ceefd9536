//! The list of chats and deeds to go to, and the list of what a word may become.

use protocol::ConversationKind;

use super::{canvas::Canvas, input::Input};
use crate::{
    keymap::Action,
    layout::{Area, PROMPT},
    model::{Completion, Model, Palette, Target},
    text::{fit, truncate, width},
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
        let (mark, style) =
            if at == palette.selected { (">", canvas.theme.selected()) } else { (" ", canvas.theme.text()) };
        let (name, note) = line(model, *target);
        let room = usize::from(list.width).saturating_sub(3 + width(&note));
        canvas.fill(list, at - from, &format!("{mark} {} {note}", fit(&name, room)), style);
    }
}

/// What a target is called, and its unread messages or its key.
fn line(model: &Model, target: Target) -> (String, String) {
    let settings = &model.settings;
    match target {
        Target::Chat(id) => model.chats.get(id).map_or_else(Default::default, |chat| {
            let mark = match chat.kind {
                ConversationKind::PersonalChat => "@",
                ConversationKind::GroupChat => "&",
                ConversationKind::PublicGroup | ConversationKind::PrivateGroup => "#",
            };
            let unread = chat.unread_count();
            let note = if unread > 0 { format!("({unread})") } else { String::new() };
            (format!("{mark} {}", chat.title), note)
        }),
        Target::Action(action) => {
            (format!("> {}", settings.lang.say(action.word())), settings.keymap.key_of(action))
        }
        Target::Setting(setting) => {
            let page = settings.lang.say(Action::Settings.word());
            (format!("> {page}: {}", settings.lang.say(setting.word())), String::new())
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
