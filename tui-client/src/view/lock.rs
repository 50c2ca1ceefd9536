//! The screen while it is locked: that it is, whose it is, and a field. Nothing else.

use super::{canvas::Canvas, input::Input};
use crate::{
    keymap::{Action, Context},
    layout::Area,
    model::{Model, Shut, Stage},
    text::{one_line, wrap},
    words::Word,
};

const WIDTH: u16 = 60;
const HEIGHT: u16 = 8;

pub(super) fn draw(model: &Model, shut: &Shut, canvas: &mut Canvas<'_, '_>) {
    let lang = model.settings.lang;
    let (columns, rows) = model.size;
    let width = columns.saturating_sub(2).min(WIDTH);
    let body = rows.saturating_sub(2);
    let area = Area {
        x: columns.saturating_sub(width) / 2,
        y: 1 + body.saturating_sub(HEIGHT) / 2,
        width,
        height: HEIGHT.min(body),
    };
    let title = match shut.stage {
        Stage::Locked | Stage::Leaving => Word::Locked,
        Stage::Choosing => Word::ChoosePassphrase,
        Stage::Repeating => Word::RepeatPassphrase,
    };
    canvas.put(area, (0, 0), lang.say(title), canvas.theme.strong());
    if let Some(me) = &model.me {
        canvas.put(area, (1, 0), &format!("{} · {}", one_line(&me.name), me.email), canvas.theme.text());
    }
    if shut.stage != Stage::Leaving {
        let label = lang.say(Word::Passphrase);
        Input { label, editor: &shut.field, focused: true, hidden: true }.draw(canvas, area, 3);
    }
    let key = |action| model.settings.keymap.chord_in(Context::Lock, action);
    let (text, style) = match (&shut.stage, &shut.error) {
        (Stage::Leaving, _) => {
            let keys = [key(Action::Submit), key(Action::Close)];
            (lang.fill(Word::AskSignOutLocked, &[&keys[0], &keys[1]]), canvas.theme.strong())
        }
        (_, Some(error)) => (error.clone(), canvas.theme.wrong()),
        (Stage::Locked, None) => {
            (lang.fill(Word::PassphraseForgotten, &[&key(Action::SignOut)]), canvas.theme.dim())
        }
        (Stage::Choosing | Stage::Repeating, None) => return,
    };
    let row = if shut.stage == Stage::Leaving { 3 } else { 5 };
    for (at, line) in wrap(&text, usize::from(width)).into_iter().enumerate() {
        canvas.put(area, (row + at, 0), &text[line], style);
    }
    if shut.stage == Stage::Leaving {
        canvas.cursor(area, row, 0);
    }
}
