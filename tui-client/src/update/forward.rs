//! Sending a message on to another chat: the palette asks which, the rest is like all that is written here. The reader stays
//! where they are.

use protocol::{ClientId, ConversationId, Forwarded, Message};

use super::{notify, palette, tell_refusal};
use crate::{
    model::{Errand, Forward, Link, Model, Pending, PendingState},
    text::truncate,
    words::Word,
};

/// Columns of a chat's title in a notice.
const TITLE: usize = 40;

/// Asks where the message at that place shall go.
pub(super) fn ask(model: &mut Model, id: ConversationId, seq: i64) {
    let Some(message) = message(model, id, seq) else { return };
    if message.deleted {
        return notify(model, model.settings.lang.say(Word::IsDeleted).to_owned());
    }
    palette::open_for(model, Errand::Forward(id, seq));
}

/// Puts the message, as it is now, among those that are on their way to that chat, and says where it goes.
pub(super) fn send(model: &mut Model, (id, seq): (ConversationId, i64), to: ConversationId) {
    let lang = model.settings.lang;
    let Some(message) = message(model, id, seq).filter(|_| model.chats.get(to).is_some()) else {
        return notify(model, lang.say(Word::NotFound).to_owned());
    };
    let Some(forward) = forward(message) else {
        return notify(model, lang.say(Word::IsDeleted).to_owned());
    };
    let client_id = model.fresh();
    model.outbox.push(Pending {
        client_id,
        conversation_id: to,
        text: String::new(),
        reply_to: None,
        forward: Some(Box::new(forward)),
        written_at: model.now,
        state: PendingState::Unkept,
    });
    let word = if model.link == Link::Online { Word::ForwardedTo } else { Word::WillForward };
    let title = title(model, to);
    notify(model, lang.fill(word, &[&title]));
}

/// The server does not take one for good: nobody may be looking at the chat where that is said.
pub(super) fn refused(model: &mut Model, id: ClientId) {
    let Some(Pending { conversation_id, forward: Some(_), state: PendingState::Refused(why), .. }) =
        model.outbox.get(id)
    else {
        return;
    };
    let said = model.settings.lang.fill(Word::NotForwarded, &[&title(model, *conversation_id), why]);
    tell_refusal(model, said);
}

fn title(model: &Model, id: ConversationId) -> String {
    model.chats.get(id).map(|chat| truncate(&chat.title, TITLE)).unwrap_or_default()
}

fn message(model: &Model, id: ConversationId, seq: i64) -> Option<&Message> {
    model.timelines.get(&id)?.messages.get(&seq)
}

/// What is sent on of a message; nothing of one that was deleted.
fn forward(message: &Message) -> Option<Forward> {
    if message.deleted {
        return None;
    }
    let author = || Forwarded { user_id: message.sender_id, name: message.sender_name.clone() };
    let first = message.forwarded.as_deref().cloned().unwrap_or_else(author);
    Some(Forward { message_id: message.id, first, text: message.text.clone() })
}
