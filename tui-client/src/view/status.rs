//! The top row, which always says how the connection is, and the bottom row with the keys of where one is.

use super::{canvas::Canvas, theme::Theme};
use crate::{
    layout::Area,
    model::{Link, Model},
    text::{truncate, width},
    words::Word,
};

pub(super) fn top(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    let lang = model.settings.lang;
    let link = if model.sign_in.is_some() {
        String::new()
    } else {
        let (mark, word) = match model.link {
            Link::Online => ("●", Word::Online),
            Link::Connecting => ("◌", Word::Connecting),
            Link::Offline => ("○", Word::Offline),
        };
        let unsent = model.outbox.unsent();
        let waiting = if unsent > 0 { format!("…{unsent} ") } else { String::new() };
        format!("{waiting}{mark} {} ", lang.say(word))
    };
    let who = model.me.as_ref().map(|me| format!(" · {}", me.name)).unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(width(&link) + 1);
    canvas.fill(area, 0, &truncate(&format!(" Messenger{who}"), room), Theme::reverse());
    canvas.put_right(area, 0, &link, Theme::reverse());
}

pub(super) fn footer(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    if let Some(notice) = &model.notice {
        canvas.fill(area, 0, &format!(" {}", notice.text), canvas.theme.lively());
        return;
    }
    let mut column = 1;
    for binding in model.settings.keymap.footer(model.context()) {
        let key = binding.keys.first().map(ToString::to_string).unwrap_or_default();
        let what = model.settings.lang.say(binding.word);
        if column + width(&key) + 1 + width(what) > usize::from(area.width) {
            continue;
        }
        column = canvas.put(area, (0, column), &key, Theme::bold());
        column = canvas.put(area, (0, column + 1), what, Theme::dim()) + 2;
    }
}
