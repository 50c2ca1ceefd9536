//! What the user says of a chat: muted, pinned, to be read again. It is so at once, and told to the server when that is
//! possible; what is said on another device comes in.

use std::time::Duration;

use protocol::{ClientCommand, ConversationId, ErrorCode, RequestId, Settings, request::ChangeSettings};

use super::{notify, tell_refusal};
use crate::{
    effect::Effect,
    model::{Link, Model, Pane, refused_until},
    words::Word,
};

pub(super) fn meant(model: &Model) -> Option<ConversationId> {
    if model.pane == Pane::Chat { model.chats.open } else { model.chats.selected }
}

/// Tells of a chat no more, or again.
pub(super) fn mute(model: &mut Model) {
    let Some((id, title, muted)) =
        meant(model).and_then(|id| model.chats.get(id)).map(|c| (c.id, c.title.clone(), !c.settings.muted))
    else {
        return;
    };
    wish(model, id, ChangeSettings { muted: Some(muted), ..ChangeSettings::default() });
    let word = if muted { Word::Muted } else { Word::Unmuted };
    notify(model, model.settings.lang.fill(word, &[&title]));
}

/// Keeps a chat at the top, or not.
pub(super) fn pin(model: &mut Model) {
    let Some(chat) = meant(model).and_then(|id| model.chats.get(id)) else { return };
    let (id, pinned) = (chat.id, !chat.settings.pinned);
    wish(model, id, ChangeSettings { pinned: Some(pinned), ..ChangeSettings::default() });
}

/// It is to be read again, or has been.
pub(super) fn mark(model: &mut Model, id: ConversationId, unread: bool) {
    if model.chats.get(id).is_some_and(|c| c.settings.marked_unread != unread) {
        wish(model, id, ChangeSettings { marked_unread: Some(unread), ..ChangeSettings::default() });
    }
}

fn wish(model: &mut Model, id: ConversationId, wish: ChangeSettings) {
    let wishes = &mut model.wishes;
    model.chats.change(id, |c| wishes.wish(c, wish));
}

/// The next of what is to be told. What was read before it is told before it.
pub(super) fn tell(model: &mut Model) -> Vec<Effect> {
    let chats = &model.chats;
    model.wishes.drop_read(|id| chats.get(id).map(|c| c.settings));
    if model.link != Link::Online || model.wishes.iter().next().is_none() {
        return Vec::new();
    }
    let request_id = model.fresh();
    let Some((conversation_id, wish)) = model.wishes.next(request_id, model.now) else { return Vec::new() };
    let read = model.reads.take(conversation_id);
    let read = read.map(|seq| ClientCommand::Read { conversation_id, seq, request_id: None });
    let set = ClientCommand::Set { conversation_id, wish, request_id };
    read.into_iter().chain([set]).map(Effect::Say).collect()
}

/// It was said on some device of the user's; what was said here since then stands above it.
pub(super) fn said(model: &mut Model, id: ConversationId, said: (Settings, i64), request: Option<RequestId>) {
    let wishes = &mut model.wishes;
    model.chats.change(id, |c| wishes.hear(c, said, request));
    // Of a chat that is gone too.
    if let Some(request) = request {
        model.wishes.answered(request);
    }
    if model.chats.get(id).is_some_and(|c| c.settings.muted) {
        model.news.seen(id);
    }
}

/// The server does not do it, and it is as the server has it; false when it was not asked here.
pub(super) fn refused(
    model: &mut Model,
    why: &str,
    (code, holds): (ErrorCode, Option<Duration>),
    request: RequestId,
) -> bool {
    if let Some(until) = refused_until(code, holds, model.now) {
        return model.wishes.postponed(request, until);
    }
    let Some(id) = model.wishes.asked(request) else { return false };
    let wishes = &mut model.wishes;
    model.chats.change(id, |c| wishes.refused(c, request));
    model.wishes.answered(request);
    tell_refusal(model, why.to_owned());
    true
}
