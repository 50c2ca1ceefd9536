//! What happens to the model, and what the world is asked to do about it: pure functions of the model and of one message.
//! This page only dispatches; each room handles one concern.

mod accounts;
mod amend;
mod burst;
mod cached;
mod chats;
mod clean;
mod command;
mod complete;
mod composer;
mod due;
mod edits;
mod form;
mod forward;
mod history;
mod jump;
mod keep;
mod keys;
mod leftovers;
mod lock;
mod looks;
mod members;
mod menu;
mod mouse;
mod naming;
mod news;
mod others;
mod overlay;
mod paging;
mod palette;
mod paste;
mod people;
mod picked;
mod question;
mod refused;
mod search;
mod server;
mod settings;
mod settle;
mod sign_in;
mod signs;
mod sync;
mod terminal;
mod timeline;
mod tour;
mod wishes;

use std::time::Duration;

use protocol::ErrorCode;

use crate::{
    effect::Effect,
    layout::list_scroll,
    message::{Event, Failure, Message},
    model::{Model, Notice, later},
    text::one_line,
    words::{Lang, Word},
};

/// How long a notice stays.
const NOTICE_SHOWN: Duration = Duration::from_secs(5);

/// Takes in one message; the effects are to be done in order.
pub fn update(model: &mut Model, message: Message) -> Vec<Effect> {
    model.now = message.at;
    model.seed = message.seed;
    lock::touch(model, &message.event);
    let before = (model.chats.selected, model.chats.selected_row().unwrap_or(0));
    let (by_hand, was_bare) = (message.event.is_by_hand(), model.bare);
    if by_hand && model.is_seen() {
        model.bottom.see(model.now);
    }
    let mut effects = match message.event {
        Event::Key(key) => keys::press(model, key),
        Event::Keys(keys) => burst::burst(model, &keys, false),
        Event::Flood(keys) => burst::burst(model, &keys, true),
        Event::Paste(text) => paste::paste(model, &text),
        Event::Net(net) => server::news(model, net),
        Event::Cache(cached) => cached::news(model, cached),
        Event::Leaving => keep::leaving(model),
        Event::Configured(settings) => {
            settings::configured(model, *settings);
            Vec::new()
        }
        Event::Edited(id, text) => composer::edited(model, id, text),
        Event::Notice(text) => {
            notify(model, text);
            Vec::new()
        }
        Event::Accounts(news) => accounts::news(model, news),
        Event::Other(login, news) => others::news(model, &login, news),
        Event::Lock(news) => lock::news(model, news),
        Event::Due => Vec::new(),
        Event::Mouse(mouse) => mouse::act(model, mouse),
        Event::Resize(..)
        | Event::Focus(_)
        | Event::Background(_)
        | Event::Clusters(_)
        | Event::Drawn(..) => terminal::told(model, &message.event),
    };
    effects.extend(due::due(model));
    effects.extend(settle::settle(model));
    picked::settle(model);
    complete::settle(model, by_hand);
    effects.extend(looks::settle(model, was_bare));
    tour::go_on(model);
    model.chats.scroll = list_scroll(model, before);
    effects.extend(keep::keep(model));
    effects
}

fn notify(model: &mut Model, text: String) {
    model.bottom.notice = Some(Notice { text, until: later(model.now, NOTICE_SHOWN) });
}

/// Says what the server did not do, when somebody may be looking elsewhere by now: it stays until it has been seen.
fn tell_refusal(model: &mut Model, text: String) {
    model.bottom.notice = None;
    model.bottom.refusal = Some(Notice { text, until: later(model.now, NOTICE_SHOWN) });
}

/// A failure, for a person.
fn explain(lang: Lang, failure: &Failure) -> String {
    match failure {
        Failure::Unreachable(why) => why.said(lang),
        Failure::BadServer(server) => lang.fill(Word::BadServer, &[&one_line(server)]),
        Failure::Locked(process) => lang.fill(Word::AlreadyRunning, &[process]),
        Failure::Refused(code, detail) => reason(lang, *code, detail, None),
        Failure::NotNow(code, seconds) => reason(lang, *code, "", Some(*seconds)),
    }
}

/// Why the server refused, for a person; with the seconds after which it is worth trying again, if they are known.
fn reason(lang: Lang, code: ErrorCode, detail: &str, retry_after: Option<u64>) -> String {
    let detail = one_line(detail);
    let word = match (code, retry_after) {
        (ErrorCode::RateLimited, Some(seconds)) => return lang.fill(Word::TooFast, &[&seconds]),
        (ErrorCode::Unavailable, Some(seconds)) => return lang.fill(Word::BusyFor, &[&seconds]),
        (ErrorCode::RateLimited, None) => return lang.say(Word::TooOften).to_owned(),
        (ErrorCode::Unavailable, None) => return lang.say(Word::Busy).to_owned(),
        (ErrorCode::Forbidden, _) => Word::Forbidden,
        (ErrorCode::NotFound, _) => Word::NotFound,
        (ErrorCode::Internal, _) => Word::Failed,
        _ => return detail,
    };
    if detail.is_empty() { lang.say(word).to_owned() } else { format!("{} ({detail})", lang.say(word)) }
}
