//! Telling somebody who does not look: of what, and when. How is for the desk.

use protocol::{Conversation, Message};

use crate::{
    desk::Notification,
    effect::Effect,
    layout::minute_of_day,
    model::{Due, Item, Login, Model},
    text::gist,
    words::{Count, Word},
};

/// A message has come just now.
pub(super) fn heard(model: &mut Model, message: &Message) {
    let id = message.conversation_id;
    let Some(me) = model.me.as_ref().map(|me| me.id) else { return };
    let Some(conversation) = model.chats.get(id) else { return };
    let known = message.seq <= conversation.last_seq || message.seq <= conversation.read_seq;
    // Who is called by name is told also where they wanted to hear nothing.
    let muted = conversation.settings.muted && !message.mentions(me);
    if message.sender_id == me
        || message.deleted
        || known
        || muted
        || looks_at(model, message)
        || is_quiet(model)
    {
        return;
    }
    let text = words(message, conversation.peer.is_some());
    let item = Item { conversation: id, title: conversation.title.clone(), text };
    model.news.heard(item, model.now);
}

/// What to say of a message. In a chat of two its title has said who.
pub(super) fn words(message: &Message, is_personal: bool) -> String {
    let text = gist(&message.text);
    if is_personal { text } else { format!("{}: {text}", message.sender_name) }
}

/// After a time without a connection: one word about all that was missed, before the list is the fresh one.
pub(super) fn missed(model: &mut Model, fresh: &[Conversation]) {
    if model.is_seen() || is_quiet(model) {
        return;
    }
    let missed = fresh.iter().map(|chat| missed_in(model.chats.get(chat.id), chat));
    let count = missed.fold(0, i64::saturating_add);
    model.news.missed(usize::try_from(count).unwrap_or(0), model.now);
}

/// What has come to a chat and was not read elsewhere. Where the user wanted to hear nothing only the calls by name count.
fn missed_in(known: Option<&Conversation>, fresh: &Conversation) -> i64 {
    let (seq, mentions) = known.map_or((0, 0), |known| (known.last_seq, known.unread_mentions));
    let count = if fresh.settings.muted {
        fresh.unread_mentions.saturating_sub(mentions)
    } else {
        fresh.last_seq.saturating_sub(seq.max(fresh.read_seq))
    };
    count.max(0)
}

/// What is to be told now. Who looks meanwhile needs no telling.
pub(super) fn due(model: &mut Model) -> Option<Effect> {
    if let Some(open) = model.chats.open.filter(|_| model.is_seen() && model.overlay.is_none()) {
        model.news.seen(open);
    }
    let due = model.news.take_due(model.now)?;
    let login = model.here();
    Some(Effect::Notify(notification(model, due, model.lock.shut.is_some(), (login, None))))
}

/// As it is told: behind a lock without a name or a word, for an account that is not shown with its name.
pub(super) fn notification(
    model: &Model,
    due: Due,
    locked: bool,
    (login, account): (Option<Login>, Option<&str>),
) -> Notification {
    let lang = model.settings.lang;
    let account_of = login.map(|login| (login.server, login.email));
    let named = |title: String| match account {
        Some(account) => lang.fill(Word::ForAccount, &[&title, &account]),
        None => title,
    };
    match due {
        // Whoever passes by sees that something has come, and no more.
        Due::One(_) if locked => bare(lang.say(Word::NewMessage).to_owned()),
        Due::Many(count, _) if locked => bare(lang.count(Count::NewMessages, count)),
        Due::One(item) => {
            let body = if model.settings.notices.previews {
                item.text
            } else {
                lang.say(Word::NewMessage).to_owned()
            };
            let (title, conversation) = (named(item.title), Some(item.conversation));
            Notification { title, body, conversation, account: account_of }
        }
        Due::Many(count, titles) => {
            let title = named(lang.count(Count::NewMessages, count));
            Notification { title, body: titles.join(", "), conversation: None, account: account_of }
        }
    }
}

const fn bare(title: String) -> Notification {
    Notification { title, body: String::new(), conversation: None, account: None }
}

pub(super) fn looks_at(model: &Model, message: &Message) -> bool {
    model.is_seen() && model.overlay.is_none() && model.chats.open == Some(message.conversation_id)
}

pub(super) fn is_quiet(model: &Model) -> bool {
    model.settings.notices.quiet.is_some_and(|quiet| quiet.holds(minute_of_day(model)))
}
