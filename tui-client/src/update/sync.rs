//! Versions: applying changes in order, finding gaps, catching up.

use protocol::{
    ClientCommand, ClientId, Conversation, ConversationId, Message, RequestId, UserId,
    event::{Change, Changed},
};

use super::{edits, news};
use crate::{
    effect::Effect,
    model::{Entry, EntryKey, Held, Link, Model, Overlay, Page, Scroll, Source, Timeline},
};

/// Of so many chats at the top of the list the newest messages are there before anybody opens them, also without a network.
const AHEAD: usize = 30;

/// Asks what has changed since what is held.
pub(super) fn ask(model: &mut Model, id: ConversationId) -> Effect {
    let request_id = model.fresh();
    model.sync.ask(request_id, id);
    let since = held(model, id).unwrap_or_default().version;
    Effect::Say(ClientCommand::Sync { conversation_id: id, since, request_id })
}

/// How far a conversation is known.
pub(super) fn held(model: &Model, id: ConversationId) -> Option<Held> {
    let listed = || model.chats.get(id).map(|c| Held { version: c.version, last_seq: c.last_seq });
    model.sync.behind(id).or_else(listed)
}

/// Before a new list replaces the old one: notes what is known less far than it says, and forgets what is worthless.
pub(super) fn compare(model: &mut Model, fresh: &[Conversation]) {
    for conversation in fresh {
        let id = conversation.id;
        let Some(held) = held(model, id) else { continue };
        if !model.sync.keeps_messages(id) && !model.timelines.contains_key(&id) {
            model.sync.level(id);
            edits::doubt(model, id, &[]);
        } else if held.version < conversation.version {
            model.sync.lag(id, held);
        } else if held.version > conversation.version {
            forget_messages(model, id);
            edits::doubt(model, id, &[]);
        } else {
            model.sync.level(id);
        }
    }
}

/// After a hello: those that are behind are asked for one after the other, the liveliest first.
pub(super) fn catch_up_with_all(model: &mut Model) {
    let behind = model.chats.iter().map(|c| c.id).filter(|id| model.sync.behind(*id).is_some()).collect();
    model.sync.enqueue(behind);
    let unknown = |c: &&Conversation| c.last_seq > 0 && !model.sync.keeps_messages(c.id);
    model.sync.fetch(model.chats.iter().take(AHEAD).filter(unknown).map(|c| c.id).collect());
}

/// What somebody looks at, or where something is to be changed, is asked for at once.
pub(super) fn ask_for_awaited(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    let awaited: Vec<ConversationId> =
        model.chats.open.into_iter().chain(model.deeds.edits.waiting()).collect();
    for id in awaited {
        let is_behind = model.sync.behind(id).is_some() && !model.sync.is_minded(id);
        if is_behind && model.link == Link::Online {
            effects.push(ask(model, id));
        }
    }
    effects
}

fn forget_messages(model: &mut Model, id: ConversationId) {
    model.timelines.remove(&id);
    model.sync.forget_messages(id);
    model.journal.begin(Entry::ForgetMessages(id));
}

/// A live change: applied when its turn has come, kept when it is early.
pub(super) fn live(model: &mut Model, change: Change) {
    let id = change.conversation_id;
    let Some(held) = held(model, id).map(|held| held.version) else { return };
    if change.version == held + 1 {
        apply(model, change);
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
        if held(model, id).is_some_and(|held| change.version > held.version) {
            apply(model, change);
        }
    }
    hold(model, id, version, 0);
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
    let knew = model.chats.get(id).map(|known| known.read_seq);
    fresh.reads(knew.unwrap_or(0));
    model.wishes.lay_over(&mut fresh, knew);
    let old = model.timelines.get(&id).cloned();
    forget_messages(model, id);
    let listed = listed(model, id);
    for message in &messages {
        if message.version > listed {
            news::heard(model, message);
        }
        settle_pending(model, message);
        edits::heard(model, message);
        model.journal.message(message);
    }
    edits::doubt(model, id, &messages);
    if let Some(old) = old {
        let mut timeline = Timeline::new(old.opened_at, old.divider);
        timeline.complete = messages.is_empty();
        let source = Source::Server { asked: 0, last_seq: fresh.last_seq };
        timeline.take_page(Page::Newest, messages, source);
        model.timelines.insert(id, timeline);
    }
    model.chats.put(fresh);
    catch_up(model, id);
}

/// The message is stored: what was pending takes its place.
pub(super) fn stored(model: &mut Model, message: Message) {
    let id = message.conversation_id;
    settle_pending(model, &message);
    edits::heard(model, &message);
    model.journal.message(&message);
    let me = model.me.as_ref().map(|me| me.id);
    model.chats.note_message(&message, me);
    if let Some(timeline) = model.timelines.get_mut(&id) {
        timeline.take(message);
    }
}

/// The version that the list speaks of.
fn listed(model: &Model, id: ConversationId) -> i64 {
    model.chats.get(id).map_or(0, |c| c.version)
}

/// From now on everything up to this version is known.
fn hold(model: &mut Model, id: ConversationId, version: i64, last_seq: i64) {
    let listed = listed(model, id);
    if let Some(held) = model.sync.behind(id) {
        let held = Held { version: held.version.max(version), last_seq: held.last_seq.max(last_seq) };
        if held.version < listed {
            model.sync.lag(id, held);
            return model.chats.touch(id);
        }
        model.sync.level(id);
    }
    model.chats.change(id, |c| c.version = c.version.max(version));
}

fn catch_up(model: &mut Model, id: ConversationId) {
    while let Some(change) = held(model, id).and_then(|held| model.sync.next(id, held.version)) {
        apply(model, change);
    }
}

/// Applies a change. What the list did not count yet has come just now, on whatever way, and is told of.
fn apply(model: &mut Model, change: Change) {
    let id = change.conversation_id;
    let is_new = change.version > listed(model, id);
    let me = model.me.as_ref().map(|me| me.id);
    let mut last_seq = 0;
    match change.changed {
        Changed::Message { message } => {
            if is_new {
                news::heard(model, &message);
            }
            last_seq = message.seq;
            divide(model, &message, me);
            model.typing.stopped(id, message.sender_id);
            stored(model, message);
        }
        Changed::MemberJoined { member, member_count } => {
            if let Some(Overlay::Members(members)) = &mut model.overlay
                && members.conversation == id
            {
                members.put(&member);
            }
            model.chats.change(id, |c| {
                c.member_count = member_count;
                if Some(member.id) == me {
                    c.role = member.role;
                }
            });
        }
        Changed::MemberLeft { user_id, member_count } => {
            if let Some(Overlay::Members(members)) = &mut model.overlay
                && members.conversation == id
            {
                members.remove(user_id);
            }
            model.typing.stopped(id, user_id);
            model.chats.change(id, |c| c.member_count = member_count);
        }
        Changed::Renamed { title } => model.chats.change(id, |c| c.title = title),
        Changed::Unknown => {}
    }
    hold(model, id, change.version, last_seq);
}

/// A message that comes while nobody looks gets the divider above it.
fn divide(model: &mut Model, message: &Message, me: Option<UserId>) {
    let id = message.conversation_id;
    let read = model.chats.get(id).map_or(0, |c| c.read_seq);
    let looking = model.is_seen() && model.chats.open == Some(id);
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
    let was = EntryKey::Pending(client_id);
    model.picked = model.picked.map(|key| if key == was { EntryKey::Message(message.seq) } else { key });
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
