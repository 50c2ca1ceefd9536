//! The dialog of the accounts of this device.

use super::{
    canvas::Canvas,
    overlay::{below, draw_error},
};
use crate::{
    layout::Area,
    model::{Accounts, Model},
    text::one_line,
    words::Word,
};

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, accounts: &Accounts) {
    let lang = model.settings.lang;
    let row = |at: usize| match accounts.known.get(at) {
        Some(login) => {
            let here = if accounts.current == Some(at) {
                format!(" · {}", lang.say(Word::InUse))
            } else {
                String::new()
            };
            format!("{} · {}{here}", one_line(&login.email), one_line(&login.server))
        }
        None => lang.say(Word::AddAccount).to_owned(),
    };
    // The reason stands below, whatever else does not fit.
    let height = usize::from(area.height).saturating_sub(3).max(1);
    let from = (accounts.selected + 1).saturating_sub(height);
    for at in (from..=accounts.known.len()).take(height) {
        let (mark, style) =
            if at == accounts.selected { (">", canvas.theme.selected()) } else { (" ", canvas.theme.text()) };
        canvas.fill(area, at - from, &format!("{mark} {}", row(at)), style);
    }
    if let Some(error) = &accounts.error {
        let rows = (accounts.known.len() + 1).min(height) + 1;
        draw_error(canvas, below(area, u16::try_from(rows).unwrap_or(u16::MAX)), error);
    }
    canvas.cursor(area, accounts.selected - from, 0);
}
