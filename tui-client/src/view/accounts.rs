//! The dialog of the accounts of this device.

use super::{
    canvas::Canvas,
    overlay::{below, draw_error},
};
use crate::{
    layout::Area,
    model::{Accounts, Link, Listed, Model, Other},
    text::{one_line, truncate, width},
    words::{Count, Word},
};

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area, accounts: &Accounts) {
    let lang = model.settings.lang;
    let columns = usize::from(area.width).saturating_sub(2);
    let row = |at: usize| match accounts.known.get(at) {
        Some(listed) => {
            let is_current = accounts.current == Some(at);
            let how =
                said(model, listed, is_current).iter().fold(String::new(), |how, part| how + " · " + part);
            let login = format!("{} · {}", one_line(&listed.login.email), one_line(&listed.login.server));
            // What is said of it stands there whatever else does not fit.
            format!("{}{how}", truncate(&login, columns.saturating_sub(width(&how))))
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

/// What there is to say of an account.
fn said(model: &Model, listed: &Listed, is_current: bool) -> Vec<String> {
    let lang = model.settings.lang;
    let other = model.other(&listed.login).filter(|_| !is_current);
    if !listed.signed_in || other.is_some_and(|other| other.signed_out) {
        return vec![lang.say(Word::SessionEnded).to_owned()];
    }
    let unread = other.map(Other::unread).filter(|unread| *unread > 0);
    let is_offline = other.is_some_and(|other| other.link == Link::Offline);
    let words = [
        (is_current, Word::InUse),
        (listed.elsewhere && !is_current, Word::OpenElsewhere),
        (is_offline, Word::NotConnected),
    ];
    let words = words.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| lang.say(word).to_owned());
    unread.map(|unread| lang.count(Count::UnreadCount, unread)).into_iter().chain(words).collect()
}
