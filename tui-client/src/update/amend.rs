//! What is done about messages that are there: an answer, another text, none at all, a sign. The server decides; what it
//! refuses is said, and what was written is not lost.

use protocol::{ClientCommand, ConversationId, Message, MessageId, RequestId, limits};

use super::{edits, keep, notify, paste, tell_refusal};
use crate::{
    effect::Effect,
    keymap::Action,
    model::{Editing, Editor, Link, Model, Pane, PendingEdit, Purpose, later},
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
    let message_id = message.id;
    let text = model.deeds.edits.text_of(message_id).unwrap_or(&message.text).to_owned();
    if let Some(why) = cannot_change(model, message) {
        return notify(model, why);
    }
    if model.purpose(id) != Some(Purpose::Edit(message_id)) {
        // What it was to say and does not is gone on with.
        let refused = model.deeds.edits.refusal_of(message_id).is_some();
        let refused = refused.then(|| edits::take(model, message_id)).flatten();
        go_on(model, refused.unwrap_or_else(|| PendingEdit::new(id, message_id, text)));
    }
    write_there(model);
}

/// Puts what a message is to say where it can be changed; where the message is gone, it can be sent as one of its own.
pub(super) fn go_on(model: &mut Model, edit: PendingEdit) {
    let PendingEdit { conversation_id: id, message_id, text, .. } = edit;
    stop_editing(model, id);
    let messages = model.timelines.get(&id).map(|timeline| &timeline.messages);
    if messages.is_some_and(|all| all.values().rev().any(|m| m.id == message_id && m.deleted)) {
        return write_before(model, id, &text);
    }
    begin_editing(model, id, message_id, &text);
}

/// Puts a text before what is being written in a conversation.
pub(super) fn write_before(model: &mut Model, id: ConversationId, text: &str) {
    let draft = model.drafts.entry(id).or_default();
    let written = draft.take();
    let gap = if written.is_empty() { "" } else { "\n" };
    draft.insert(&format!("{text}{gap}{written}"));
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
    let asked = model.deeds.edits.text_of(message_id);
    let same = |message: &Message| message.id == message_id && asked.unwrap_or(&message.text) == text;
    model.timelines.get(&id).is_some_and(|timeline| timeline.messages.values().rev().any(same))
}

pub(super) fn write_there(model: &mut Model) {
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
    model.typing_told = None;
    let aside = model.editing.remove(&id).map(|editing| editing.aside).unwrap_or_default();
    model.drafts.insert(id, aside);
    if unchanged {
        return Vec::new();
    }
    edits::put(model, PendingEdit::new(id, message_id, text));
    keep::written(model)
}

/// It is done.
pub(super) fn done(model: &mut Model, request: RequestId) {
    if !edits::done(model, request) {
        model.deeds.answered(request);
    }
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
    model.deeds.others().cloned().map(Effect::Say).collect()
}

/// The server does not do it; false when it was not asked here.
pub(super) fn refused(model: &mut Model, why: &str, request: RequestId) -> bool {
    let Some(command) = model.deeds.answered(request) else { return false };
    let word =
        if matches!(command, ClientCommand::Delete { .. }) { Word::NotDeleted } else { Word::NotReacted };
    tell_refusal(model, model.settings.lang.fill(word, &[&why]));
    true
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
