//! The top row, which always says how the connection is, and the bottom row with the keys of where one is.

use super::canvas::Canvas;
use crate::{
    keymap::{Binding, Context},
    layout::{Area, short_time},
    model::{Link, Model},
    text::{truncate, width},
    words::Word,
};

/// From this width on the key to quit shows beside the one for help.
const TWO_FROM: u16 = 60;

pub(super) fn top(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    let lang = model.settings.lang;
    let link = if model.sign_in.is_some() {
        String::new()
    } else {
        let (mark, how) = match (model.offline_since, &model.link) {
            // Each new try is not worth a word.
            (Some(since), _) => ("○", lang.fill(Word::OfflineSince, &[&short_time(model, since)])),
            (None, Link::Online) => ("●", lang.say(Word::Online).to_owned()),
            (None, _) => ("◌", lang.say(Word::Connecting).to_owned()),
        };
        let unsent = model.outbox.unsent();
        let waiting = if unsent > 0 { format!("…{unsent} ") } else { String::new() };
        format!("{waiting}{mark} {how} ")
    };
    let exploring = if model.exploring { format!("[{}] ", lang.say(Word::Exploring)) } else { String::new() };
    let link = format!("{exploring}{link}");
    let who = model.me.as_ref().map(|me| format!(" · {}", me.name)).unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(width(&link) + 1);
    canvas.fill(area, 0, &truncate(&format!(" Messenger{who}"), room), canvas.theme.bar());
    canvas.put_right(area, 0, &link, canvas.theme.bar());
}

pub(super) fn footer(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    if let Some(notice) = model.notice.as_ref().filter(|_| model.lock.shut.is_none()) {
        canvas.fill(area, 0, &format!(" {}", notice.text), canvas.theme.lively());
        return;
    }
    let context = model.context();
    let keymap = &model.settings.keymap;
    let (always, here): (Vec<_>, Vec<_>) =
        keymap.footer(context).partition(|binding| binding.context == Context::Everywhere);
    // The way to all keys has its place at the right, whatever else does not fit.
    let most = if area.width < TWO_FROM { 1 } else { always.len() };
    let always: Vec<Hint> = always.into_iter().take(most).map(|binding| hint(model, binding)).collect();
    let mut right = usize::from(area.width).saturating_sub(always.iter().map(|hint| hint.width() + 2).sum());
    let left = right;
    for hint in always {
        hint.draw(canvas, area, right);
        right += hint.width() + 2;
    }
    let mut column = 1;
    for hint in here.into_iter().map(|binding| hint(model, binding)) {
        if column + hint.width() + 1 > left {
            break;
        }
        hint.draw(canvas, area, column);
        column += hint.width() + 2;
    }
}

/// A key and what it does.
struct Hint {
    key: String,
    what: &'static str,
}

impl Hint {
    fn width(&self) -> usize {
        width(&self.key) + 1 + width(self.what)
    }

    fn draw(&self, canvas: &mut Canvas<'_, '_>, area: Area, column: usize) {
        let end = canvas.put(area, (0, column), &self.key, canvas.theme.strong());
        canvas.put(area, (0, end + 1), self.what, canvas.theme.dim());
    }
}

fn hint(model: &Model, binding: &Binding) -> Hint {
    let key = binding.chords.first().map(ToString::to_string).unwrap_or_default();
    Hint { key, what: model.settings.lang.say(binding.action.short()) }
}
