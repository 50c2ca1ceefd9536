//! What is written down after something has happened: what the server said, what is to be sent, what is being written.

use std::time::Duration;

use protocol::{ConversationId, MessageId};

use super::{cached, sync};
use crate::{
    effect::Effect,
    model::{Draft, Editor, Entry, Link, Model, later},
};

/// What is being written is on the disk after so long.
const DRAFTS_AFTER: Duration = Duration::from_millis(400);

/// So many of the conversations that were opened are kept: the palette makes no difference between older ones.
const VISITED: usize = 30;

/// Everything that is different from what is on the disk. What lists belong to goes before what is in them.
pub(super) fn keep(model: &mut Model) -> Vec<Effect> {
    let (mut entries, messages) = model.journal.take();
    let (edits, edited) = changed_edits(model);
    let is_edited = !edits.is_empty() || !edited.is_empty();
    entries.extend(edits);
    for id in model.chats.take_touched() {
        entries.push(match model.chats.get(id) {
            Some(conversation) => {
                let held = sync::held(model, id).unwrap_or_default();
                Entry::Conversation(Box::new(conversation.clone()), held)
            }
            None => Entry::Gone(id),
        });
    }
    if !messages.is_empty() {
        for message in &messages {
            model.sync.keep_messages(message.conversation_id);
        }
        entries.push(Entry::Messages(messages));
    }
    let touched = model.outbox.take_touched();
    let wished = model.wishes.take_touched();
    entries.extend(wished.into_iter().map(|id| Entry::Wished(id, model.wishes.of(id))));
    let moved = model.sign_in.is_none() && model.kept_place != model.chats.open;
    if moved || is_edited || !touched.is_empty() {
        // What became a message is no draft any more from the same moment on.
        entries.extend(changed_drafts(model));
    }
    for id in touched {
        entries.push(model.outbox.get(id).map_or(Entry::Sent(id), |pending| Entry::Pending(pending.clone())));
    }
    if moved {
        model.kept_place = model.chats.open;
        entries.push(Entry::Place(model.chats.open));
        let from = model.visited.len().saturating_sub(VISITED);
        entries.push(Entry::Visited(model.visited[from..].to_vec()));
    }
    entries.extend(edited);
    note_drafts(model);
    entries.into_iter().map(Effect::Keep).collect()
}

/// What messages are to say instead: what is on its way or refused, and what is not any more. The first goes before what the
/// server has said and before the drafts, the other after them: in between the text is there twice rather than not at all, and
/// what somebody else has said is not taken for known.
fn changed_edits(model: &mut Model) -> (Vec<Entry>, Vec<Entry>) {
    let touched = model.deeds.edits.take_touched().into_iter();
    let kept = |id| model.deeds.edits.get(id).map_or(Entry::Edited(id), |edit| Entry::Edit(edit.clone()));
    touched.map(kept).partition(|entry| matches!(entry, Entry::Edit(_)))
}

/// What has been written is kept before the server is asked for it.
pub(super) fn written(model: &mut Model) -> Vec<Effect> {
    let (edits, edited) = changed_edits(model);
    let drafts = changed_drafts(model);
    edits.into_iter().chain(drafts).chain(edited).map(Effect::Keep).collect()
}

/// The last that is written down: what was being written, and of when what is known is.
pub(super) fn leaving(model: &mut Model) -> Vec<Effect> {
    if model.link == Link::Online {
        cached::in_contact(model, model.now);
    }
    changed_drafts(model).into_iter().map(Effect::Keep).collect()
}

/// The drafts that are different from what is on the disk.
pub(super) fn changed_drafts(model: &mut Model) -> Vec<Entry> {
    model.journal.drafts_due = None;
    let changed: Vec<ConversationId> = changed(model).collect();
    let mut entries = Vec::new();
    for conversation_id in changed {
        let draft = current(model, conversation_id);
        model.kept_drafts.insert(conversation_id, draft.clone());
        entries.push(Entry::Draft { conversation_id, draft });
    }
    entries
}

fn note_drafts(model: &mut Model) {
    let wanted = changed(model).next().map(|_| later(model.now, DRAFTS_AFTER));
    model.journal.drafts_due = wanted.and(model.journal.drafts_due).or(wanted);
}

fn changed(model: &Model) -> impl Iterator<Item = ConversationId> {
    let is_changed = |id: &ConversationId| {
        let (text, change) = in_composer(model, *id);
        let kept = model.kept_drafts.get(id);
        let kept_change = kept.and_then(|kept| kept.change.as_ref()).map(|(id, text)| (*id, text.as_str()));
        kept.map_or("", |kept| &kept.text) != text
            || kept_change != change
            || kept.and_then(|kept| kept.reply_to).as_ref() != model.replies.get(id)
    };
    let only_replies = model.replies.keys().filter(|id| !model.drafts.contains_key(id));
    let ids: Vec<ConversationId> = model.drafts.keys().chain(only_replies).copied().collect();
    ids.into_iter().filter(is_changed).collect::<Vec<_>>().into_iter()
}

fn current(model: &Model, id: ConversationId) -> Draft {
    let (text, change) = in_composer(model, id);
    let change = change.map(|(id, text)| (id, text.to_owned()));
    Draft { text: text.to_owned(), reply_to: model.replies.get(&id).copied(), change }
}

/// What is being written as a message, and as the new text of another one.
fn in_composer(model: &Model, id: ConversationId) -> (&str, Option<(MessageId, &str)>) {
    let text = model.drafts.get(&id).map_or("", Editor::text);
    match model.editing.get(&id) {
        Some(editing) => (editing.aside.text(), Some((editing.message_id, text))),
        None => (text, None),
    }
}
