//! Pasting. It writes where the caret is and never sends, whether the terminal says that it is a paste or not.

use protocol::ConversationId;

use super::{complete, keys, notify};
use crate::{
    effect::Effect,
    keymap::{Action, Code, Context, Edit, Key},
    layout::can_write,
    model::{Model, Overlay, Question},
    text::sanitise,
    words::Word,
};

/// A paste with more lines is asked about.
const LINES: usize = 20;
/// A paste with more characters is asked about.
const CHARS: usize = 2_000;
/// So many letters at once, and a line end with them, are a paste: nobody types like that.
const BURST: usize = 4;

pub(super) fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    model.prefix.clear();
    // Terminals send the ends of lines as Enter does.
    let text = &text.replace("\r\n", "\n").replace('\r', "\n");
    let context = model.context();
    let (lines, chars) = (text.lines().count(), text.chars().count());
    let composing = matches!(context, Context::Chat | Context::Normal | Context::Complete)
        && model.chats.open.is_some_and(|id| can_write(model, id));
    if composing && (lines > LINES || chars > CHARS) {
        model.pasted = Some(sanitise(text));
        model.overlay = Some(Overlay::Confirm(Question::Paste { lines, chars }));
        return Vec::new();
    }
    let effects = keys::write(model, context, text);
    complete::refresh(model);
    effects
}

/// The long paste is wanted.
pub(super) fn wanted(model: &mut Model) -> Vec<Effect> {
    let text = model.pasted.take().unwrap_or_default();
    keys::write(model, model.context(), &text)
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

/// Keys that came at once. Where a message is written, letters with a line end among them are a paste.
pub(super) fn burst(model: &mut Model, all: &[Key]) -> Vec<Effect> {
    let mut effects = Vec::new();
    let mut rest = all;
    while let Some((key, after)) = rest.split_first() {
        let writing = matches!(model.context(), Context::Chat | Context::Complete) && model.prefix.is_empty();
        let run = rest.iter().map_while(|key| written(*key)).collect::<String>();
        let count = run.chars().count();
        if writing && count > BURST && run.contains('\n') {
            effects.extend(paste(model, &run));
            rest = &rest[count..];
        } else {
            effects.extend(keys::press(model, *key));
            rest = after;
        }
    }
    effects
}

/// What a key is in a pasted text.
fn written(key: Key) -> Option<char> {
    match key.code {
        // A line feed comes as Ctrl+J.
        Code::Char('j') if key.ctrl && !key.alt => Some('\n'),
        Code::Enter if key == Key::plain(Code::Enter) => Some('\n'),
        Code::Tab if key == Key::plain(Code::Tab) => Some('\t'),
        _ => key.writes(),
    }
}
