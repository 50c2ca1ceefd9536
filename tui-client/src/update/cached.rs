//! News of the cache: what an earlier run has left, what is on the disk now, what was found there.

use protocol::{ConversationId, Timestamp};

use super::{notify, search, sign_in, timeline};
use crate::{
    effect::Effect,
    message::{Cached, Snapshot},
    model::{Draft, Editing, Editor, Entry, Model, Pane},
    words::Word,
};

pub(super) fn news(model: &mut Model, cached: Cached) -> Vec<Effect> {
    let lang = model.settings.lang;
    match cached {
        Cached::Opened(snapshot) => {
            model.since.unkept = None;
            return opened(model, *snapshot);
        }
        Cached::Kept(ids) => ids.into_iter().for_each(|id| model.outbox.kept(id)),
        Cached::Page(id, page, messages) => return timeline::recalled(model, id, page, messages),
        Cached::Found(query, found) => search::found(model, &query, found),
        Cached::SetAside(path, saved) => {
            let words = match saved {
                Some(saved) => lang.fill(Word::CacheSetAside, &[&path, &saved]),
                None => lang.fill(Word::CacheUnreadable, &[&path]),
            };
            notify(model, words);
        }
        Cached::Failed(why) => {
            model.since.unkept = Some(model.now);
            notify(model, lang.fill(Word::CacheFailed, &[&why]));
        }
        Cached::Mended => {
            model.since.unkept = None;
            notify(model, lang.say(Word::CacheMended).to_owned());
        }
        Cached::Unfit(why) => notify(model, lang.fill(Word::CacheUnfit, &[&why])),
    }
    Vec::new()
}

/// Goes on where the last run has ended. Of somebody else, who may have been here until now, nothing stays.
fn opened(model: &mut Model, snapshot: Snapshot) -> Vec<Effect> {
    if let Some(me) = &model.me {
        // A cache that knows nobody yet holds nothing, and does not say whose it is.
        let Some((epoch, user)) = &snapshot.life else { return Vec::new() };
        if me.id != user.id || model.epoch != Some(*epoch) {
            sign_in::forget(model);
        }
    }
    if model.me.is_some() {
        hold_against(model, &snapshot);
        model.kept_drafts = snapshot.drafts.into_iter().collect();
    } else {
        model.outbox.restore(snapshot.outbox);
        model.deeds.edits.restore(snapshot.edits);
        model.wishes.restore(snapshot.wishes);
        take_up(model, snapshot.drafts);
    }
    let Some((epoch, user)) = snapshot.life else { return Vec::new() };
    if let Some(form) = model.sign_in.take() {
        form.server.text().clone_into(&mut model.server);
    }
    (model.epoch, model.me, model.since.contact) = (Some(epoch), Some(user), snapshot.contact);
    for known in &snapshot.conversations {
        let id = known.conversation.id;
        if known.has_messages {
            model.sync.keep_messages(id);
            if known.held.version < known.conversation.version {
                model.sync.lag(id, known.held);
            }
        }
    }
    let mut conversations: Vec<_> = snapshot.conversations.into_iter().map(|k| k.conversation).collect();
    for fresh in &mut conversations {
        model.wishes.lay_over(fresh, None);
    }
    model.chats.restore(conversations);
    model.visited = snapshot.visited.into_iter().filter(|id| model.chats.get(*id).is_some()).collect();
    let place = snapshot.place.filter(|id| model.chats.get(*id).is_some());
    model.kept_place = place;
    match place {
        Some(id) => timeline::open(model, id),
        None => {
            model.pane = Pane::List;
            Vec::new()
        }
    }
}

/// Whoever was signed in a moment ago has written all this here: of that the disk has nothing newer, and perhaps not all.
fn hold_against(model: &mut Model, on_disk: &Snapshot) {
    model.outbox.hold_against(&on_disk.outbox);
    model.deeds.edits.hold_against(&on_disk.edits);
    model.wishes.hold_against(&on_disk.wishes);
}

/// The one who has signed in is the one who was: a file that knows nobody is told all that they have written.
pub(super) fn keep_anew(model: &mut Model) {
    hold_against(model, &Snapshot::default());
    model.kept_drafts.clear();
}

/// Goes on with what was being written.
fn take_up(model: &mut Model, drafts: Vec<(ConversationId, Draft)>) {
    for (id, draft) in drafts {
        let aside = Editor::with(&draft.text);
        let editor = match &draft.change {
            Some((message_id, text)) => {
                model.editing.insert(id, Editing { message_id: *message_id, aside });
                Editor::with(text)
            }
            None => aside,
        };
        model.drafts.insert(id, editor);
        if let Some(reply_to) = draft.reply_to {
            model.replies.insert(id, reply_to);
        }
        model.kept_drafts.insert(id, draft);
    }
}

/// Somebody else is signed in now: what the last one has left is not theirs.
pub(super) fn forget_all(model: &mut Model) {
    model.journal.begin(Entry::ForgetAll);
    model.journal.begin(Entry::ForgetWriting);
}

/// Since when there is no connection: what is shown is of that time, also when an earlier run has seen it.
pub(super) fn offline(model: &mut Model) {
    let since = model.since.contact.unwrap_or(model.now);
    model.since.offline.get_or_insert(since);
}

/// Until then what is shown was what the server had.
pub(super) fn in_contact(model: &mut Model, at: Timestamp) {
    model.since.contact = Some(at);
    model.journal.begin(Entry::Contact(at));
}
