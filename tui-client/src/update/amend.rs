//! What is asked about messages that are there: another text, none at all, a sign. The server decides; what it refuses is
//! said, and what was written is not lost.

use protocol::{ClientCommand, ConversationId, Message, MessageId, RequestId, limits};

use super::{keep, notify, paste};
use crate::{
    effect::Effect,
    keymap::{Action, Edit},
    model::{Editing, Editor, Link, Model, Pane, Purpose, later},
    words::{Count, Word},
};

/// What is written next answers this message.
pub(super) fn reply(model: &mut Model, id: ConversationId, seq: i64) {
    let Some(message) = message(model, id, seq) else { return };
    if message.deleted {
        return notify(model, model.settings.lang.say(Word::IsDeleted).to_owned());
    }
    let message_id = message.id;
    stop_editing(model, id);
    model.replies.insert(id, message_id);
    write_there(model);
}

/// Puts the text of a message where it can be changed.
pub(super) fn change(model: &mut Model, id: ConversationId, seq: i64) {
    let Some(message) = message(model, id, seq) else { return };
    let text = model.deeds.edit_of(message.id).unwrap_or(&message.text).to_owned();
    let message_id = message.id;
    if let Some(why) = cannot_change(model, message) {
        return notify(model, why);
    }
    if model.purpose(id) != Some(Purpose::Edit(message_id)) {
        stop_editing(model, id);
        begin_editing(model, id, message_id, &text);
    }
    write_there(model);
}

/// The same with the newest message of the user that is loaded.
pub(super) fn change_last(model: &mut Model) {
    let Some(id) = model.chats.open else { return };
    let me = model.me.as_ref().map(|me| me.id);
    let own =
        |message: &&Message| Some(message.sender_id) == me && !message.deleted && message.forwarded.is_none();
    let last = model.timeline().and_then(|timeline| timeline.messages.values().rev().find(own));
    if let Some(seq) = last.map(|message| message.seq) {
        change(model, id, seq);
    }
}

fn begin_editing(model: &mut Model, id: ConversationId, message_id: MessageId, text: &str) {
    let aside = model.drafts.insert(id, Editor::with(text)).unwrap_or_default();
    model.editing.insert(id, Editing { message_id, aside });
}

/// Neither replies nor edits any more. What was changed in a text can be put back like something that was cut.
pub(super) fn no_purpose(model: &mut Model) {
    let Some(id) = model.chats.open else { return };
    if !stop_editing(model, id) {
        model.replies.remove(&id);
    }
}

/// What was being written before the change comes back; false when nothing was being changed.
pub(super) fn stop_editing(model: &mut Model, id: ConversationId) -> bool {
    let Some(Editing { message_id, aside }) = model.editing.remove(&id) else { return false };
    let written = model.drafts.insert(id, aside).map(|editor| editor.text().to_owned()).unwrap_or_default();
    if !written.is_empty() && !says(model, id, message_id, &written) {
        paste::keep(model, id, written);
    }
    true
}

/// The message says exactly this, or will.
fn says(model: &Model, id: ConversationId, message_id: MessageId, text: &str) -> bool {
    let asked = model.deeds.edit_of(message_id);
    let same = |message: &Message| message.id == message_id && asked.unwrap_or(&message.text) == text;
    model.timelines.get(&id).is_some_and(|timeline| timeline.messages.values().rev().any(same))
}

fn write_there(model: &mut Model) {
    model.bare = false;
    model.picked = None;
    model.pane = Pane::Chat;
}

fn cannot_change(model: &Model, message: &Message) -> Option<String> {
    let lang = model.settings.lang;
    if message.deleted {
        return Some(lang.say(Word::IsDeleted).to_owned());
    }
    if model.me.as_ref().is_none_or(|me| me.id != message.sender_id) {
        return Some(lang.say(Word::NotYours).to_owned());
    }
    if message.forwarded.is_some() {
        return Some(lang.say(Word::NotYourWords).to_owned());
    }
    let hours = limits::EDIT_WITHIN.as_secs() / 3_600;
    let late = later(message.created_at, limits::EDIT_WITHIN) < model.now;
    late.then(|| lang.count(Count::EditHours, usize::try_from(hours).unwrap_or(0)))
}

