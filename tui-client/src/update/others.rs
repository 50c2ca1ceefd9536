//! The other accounts of this device: what is heard of them while they are not shown. It is counted, and told as that of the shown
//! one is, but never before the world has been asked whether another process shows the account.

use protocol::{Message, ServerEvent, event::Changed};

use super::{clean, news, notify};
use crate::{
    effect::Effect,
    keymap::Action,
    message::{Look, Net, OtherNews},
    model::{Item, Link, Login, Model, Other},
    words::Word,
};

/// These are listened to from now on, beside the one that is shown.
pub(super) fn watch(model: &mut Model, logins: Vec<Login>) {
    let here = model.here();
    let listens = |other: &Other| logins.iter().any(|login| login.is(&other.login));
    let is_here = |other: &Other| here.as_ref().is_some_and(|here| here.is(&other.login));
    model.others.retain(|other| !is_here(other) && (other.signed_out || listens(other)));
    for login in logins {
        match model.others.iter_mut().find(|other| other.login.is(&login)) {
            // Somebody has signed in again.
            Some(other) if other.signed_out => *other = Other::new(login),
            Some(_) => {}
            None => model.others.push(Other::new(login)),
        }
    }
}

pub(super) fn news(model: &mut Model, login: &Login, news: OtherNews) -> Vec<Effect> {
    let Some(at) = model.others.iter().position(|other| other.login.is(login)) else { return Vec::new() };
    match news {
        OtherNews::Looked(look) => return looked(model, at, look).into_iter().collect(),
        OtherNews::Net(Net::SessionOver) => {
            model.others[at].signs_out();
            let (lang, key) = (model.settings.lang, model.settings.keymap.key_of(Action::SwitchAccount));
            let said = if key.is_empty() {
                lang.fill(Word::OtherSessionOver, &[&login.email])
            } else {
                lang.fill(Word::OtherSignedOut, &[&login.email, &key])
            };
            notify(model, said);
        }
        OtherNews::Net(Net::Link(link)) => model.others[at].link = link,
        OtherNews::Net(Net::SignInFailed(_)) => model.others[at].link = Link::Offline,
        OtherNews::Net(Net::Said(mut event)) => {
            clean::event(&mut event);
            said(model, at, *event);
        }
        OtherNews::Net(_) => {}
    }
    Vec::new()
}

fn said(model: &mut Model, at: usize, event: ServerEvent) {
    let other = &mut model.others[at];
    match event {
        ServerEvent::Hello { epoch, user, conversations, .. } => {
            let count = other.greeted((epoch, user.id), &conversations);
            if !news::is_quiet(model) {
                let missed = usize::try_from(count).unwrap_or(0);
                model.others[at].news.missed(missed, model.now);
            }
        }
        ServerEvent::Change(change) => match change.changed {
            Changed::Message { message } => heard(model, at, &message),
            Changed::Renamed { title } => other.rename(change.conversation_id, title),
            Changed::MemberJoined { .. } | Changed::MemberLeft { .. } | Changed::Unknown => {}
        },
        ServerEvent::ConversationAdded { conversation } => other.put(&conversation),
        ServerEvent::ConversationRemoved { conversation_id } => other.remove(conversation_id),
        ServerEvent::Settings { conversation_id, settings, .. } => other.sets(conversation_id, settings),
        ServerEvent::Read { conversation_id, user_id, seq } => other.reads(conversation_id, user_id, seq),
        _ => {}
    }
}

fn heard(model: &mut Model, at: usize, message: &Message) {
    let is_silent = news::is_quiet(model) || is_known_here(model, &model.others[at].login, message);
    let Some((title, is_personal)) = model.others[at].hears(message) else { return };
    if is_silent {
        return;
    }
    let text = news::words(message, is_personal);
    let item = Item { conversation: message.conversation_id, title: title.to_owned(), text };
    model.others[at].news.heard(item, model.now);
}

/// Whoever sits here has written it as the one that is shown, or sees it there.
fn is_known_here(model: &Model, login: &Login, message: &Message) -> bool {
    let is_beside = model.here().is_some_and(|here| here.is_beside(login));
    let wrote = model.me.as_ref().is_some_and(|me| me.id == message.sender_id);
    is_beside && (wrote || news::looks_at(model, message))
}

/// Of which there is something to tell: whether it may be told is asked first.
pub(super) fn due(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let is_due = |other: &&mut Other| !other.asked && other.news.due().is_some_and(|due| due <= now);
    let due = model.others.iter_mut().filter(is_due);
    due.map(|other| {
        other.asked = true;
        Effect::Look(other.login.clone())
    })
    .collect()
}

/// This is how it is in the world. Whoever shows the account tells of it.
fn looked(model: &mut Model, at: usize, look: Look) -> Option<Effect> {
    let now = model.now;
    let other = &mut model.others[at];
    other.asked = false;
    other.mutes(look.muted);
    if look.elsewhere {
        other.news.forget();
    }
    let due = other.news.take_due(now)?;
    let account = label(model, at);
    let locked = look.shut || model.lock.shut.is_some();
    let login = model.others[at].login.clone();
    Some(Effect::Notify(news::notification(model, due, locked, (Some(login), Some(&account)))))
}

/// What to call an account: by its address, and by its server too where another one has the same.
fn label(model: &Model, at: usize) -> String {
    let Login { server, email } = &model.others[at].login;
    let here = model.login();
    let others = model.others.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, o)| &o.login);
    let is_twice = here.iter().chain(others).any(|login| login.email.eq_ignore_ascii_case(email));
    if is_twice { format!("{email}, {server}") } else { email.clone() }
}
