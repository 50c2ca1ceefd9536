//! The form to sign in or to make an account.

use super::{canvas::Canvas, input::Input};
use crate::{
    keymap::{Action, Context},
    layout::Area,
    model::{Model, SignIn, SignInField},
    text::{truncate, wrap},
    words::Word,
};

const WIDTH: u16 = 60;

pub(super) fn draw(model: &Model, form: &SignIn, canvas: &mut Canvas<'_, '_>) {
    let lang = model.settings.lang;
    let (columns, rows) = model.size;
    let width = columns.saturating_sub(2).min(WIDTH);
    let body = rows.saturating_sub(2);
    let height = u16::try_from(form.fields().len()).unwrap_or(4) + 4;
    let area = Area {
        x: columns.saturating_sub(width) / 2,
        y: 1 + body.saturating_sub(height) / 2,
        width,
        height: height.min(body),
    };
    let title = if form.register { Word::Register } else { Word::SignIn };
    canvas.put(area, (0, 0), lang.say(title), canvas.theme.strong());
    for (at, which) in form.fields().iter().enumerate() {
        let word = match which {
            SignInField::Server => Word::Server,
            SignInField::Name => Word::Name,
            SignInField::Email => Word::Email,
            SignInField::Password => Word::Password,
        };
        let editor = form.editor(*which);
        let focused = at == form.field && model.overlay.is_none();
        let hidden = *which == SignInField::Password;
        Input { label: lang.say(word), editor, focused, hidden }.draw(canvas, area, 1 + at);
    }
    let below = form.fields().len() + 2;
    if let Some(login) = form.came_from.as_ref().filter(|_| !form.busy && form.error.is_none()) {
        let key = model.settings.keymap.chord_in(Context::SignIn, Action::Close);
        let back = lang.fill(Word::BackToAccount, &[&key, &login.email]);
        canvas.put(area, (below, 0), &truncate(&back, usize::from(width)), canvas.theme.dim());
    } else if form.busy {
        canvas.put(area, (below, 0), lang.say(Word::SigningIn), canvas.theme.dim());
    } else if let Some(error) = &form.error {
        for (at, line) in wrap(error, usize::from(width)).into_iter().take(2).enumerate() {
            canvas.put(
                area,
                (below + at, 0),
                &truncate(&error[line], usize::from(width)),
                canvas.theme.wrong(),
            );
        }
    } else {
        // Who comes for the first time has no account, and no room in the footer to read of it.
        let key = model.settings.keymap.chord_in(Context::SignIn, Action::ToggleRegister);
        let word = if form.register { Word::HasAccount } else { Word::HasNone };
        let said = truncate(&lang.fill(word, &[&key]), usize::from(width));
        canvas.put(area, (below, 0), &said, canvas.theme.dim());
    }
}
