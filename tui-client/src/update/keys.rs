//! Keys: from the key map to the room that acts.

use super::{
    accounts, amend, chats, complete, composer, jump, leftovers, lock, looks, members, menu, naming, notify,
    overlay, palette, picked, question, search, settings, sign_in, tour, wishes,
};
use crate::{
    effect::Effect,
    keymap::{Action, Code, Context, Edit, Found, Key},
    model::{Model, Overlay, Pane, Picker},
    words::Word,
};

pub(super) fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    let effects = pressed(model, key);
    complete::refresh(model);
    effects
}

fn pressed(model: &mut Model, key: Key) -> Vec<Effect> {
    let context = model.context();
    let mut keys = std::mem::take(&mut model.prefix);
    keys.push(key);
    match model.settings.keymap.find(context, &keys) {
        Found::Action(action) => return act(model, context, action),
        Found::Prefix => model.prefix = keys,
        Found::Nothing => match (key.writes(), keys.as_slice()) {
            // What is written in normal mode comes by pasting alone.
            (Some(_), [_]) if !context.writes() => {}
            (Some(c), [_]) => return write(model, context, c.encode_utf8(&mut [0; 4])),
            (None, [_]) => {}
            // A chord that was begun is left with Esc, without a word.
            _ if key == Key::plain(Code::Esc) => {}
            _ => nothing(model, &keys),
        },
    }
    Vec::new()
}

fn nothing(model: &mut Model, keys: &[Key]) {
    let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
    let text = model.settings.lang.fill(Word::KeyNothing, &[&names.join(" ")]);
    notify(model, text);
}

/// Does something where `context` is the narrowest that holds.
pub(super) fn act(model: &mut Model, context: Context, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => return question::ask_quit(model),
        Action::Redraw => return vec![Effect::Redraw],
        Action::Suspend => return vec![Effect::Suspend],
        Action::Help => overlay::show_help(model),
        Action::Edit(edit) => return change(model, context, edit),
        _ => match context {
            Context::Lock => return lock::act(model, action),
            Context::SignIn => return sign_in::act(model, action),
            Context::Complete if complete::act(model, action) => {}
            Context::Menu => return menu::act(model, action),
            Context::List
            | Context::Chat
            | Context::Bare
            | Context::Message
            | Context::Normal
            | Context::Complete => return main(model, action),
            _ => return overlay::act(model, action),
        },
    }
    Vec::new()
}

fn main(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Palette => palette::open(model),
        Action::Settings => settings::open(model),
        Action::NewChat => model.overlay = Some(Overlay::People(Picker::default())),
        Action::NewGroup => model.overlay = Some(Overlay::Form(model.half_made.take().unwrap_or_default())),
        Action::Browse => {
            // All of them, at once.
            let picker = Picker { due: Some(model.now), ..Picker::default() };
            model.overlay = Some(Overlay::Directory(picker));
        }
        Action::Reconnect => {
            if let Some(timeline) = model.timeline_mut() {
                timeline.failure = None;
            }
            return vec![Effect::Reconnect];
        }
        Action::Search => search::open(model),
        Action::FindHere => search::open_here(model),
        Action::JumpBack => return jump::back(model),
        Action::Leave => chats::ask_leave(model),
        Action::SignOut => question::ask_sign_out(model),
        Action::SwitchAccount => return accounts::ask(),
        Action::Leftovers => leftovers::open(model),
        Action::Lock => return vec![Effect::Lock { by_itself: false }],
        Action::NextChat => return chats::open_neighbour(model, true),
        Action::PreviousChat => return chats::open_neighbour(model, false),
        Action::NextUnread => return chats::open_unread(model),
        Action::Mute => wishes::mute(model),
        Action::Pin => wishes::pin(model),
        Action::Bare => looks::bare(model),
        Action::Close if model.context_beneath() == Context::Bare => looks::bare(model),
        Action::ShowPresence => return looks::switch_presence(model),
        Action::Tour => tour::switch(model),
        Action::Explore => model.exploring = !model.exploring,
        Action::Members => return members::open(model),
        Action::AddMember => members::invite(model),
        Action::Rename => naming::open(model),
        Action::ChangeLast => amend::change_last(model),
        Action::NoPurpose => amend::no_purpose(model),
        Action::PickMessage => picked::pick(model),
        _ if model.pane == Pane::List => return chats::act(model, action),
        _ => match model.picked {
            Some(key) => return picked::act(model, key, action),
            None => return composer::act(model, action),
        },
    }
    Vec::new()
}

/// Writes where the caret is.
pub(super) fn write(model: &mut Model, context: Context, text: &str) -> Vec<Effect> {
    match context {
        Context::Chat | Context::Normal | Context::Complete => return composer::write(model, text),
        Context::SignIn => sign_in::write(model, text),
        Context::Lock => lock::write(model, text),
        Context::Picker | Context::Form | Context::Naming => overlay::write(model, text),
        _ => {}
    }
    Vec::new()
}

fn change(model: &mut Model, context: Context, edit: Edit) -> Vec<Effect> {
    match context {
        Context::Chat | Context::Normal | Context::Complete => return composer::edit(model, edit),
        Context::SignIn => sign_in::edit(model, edit),
        Context::Lock => lock::edit(model, edit),
        Context::Picker | Context::Form | Context::Naming => overlay::edit(model, edit),
        _ => {}
    }
    Vec::new()
}
