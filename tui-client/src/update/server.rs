//! News of the server and of the way to it.

use std::time::Duration;

use protocol::{
    Conversation, ConversationId, Epoch, ErrorCode, Message, Profile, RequestId, ServerEvent, UserId,
};

use super::{
    amend, cached, chats, clean, edits, explain, forward, looks, members, naming, news, notify, overlay,
    picked, reason, search, sign_in, sync, timeline, wishes,
};
use crate::{
    effect::Effect,
    message::Net,
    model::{Entry, Link, Model, RETRY_AFTER, Sync, Typing, bearable, later},
    words::Word,
};

/// What could not be answered is asked again after this long, when the server does not say after how long.
const ASK_AGAIN: Duration = Duration::from_secs(5);

pub(super) fn news(model: &mut Model, net: Net) -> Vec<Effect> {
    match net {
        Net::SignedIn(profile) => sign_in::done(model, profile),
        Net::SignInFailed(failure) => sign_in::failed(model, &failure),
        Net::SessionOver => sign_in::over(model),
        Net::SignedOutHere(email) => notify(model, model.settings.lang.fill(Word::SignedOutHere, &[&email])),
        // Whoever shows the client opens what is there.
        Net::Holds(_) => {}
        Net::Link(link) => {
            if model.link == Link::Online {
                // Whoever has slept notices much later.
                let heard = model.since.heard.take().map_or(model.now, |at| at.min(model.now));
                cached::in_contact(model, heard);
            }
            if link == Link::Offline {
                cached::offline(model);
            }
            if link != Link::Online {
                model.typing = Typing::default();
            }
            model.link = link;
            model.since.waits = None;
        }
        Net::Heard(at) => model.since.heard = Some(at),
        Net::Waits(waits) => model.since.waits = waits.then_some(model.now),
        Net::Said(mut event) => {
            clean::event(&mut event);
            return said(model, *event);
        }
        Net::History(id, page, answer) => return timeline::page(model, id, page, answer),
        Net::People(query, answer) => overlay::people_found(model, &query, answer),
        Net::Directory(query, answer) => overlay::groups_found(model, &query, answer),
        Net::Members(id, answer) => {
            members::found(model, id, &answer);
            picked::members(model, id, answer);
        }
        Net::MembersChanged(id, answer) => members::changed(model, id, answer),
        Net::Renamed(id, answer) => naming::answered(model, id, answer),
        Net::Profile(answer) => looks::profile(model, answer),
        Net::Messages(written, answer) => search::answered(model, &written, answer),
        Net::Entered(what, answer) => return overlay::entered(model, &what, answer),
        Net::Left(id, Ok(())) => chats::gone(model, id),
        Net::Left(_, Err(failure)) => {
            let why = explain(model.settings.lang, &failure);
            notify(model, why);
        }
    }
    Vec::new()
}

fn said(model: &mut Model, event: ServerEvent) -> Vec<Effect> {
    match event {
        ServerEvent::Hello { epoch, user, conversations, .. } => {
            return hello(model, epoch, user, conversations);
        }
        ServerEvent::Change(change) => sync::live(model, change),
        ServerEvent::Changes { request_id, items, version, more, .. } => {
            return sync::changes(model, request_id, items, version, more);
        }
        ServerEvent::Reset { request_id, conversation, messages } => {
            sync::reset(model, request_id, conversation, messages);
        }
        ServerEvent::ConversationAdded { conversation } => chats::added(model, conversation),
        ServerEvent::ConversationRemoved { conversation_id } => chats::gone(model, conversation_id),
        ServerEvent::Ack { .. } => ack(model, &event),
        ServerEvent::Error { code, detail, client_id: Some(id), retry_after, .. } => {
            let why = reason(model.settings.lang, code, &detail, None);
            let again_at = later(model.now, retry_after.map_or(RETRY_AFTER, bearable));
            model.outbox.refuse(id, code, why, again_at);
            forward::refused(model, id);
        }
        ServerEvent::Error { code, detail, request_id, retry_after, .. } => {
            let why = reason(model.settings.lang, code, &detail, retry_after);
            refused(model, why, (code, retry_after.map(bearable)), request_id);
        }
        ServerEvent::Typing { conversation_id, user_id, user_name } => {
            if model.me.as_ref().is_none_or(|me| me.id != user_id) {
                model.typing.started(conversation_id, user_id, user_name, model.now);
            }
        }
        ServerEvent::Presence { user_id, presence } => model.chats.note_presence(user_id, presence),
        ServerEvent::Read { conversation_id, user_id, seq } => read(model, conversation_id, user_id, seq),
        ServerEvent::FullyRead { conversation_id, seq, .. } => fully_read(model, conversation_id, seq),
        ServerEvent::Settings { conversation_id: id, settings, read_seq, request_id } => {
            wishes::said(model, id, (settings, read_seq), request_id);
        }
        ServerEvent::Done { request_id, .. } => amend::done(model, request_id),
        // The connection's owner sees to these.
        ServerEvent::Reauth { .. }
        | ServerEvent::Authenticated { .. }
        | ServerEvent::Closing { .. }
        | ServerEvent::Unknown => {}
    }
    Vec::new()
}

