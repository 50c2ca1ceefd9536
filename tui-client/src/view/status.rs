//! The top row, which always says where something waits and how the connection is.

use super::canvas::Canvas;
use crate::{
    keymap::Action,
    layout::{Area, short_time},
    model::{Link, Model},
    text::{truncate, width},
    words::Word,
};

pub(super) fn top(model: &Model, canvas: &mut Canvas<'_, '_>, area: Area) {
    let lang = model.settings.lang;
    let link = if model.sign_in.is_some() {
        String::new()
    } else {
        let (mark, how) = match (model.since.offline, &model.link) {
            // Each new try is not worth a word.
            (Some(since), _) => ("○", lang.fill(Word::OfflineSince, &[&short_time(model, since)])),
            (None, Link::Online) if model.since.waits.is_some() => {
                ("◐", lang.say(Word::AwaitingAnswer).to_owned())
            }
            (None, Link::Online) => ("●", lang.say(Word::Online).to_owned()),
            (None, _) => ("◌", lang.say(Word::Connecting).to_owned()),
        };
        let unsent = model.outbox.unsent() + model.deeds.edits.unanswered();
        let waiting = if unsent > 0 { format!("…{unsent} ") } else { String::new() };
        format!("{waiting}{mark} {how} ")
    };
    let mark = |holds: bool, word| if holds { format!("[{}] ", lang.say(word)) } else { String::new() };
    let exploring = mark(model.exploring, Word::Exploring);
    let unkept = mark(model.since.unkept.is_some() && model.sign_in.is_none(), Word::NotSaved);
    let link = format!("{exploring}{unkept}{link}");
    let who = model.me.as_ref().map(|me| format!(" · {}", me.name)).unwrap_or_default();
    let room = usize::from(area.width).saturating_sub(width(&link) + 1);
    let called = format!(" {}{who}", title(model));
    canvas.fill(area, 0, &truncate(&called, room), canvas.theme.bar());
    let elsewhere =
        elsewhere(model).filter(|said| width(&called) + 1 + width(said) <= room).unwrap_or_default();
    canvas.put_right(area, 0, &format!("{elsewhere}{link}"), canvas.theme.bar());
}

/// How much waits in accounts that are not shown, beside the key that goes there.
fn elsewhere(model: &Model) -> Option<String> {
    let unread = model.unread_elsewhere();
    let key = model.settings.keymap.key_of(Action::SwitchAccount);
    (unread > 0 && !key.is_empty()).then(|| format!("{key} ({unread})  "))
}

/// What the window is called: the program, and in how many chats something waits. Nobody's name, for others see it too.
pub fn title(model: &Model) -> String {
    match model.unread_chats() {
        0 => "Messenger".to_owned(),
        waiting => format!("({waiting}) Messenger"),
    }
}
