//! A question, and the keys that answer it.

use protocol::{ConversationKind, limits};

use super::{canvas::Canvas, overlay::boxed};
use crate::{
    layout::DIALOG_COLUMNS,
    model::{Model, Question},
    text::{gist, truncate, wrap},
    words::{Count, Word},
};

/// Columns of a name: the question has two lines.
const NAME: usize = 30;

pub(super) fn draw(model: &Model, canvas: &mut Canvas<'_, '_>, question: &Question) {
    let lang = model.settings.lang;
    let text = match question {
        Question::SignOut { unsent: 0, drafts: 0 } => lang.say(Word::AskSignOut).to_owned(),
        Question::SignOut { unsent, drafts } => {
            let messages = (*unsent > 0).then(|| lang.count(Count::LosesUnsent, *unsent));
            let drafts = (*drafts > 0).then(|| lang.count(Count::LosesDrafts, *drafts));
            let lost: Vec<String> = messages.into_iter().chain(drafts).collect();
            lang.fill(Word::AskSignOutLosing, &[&lost.join(", ")])
        }
        Question::Quit if model.outbox.unsent() == 0 => lang.count(Count::AskQuitChanges, model.unanswered()),
        Question::Quit => lang.count(Count::AskQuit, model.outbox.unsent()),
        Question::QuitUnkept | Question::SwitchUnkept(_) => lang.say(Word::AskLeaveUnkept).to_owned(),
        Question::Paste { lines, chars } => {
            let (lines, chars) = (lang.count(Count::Lines, *lines), lang.count(Count::Characters, *chars));
            lang.fill(Word::AskPaste, &[&lines, &chars, &limits::TEXT_CHARS])
        }
        Question::Remove(id, _, name) => {
            let open = model.chats.get(*id).is_some_and(|c| c.kind == ConversationKind::PublicGroup);
            lang.fill(if open { Word::AskRemoveOpen } else { Word::AskRemove }, &[&truncate(name, NAME)])
        }
        Question::HandOver(_, _, name) => lang.fill(Word::AskHandOver, &[name]),
        Question::Delete(id, message_id) => {
            let found = model.timelines.get(id).into_iter().flat_map(|t| t.messages.values().rev());
            let text = found.filter(|m| m.id == *message_id).map(|m| gist(&m.text)).next();
            lang.fill(Word::AskDelete, &[&truncate(&text.unwrap_or_default(), usize::from(DIALOG_COLUMNS))])
        }
        Question::Leave(id) => {
            let title = model.chats.get(*id).map(|c| c.title.as_str()).unwrap_or_default();
            lang.fill(Word::AskLeave, &[&title])
        }
    };
    let area = boxed(model, canvas, Word::Question, 6);
    for (at, line) in wrap(&text, usize::from(area.width)).into_iter().take(3).enumerate() {
        canvas.put(area, (at, 0), &text[line], canvas.theme.strong());
    }
    let keys: Vec<String> = model
        .settings
        .keymap
        .footer(question.context())
        .take(2)
        .map(|binding| {
            let key = binding.chords.first().map(ToString::to_string).unwrap_or_default();
            format!("{key} {}", lang.say(binding.action.word()))
        })
        .collect();
    let last = usize::from(area.height).saturating_sub(1);
    canvas.put(area, (last, 0), &keys.join("   "), canvas.theme.dim());
    canvas.cursor(area, last, 0);
}
