//! Pasting. It writes where the caret is and never sends, whether the terminal says that it is a paste or not.

use protocol::ConversationId;

use super::{keys, notify};
use crate::{
    effect::Effect,
    keymap::{Action, Context, Edit},
    layout::can_write,
    model::{Model, Overlay, Question},
    text::sanitise,
    words::Word,
};

/// A paste with more lines is asked about.
const LINES: usize = 20;
/// A paste with more characters is asked about.
const CHARS: usize = 2_000;

pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.prefix.clear();
    // Terminals send the ends of lines as Enter does.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let context = model.context();
    let asked = matches!(model.overlay, Some(Overlay::Confirm(Question::Paste { .. })));
    if asked && context == Context::Confirm {
        // What is still coming is no answer, and belongs to what is asked about.
        goes_on(model, text);
        return Vec::new();
    }
    let (lines, chars) = (text.lines().count(), text.chars().count());
    let composing = matches!(context, Context::Chat | Context::Normal | Context::Complete)
        && model.chats.open.is_some_and(|id| can_write(model, id));
    if composing && (lines > LINES || chars > CHARS) {
        model.pasted = Some(sanitise(text));
        model.overlay = Some(Overlay::Confirm(Question::Paste { lines, chars }));
        return Vec::new();
    }
    keys::write(model, context, text)
}

/// The long paste is wanted.
pub(super) fn wanted(model: &mut Model) -> Vec<Effect> {
    let text = model.pasted.take().unwrap_or_default();
    keys::write(model, model.context(), &text)
}

/// More of it comes, while it is asked about.
fn goes_on(model: &mut Model, text: &str) {
    let Some(pasted) = &mut model.pasted else { return };
    pasted.push_str(&sanitise(text));
    let (more_lines, more_chars) = (text.matches('\n').count(), text.chars().count());
    if let Some(Overlay::Confirm(Question::Paste { lines, chars })) = &mut model.overlay {
        *lines += more_lines;
        *chars += more_chars;
    }
}

/// It is not; it can still be put back like something that was cut.
pub(super) fn unwanted(model: &mut Model) {
    let Some(text) = model.pasted.take() else { return };
    if let Some(id) = model.chats.open.filter(|id| can_write(model, *id)) {
        keep(model, id, text);
    }
}

/// What is not wanted in a draft can be put back like something that was cut, and it is said with which key.
pub(super) fn keep(model: &mut Model, id: ConversationId, text: String) {
    model.drafts.entry(id).or_default().keep(text);
    let key = model.settings.keymap.key_of(Action::Edit(Edit::Yank));
    notify(model, model.settings.lang.fill(Word::PasteKept, &[&key]));
}