fn hello(model: &mut Model, epoch: Epoch, user: Profile, mut all: Vec<Conversation>) -> Vec<Effect> {
    let same_life = model.epoch == Some(epoch) && model.me.as_ref().is_none_or(|me| me.id == user.id);
    model.deeds.edits.begin_again();
    if same_life {
        model.sync.begin_again();
        sync::compare(model, &all);
    } else {
        model.timelines.clear();
        model.sync = Sync::default();
        model.deeds.forget_others();
        edits::doubt_all(model);
        model.journal.begin(Entry::ForgetAll);
    }
    let knew = model.epoch.is_some();
    model.journal.begin(Entry::Greeted { epoch, user: user.clone() });
    cached::in_contact(model, model.now);
    model.epoch = Some(epoch);
    model.me = Some(user);
    model.link = Link::Online;
    model.since.offline = None;
    let mut effects = Vec::new();
    for fresh in &mut all {
        let knew = model.chats.get(fresh.id).filter(|_| same_life).map(|known| known.read_seq);
        if same_life {
            effects.extend(chats::tell_read(model, fresh));
        }
        model.wishes.lay_over(fresh, knew);
    }
    if same_life && knew {
        news::missed(model, &all);
    }
    model.chats.replace(all);
    if !same_life {
        model.chats.touch_all();
    }
    sync::catch_up_with_all(model);
    for timeline in model.timelines.values_mut() {
        timeline.failure = None;
    }
    model.reads.begin_again();
    let chats = &model.chats;
    model.wishes.begin_again(|id| chats.get(id).is_some());
    model.outbox.begin_again();
    effects.extend(amend::again(model));
    chats::refuse_strays(model);
    effects
}

fn ack(model: &mut Model, event: &ServerEvent) {
    let ServerEvent::Ack { client_id, conversation_id, message_id, seq, version, created_at } = event else {
        return;
    };
    let (Some(pending), Some(me)) = (model.outbox.get(*client_id), &model.me) else { return };
    let message = Message {
        id: *message_id,
        conversation_id: *conversation_id,
        seq: *seq,
        version: *version,
        sender_id: me.id,
        sender_name: me.name.clone(),
        text: pending.said().to_owned(),
        created_at: *created_at,
        client_id: Some(*client_id),
        edited_at: None,
        deleted: false,
        reply_to: pending.reply_to,
        quote: None,
        forwarded: pending.forward.as_ref().map(|forward| Box::new(forward.first.clone())),
        mentions: Vec::new(),
        reactions: Vec::new(),
        is_read: false,
        read_by_count: 0,
        fully_read: false,
    };
    sync::stored(model, message);
}

/// Something else than a message was refused: why, for a person; which kind of refusal that is, and how long it holds if
/// that is known.
fn refused(
    model: &mut Model,
    why: String,
    (code, holds): (ErrorCode, Option<Duration>),
    request: Option<RequestId>,
) {
    // Of what a server does not understand it cannot say whose it was.
    if request.is_none() && code == ErrorCode::Invalid && model.wishes.not_understood() {
        return;
    }
    let of_deed = |request| {
        edits::refused(model, &why, (code, holds), request)
            || amend::refused(model, &why, request)
            || wishes::refused(model, &why, (code, holds), request)
    };
    if request.is_some_and(of_deed) {
        return;
    }
    match request.and_then(|request| model.sync.answered(request)) {
        None => notify(model, why),
        Some(id) if code == ErrorCode::NotFound => chats::gone(model, id),
        Some(id) => model.sync.again(id, later(model.now, holds.unwrap_or(ASK_AGAIN))),
    }
}

fn read(model: &mut Model, id: ConversationId, user: UserId, seq: i64) {
    let own = model.me.as_ref().is_some_and(|me| me.id == user);
    model.chats.change(id, |c| {
        if own {
            c.reads(seq);
        } else {
            c.read_by_some = c.read_by_some.max(seq);
            if c.peer.is_some() {
                c.read_watermark = c.read_watermark.max(seq);
            }
        }
    });
}

/// The ticks say it. A word about each would stand in the footer all day where many read.
fn fully_read(model: &mut Model, id: ConversationId, seq: i64) {
    model.chats.change(id, |c| {
        c.read_watermark = c.read_watermark.max(seq);
        c.read_by_some = c.read_by_some.max(seq);
    });
}
