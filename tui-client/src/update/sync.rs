//! Versions: applying changes in order, finding gaps, catching up.

use protocol::{
    ClientCommand, ClientId, Conversation, ConversationId, Message, RequestId, UserId,
    event::{Change, Changed},
};

use super::news;
use crate::{
    effect::Effect,
    model::{EntryKey, Link, Model, Scroll, Timeline},
};

/// Asks what has changed since what is held.
pub(super) fn ask(model: &mut Model, id: ConversationId) -> Effect {
    let request_id = model.fresh();
    model.sync.ask(request_id, id);
    Effect::Say(ClientCommand::Sync { conversation_id: id, since: held(model, id).unwrap_or(0), request_id })
}

/// After a hello: forgets what is worthless and asks for what is missing.
pub(super) fn compare(model: &mut Model) -> Vec<Effect> {
    let chats = &model.chats;
    model.timelines.retain(|id, timeline| chats.get(*id).is_some_and(|c| timeline.version <= c.version));
    let behind: Vec<ConversationId> = chats
        .iter()
        .filter(|c| model.timelines.get(&c.id).is_some_and(|timeline| timeline.version < c.version))
        .map(|c| c.id)
        .collect();
    behind.into_iter().map(|id| ask(model, id)).collect()
}

/// A live change: applied when its turn has come, kept when it is early.
pub(super) fn live(model: &mut Model, change: Change) {
    let id = change.conversation_id;
    let Some(held) = held(model, id) else { return };
    if change.version == held + 1 {
        apply(model, change, true);
        catch_up(model, id);
    } else if change.version > held {
        model.sync.keep(change, model.now);
    }
}

/// The answer to [`ask`].
pub(super) fn changes(
    model: &mut Model,
    request: RequestId,
    items: Vec<Change>,
    version: i64,
    more: bool,
) -> Vec<Effect> {
    let Some(id) = model.sync.answered(request) else { return Vec::new() };
    for change in items {
        if held(model, id).is_some_and(|held| change.version > held) {
            apply(model, change, false);
        }
    }
    hold(model, id, version);
    if more && model.link == Link::Online {
        return vec![ask(model, id)];
    }
    catch_up(model, id);
    Vec::new()
}

/// The other answer: what was held is worthless.
pub(super) fn reset(model: &mut Model, request: RequestId, mut fresh: Conversation, messages: Vec<Message>) {
    if model.sync.answered(request).is_none() {
        return;
    }
    let id = fresh.id;
    if let Some(known) = model.chats.get(id) {
        fresh.read_seq = fresh.read_seq.max(known.read_seq);
    }
    let mut timeline = Timeline::new(fresh.version);
    for message in &messages {
        settle_pending(model, message);
    }
    timeline.complete = messages.iter().any(|message| message.seq == 1) || messages.is_empty();
    timeline.take_page(crate::model::Page::Newest, messages, fresh.last_seq, 0);
    if let Some(old) = model.timelines.get(&id) {
        timeline.divider = old.divider;
    }
    model.chats.put(fresh);
    model.timelines.insert(id, timeline);
    catch_up(model, id);
}

/// The message is stored: what was pending takes its place.
pub(super) fn stored(model: &mut Model, message: Message) {
    let id = message.conversation_id;
    settle_pending(model, &message);
    let me = model.me.as_ref().map(|me| me.id);
    model.chats.note_message(&message, me);
    if let Some(timeline) = model.timelines.get_mut(&id) {
        timeline.take(message);
    }
}

/// The version that is held of a conversation.
fn held(model: &Model, id: ConversationId) -> Option<i64> {
    let of_messages = model.timelines.get(&id).map(|timeline| timeline.version);
    of_messages.or_else(|| model.chats.get(id).map(|c| c.version))
}

fn hold(model: &mut Model, id: ConversationId, version: i64) {
    if let Some(timeline) = model.timelines.get_mut(&id) {
        timeline.version = timeline.version.max(version);
    }
    model.chats.change(id, |c| c.version = c.version.max(version));
}

fn catch_up(model: &mut Model, id: ConversationId) {
    while let Some(change) = held(model, id).and_then(|held| model.sync.next(id, held)) {
        apply(model, change, true);
    }
}

/// Applies a change; what comes `live` is told of.
fn apply(model: &mut Model, change: Change, live: bool) {
    let id = change.conversation_id;
    let me = model.me.as_ref().map(|me| me.id);
    match change.changed {
        Changed::Message { message } => {
            if live {
                news::heard(model, &message);
            }
            divide(model, &message, me);
            model.typing.stopped(id, message.sender_id);
            stored(model, message);
        }
        Changed::MemberJoined { member, member_count } => model.chats.change(id, |c| {
            c.member_count = member_count;
            if Some(member.id) == me {
                c.role = member.role;
            }
        }),
        Changed::MemberLeft { member_count, .. } => {
            model.chats.change(id, |c| c.member_count = member_count);
        }
        Changed::Renamed { title } => model.chats.change(id, |c| c.title = title),
        Changed::Unknown => {}
    }
    hold(model, id, change.version);
}

/// A message that comes while nobody looks gets the divider above it.
fn divide(model: &mut Model, message: &Message, me: Option<UserId>) {
    let id = message.conversation_id;
    let read = model.chats.get(id).map_or(0, |c| c.read_seq);
    let looking = model.focused && model.chats.open == Some(id);
    if let Some(timeline) = model.timelines.get_mut(&id) {
        let unseen = !looking || timeline.scroll != Scroll::Newest;
        if unseen && timeline.divider.is_none() && message.seq > read && Some(message.sender_id) != me {
            timeline.divider = Some(read);
        }
    }
}

/// Takes a message out of the outbox once the server has it; a reader who looks at it goes on looking at it.
fn settle_pending(model: &mut Model, message: &Message) {
    let own = model.me.as_ref().is_some_and(|me| me.id == message.sender_id);
    let Some(client_id) = message.client_id.filter(|_| own) else { return };
    model.outbox.remove(client_id);
    if let Some(timeline) = model.timelines.get_mut(&message.conversation_id) {
        rename_anchor(timeline, client_id, message.seq);
    }
}

fn rename_anchor(timeline: &mut Timeline, client_id: ClientId, seq: i64) {
    if let Scroll::At(anchor) = &mut timeline.scroll
        && anchor.key == EntryKey::Pending(client_id)
    {
        anchor.key = EntryKey::Message(seq);
    }
}