/// Says the new text, which has been checked like that of a message. An edit that changes nothing ends without a word.
pub(super) fn send(
    model: &mut Model,
    id: ConversationId,
    message_id: MessageId,
    text: String,
) -> Vec<Effect> {
    let lang = model.settings.lang;
    let unchanged = says(model, id, message_id, &text);
    if !unchanged && text.is_empty() {
        let key = model.settings.keymap.key_of(Action::DeleteMessage);
        notify(model, lang.fill(Word::EmptyEdit, &[&key]));
        return Vec::new();
    }
    if !unchanged && !is_online(model) {
        return Vec::new();
    }
    model.typing_told = None;
    let aside = model.editing.remove(&id).map(|editing| editing.aside).unwrap_or_default();
    model.drafts.insert(id, aside);
    if unchanged {
        return Vec::new();
    }
    let asked =
        ask(model, |request_id| ClientCommand::Edit { conversation_id: id, message_id, text, request_id });
    lay_anew(model, id, message_id);
    // Whoever is killed in this moment has not lost it.
    keep::changed_drafts(model).into_iter().map(Effect::Keep).chain(asked).collect()
}

/// The text that is asked for stands in the place of the one that the server has, until it has answered.
fn lay_anew(model: &mut Model, id: ConversationId, message_id: MessageId) {
    let Some(timeline) = model.timelines.get_mut(&id) else { return };
    if let Some((seq, _)) = timeline.messages.iter().rev().find(|(_, message)| message.id == message_id) {
        timeline.laid.forget(*seq);
    }
}

/// The server has answered: what it was, when it was asked here.
fn answered(model: &mut Model, request: RequestId) -> Option<ClientCommand> {
    let command = model.deeds.answered(request)?;
    if let ClientCommand::Edit { conversation_id, message_id, .. } = &command {
        lay_anew(model, *conversation_id, *message_id);
    }
    Some(command)
}

/// It is done.
pub(super) fn done(model: &mut Model, request: RequestId) {
    answered(model, request);
}

/// Takes a message back; whether it shall be has been asked.
pub(super) fn delete(model: &mut Model, id: ConversationId, message_id: MessageId) -> Vec<Effect> {
    if !is_online(model) {
        return Vec::new();
    }
    ask(model, |request_id| ClientCommand::Delete { conversation_id: id, message_id, request_id })
}

/// Puts a sign to a message, or takes it away.
pub(super) fn react(
    model: &mut Model,
    id: ConversationId,
    seq: i64,
    emoji: String,
    set: bool,
) -> Vec<Effect> {
    let Some(message_id) = message(model, id, seq).map(|message| message.id) else { return Vec::new() };
    if !is_online(model) {
        return Vec::new();
    }
    ask(model, |request_id| ClientCommand::React { conversation_id: id, message_id, emoji, set, request_id })
}

fn ask(model: &mut Model, command: impl FnOnce(RequestId) -> ClientCommand) -> Vec<Effect> {
    let request_id = model.fresh();
    let command = command(request_id);
    model.deeds.ask(request_id, command.clone());
    vec![Effect::Say(command)]
}

/// What is not answered yet is said again on a new connection.
pub(super) fn again(model: &Model) -> Vec<Effect> {
    model.deeds.all().cloned().map(Effect::Say).collect()
}

/// The server does not do it; false when it was not asked here.
pub(super) fn refused(model: &mut Model, why: &str, request: RequestId) -> bool {
    let Some(command) = answered(model, request) else { return false };
    let lang = model.settings.lang;
    let said = match command {
        ClientCommand::Edit { conversation_id: id, message_id, text, .. } => {
            give_back(model, (id, message_id), text, why)
        }
        ClientCommand::Delete { .. } => lang.fill(Word::NotDeleted, &[&why]),
        _ => lang.fill(Word::NotReacted, &[&why]),
    };
    notify(model, said);
    true
}

/// The text that was refused is to be changed again; where something else is being written, it can be put there.
fn give_back(
    model: &mut Model,
    (id, message_id): (ConversationId, MessageId),
    text: String,
    why: &str,
) -> String {
    let lang = model.settings.lang;
    let writes = model.drafts.get(&id).is_some_and(|draft| !draft.is_empty());
    if writes || model.outside == Some(id) || model.editing.contains_key(&id) {
        model.drafts.entry(id).or_default().keep(text);
        let key = model.settings.keymap.key_of(Action::Edit(Edit::Yank));
        return lang.fill(Word::NotChangedKept, &[&why, &key]);
    }
    if model.chats.get(id).is_some() {
        begin_editing(model, id, message_id, &text);
    }
    lang.fill(Word::NotChanged, &[&why])
}

/// What needs the server at once says so when it is not there.
fn is_online(model: &mut Model) -> bool {
    let online = model.link == Link::Online;
    if !online {
        notify(model, model.settings.lang.say(Word::NeedsServer).to_owned());
    }
    online
}

fn message(model: &Model, id: ConversationId, seq: i64) -> Option<&Message> {
    model.timelines.get(&id)?.messages.get(&seq)
}
