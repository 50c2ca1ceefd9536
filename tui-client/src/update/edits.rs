//! Other texts for messages on their way: asked for, answered, and compared with what the server says of the message.

use std::time::Duration;

use protocol::{ConversationId, ErrorCode, Message, MessageId, RequestId};

use super::{leftovers, notify, reason, tell_refusal};
use crate::{
    effect::Effect,
    model::{Compared, Link, Model, PendingEdit, RETRY_AFTER, later, passes},
    words::Word,
};

/// A message is to say something else; whoever is killed from now on has not lost it.
pub(super) fn put(model: &mut Model, mut edit: PendingEdit) {
    let (id, message_id) = (edit.conversation_id, edit.message_id);
    edit.known.extend(said(model, id, message_id));
    model.deeds.edits.put(edit);
    lay_anew(model, id, message_id);
}

/// Asks for those whose turn it is. What the server has said meanwhile is heard first: perhaps it is done, or not wanted any more.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    while model.link == Link::Online
        && let Some(message_id) = model.deeds.edits.next(model.now, |id| model.sync.behind(id).is_none())
    {
        let request_id = model.fresh();
        effects.extend(model.deeds.edits.ask(message_id, request_id).map(Effect::Say));
    }
    effects
}

/// It is done; false when it was not asked here.
pub(super) fn done(model: &mut Model, request: RequestId) -> bool {
    let asked = model.deeds.edits.asked(request);
    asked.and_then(|message_id| take(model, message_id)).is_some()
}

/// The server does not do it, or not yet; false when it was not asked here.
pub(super) fn refused(
    model: &mut Model,
    why: &str,
    (code, holds): (ErrorCode, Option<Duration>),
    request: RequestId,
) -> bool {
    let Some(message_id) = model.deeds.edits.asked(request) else { return false };
    let lang = model.settings.lang;
    if passes(code) {
        let wait = holds.unwrap_or(RETRY_AFTER);
        // Once: a server that is busy for long would have the bottom row.
        if model.deeds.edits.postpone(message_id, later(model.now, wait)) {
            let why = reason(lang, code, "", None);
            notify(model, lang.fill(Word::SentAgain, &[&why, &wait.as_secs()]));
        }
        return true;
    }
    let is_news = model.deeds.edits.text_of(message_id).is_some();
    refuse(model, message_id, why);
    if is_news {
        tell(model, message_id, why);
    }
    true
}

/// Says that it is not done; where its chat is gone, with the key that shows it.
fn tell(model: &mut Model, message_id: MessageId, why: &str) {
    let Some(edit) = model.deeds.edits.get(message_id) else { return };
    let said = model.settings.lang.fill(Word::NotChanged, &[&why]);
    let is_there = model.chats.get(edit.conversation_id).is_some();
    let said = if is_there { said } else { leftovers::pointed_at(model, &said) };
    tell_refusal(model, said);
}

/// What the server says of a message: what it was to say is done, or somebody has said something else in between. That is not
/// overwritten unless the user wants it.
pub(super) fn heard(model: &mut Model, message: &Message) {
    warn_of_change(model, message);
    let why = match model.deeds.edits.compared(message) {
        Compared::AsKnown => return,
        Compared::Done => return drop(take(model, message.id)),
        Compared::Changed => Word::ChangedElsewhere,
        Compared::Deleted => Word::IsDeleted,
    };
    let why = model.settings.lang.say(why);
    refuse(model, message.id, why);
    tell(model, message.id, why);
}

/// Somebody who is changing a message may not know that it has changed under their hands: what they send then is what they want.
fn warn_of_change(model: &mut Model, message: &Message) {
    let id = message.conversation_id;
    let is_being_changed = model.editing.get(&id).is_some_and(|editing| editing.message_id == message.id);
    let is_own = model.deeds.edits.get(message.id).is_some();
    if is_being_changed && !is_own && said(model, id, message.id).is_some_and(|was| was != message.text) {
        let why = if message.deleted { Word::IsDeleted } else { Word::ChangedElsewhere };
        tell_refusal(model, model.settings.lang.say(why).to_owned());
    }
}

/// Of a conversation nothing is known any more but these messages: what the others say now nobody knows.
pub(super) fn doubt(model: &mut Model, id: ConversationId, known: &[Message]) {
    let waits = |edit: &&PendingEdit| edit.conversation_id == id && edit.asked.is_none();
    let unknown = |edit: &&PendingEdit| known.iter().all(|message| message.id != edit.message_id);
    let all: Vec<MessageId> =
        model.deeds.edits.iter().filter(waits).filter(unknown).map(|edit| edit.message_id).collect();
    for message_id in all {
        refuse(model, message_id, model.settings.lang.say(Word::ChangedElsewhere));
    }
}

/// Nothing is known any more of any conversation.
pub(super) fn doubt_all(model: &mut Model) {
    let all: Vec<ConversationId> = model.deeds.edits.iter().map(|edit| edit.conversation_id).collect();
    for id in all {
        doubt(model, id, &[]);
    }
}

/// Those of conversations that are gone cannot be asked for; says whether there are such that were not refused before.
pub(super) fn refuse_strays(model: &mut Model) -> bool {
    let stray =
        |edit: &&PendingEdit| edit.refused.is_none() && model.chats.get(edit.conversation_id).is_none();
    let all: Vec<MessageId> = model.deeds.edits.iter().filter(stray).map(|edit| edit.message_id).collect();
    for message_id in &all {
        refuse(model, *message_id, model.settings.lang.say(Word::NotFound));
    }
    !all.is_empty()
}

/// Asks for a refused one again.
pub(super) fn retry(model: &mut Model, message_id: MessageId) {
    let Some(id) = model.deeds.edits.get(message_id).map(|edit| edit.conversation_id) else { return };
    let says = said(model, id, message_id);
    model.deeds.edits.retry(message_id, says);
    lay_anew(model, id, message_id);
}

/// Takes one out.
pub(super) fn take(model: &mut Model, message_id: MessageId) -> Option<PendingEdit> {
    let edit = model.deeds.edits.remove(message_id)?;
    lay_anew(model, edit.conversation_id, message_id);
    Some(edit)
}

fn refuse(model: &mut Model, message_id: MessageId, why: &str) {
    model.deeds.edits.refuse(message_id, why);
    if let Some(id) = model.deeds.edits.get(message_id).map(|edit| edit.conversation_id) {
        lay_anew(model, id, message_id);
    }
}

/// What the server has of a message, as far as it is in memory.
fn said(model: &Model, id: ConversationId, message_id: MessageId) -> Option<String> {
    let messages = &model.timelines.get(&id)?.messages;
    messages.values().rev().find(|message| message.id == message_id).map(|message| message.text.clone())
}

/// The text that is asked for stands in the place of the one that the server has, until that is decided.
fn lay_anew(model: &mut Model, id: ConversationId, message_id: MessageId) {
    let Some(timeline) = model.timelines.get_mut(&id) else { return };
    if let Some((seq, _)) = timeline.messages.iter().rev().find(|(_, message)| message.id == message_id) {
        timeline.laid.forget(*seq);
    }
}
