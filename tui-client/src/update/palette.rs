//! Going somewhere: every chat and everything that can be done, from one place.

use std::{cmp::Reverse, collections::HashMap};

use protocol::{Conversation, ConversationId};

use super::{forward, keys, settings, timeline};
use crate::{
    effect::Effect,
    keymap::{Action, Context},
    matching::{Folded, Sought},
    model::{Errand, Model, Overlay, Palette, Pane, Setting, Target, is_awaited, may_post},
    words::{Lang, Word},
};

/// Before a query: only what can be done.
const DEEDS: char = '>';
/// What can be found, at most.
const MOST: usize = 200;
/// What a chat is worth in which something waits, to whoever looks where to go,
const UNREAD: u32 = 40;
/// and to whoever has typed a name: of two that fit as well it is the first.
const UNREAD_OF_NAMED: u32 = 5;
/// What a chat is worth that was opened last; less and less for those before it,
const VISITED: u32 = 30;
/// and a part of it to whoever has typed a name.
const VISITED_OF_NAMED: u32 = 3;

pub(super) fn open(model: &mut Model) {
    open_for(model, Errand::Go);
}

/// Opens it for what one comes for.
pub(super) fn open_for(model: &mut Model, errand: Errand) {
    model.overlay = Some(Overlay::Palette(Box::new(Palette { errand, ..Palette::default() })));
    search(model);
}

/// Notes that a chat has been opened.
pub(super) fn visit(model: &mut Model, id: ConversationId) {
    model.visited.retain(|other| *other != id);
    model.visited.push(id);
}

/// What is looked for has changed.
pub(super) fn search(model: &mut Model) {
    let Some(Overlay::Palette(palette)) = &mut model.overlay else { return };
    let (mut names, query) = (std::mem::take(&mut palette.names), palette.query.text().to_owned());
    let errand = palette.errand;
    let found = match errand {
        Errand::Go => find(model, &query, &mut names),
        Errand::Forward(..) => find_writable(model, &query, &mut names),
    };
    if let Some(Overlay::Palette(palette)) = &mut model.overlay {
        (palette.found, palette.names) = (found, names);
        palette.selected = 0;
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &mut model.overlay else { return Vec::new() };
    match action {
        Action::Up => palette.selected = palette.selected.saturating_sub(1),
        Action::Down => palette.selected = (palette.selected + 1).min(palette.found.len().saturating_sub(1)),
        Action::Choose => return choose(model),
        _ => {}
    }
    Vec::new()
}

fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Palette(palette)) = &model.overlay else { return Vec::new() };
    let Some(target) = palette.found.get(palette.selected).copied() else { return Vec::new() };
    let errand = palette.errand;
    model.overlay = None;
    match (target, errand) {
        (Target::Chat(to), Errand::Forward(id, seq)) => {
            forward::send(model, (id, seq), to);
            Vec::new()
        }
        (Target::Chat(id), Errand::Go) => timeline::open(model, id),
        (Target::Action(action), _) => keys::act(model, model.context(), action),
        (Target::Setting(setting), _) => {
            settings::open_at(model, setting);
            Vec::new()
        }
    }
}

/// Names as they are compared.
type Names = HashMap<String, Folded>;

fn find(model: &Model, query: &str, names: &mut Names) -> Vec<Target> {
    let (deeds_only, query) = query.strip_prefix(DEEDS).map_or((false, query), |rest| (true, rest));
    let sought = Sought::new(query);
    let chats = model.chats.iter().filter(|_| !deeds_only);
    let unread = |chat: &Conversation| match (is_awaited(chat), sought.is_empty()) {
        (false, _) => 0,
        (true, true) => UNREAD,
        (true, false) => UNREAD_OF_NAMED,
    };
    let mut found: Vec<(u32, Target)> = chats
        .filter_map(|chat| Some((worth(model, chat, &sought, names)? + unread(chat), Target::Chat(chat.id))))
        .collect();
    found.extend(deeds(model).filter_map(|action| {
        Some((named(action.word(), action.name(), &sought, names)?, Target::Action(action)))
    }));
    // They are many, and nobody who looks where to go wants one of them: only whoever names it.
    let settings = Setting::ALL.iter().filter(|_| !sought.is_empty());
    found.extend(settings.filter_map(|setting| {
        Some((named(setting.word(), setting.name(), &sought, names)?, Target::Setting(*setting)))
    }));
    ranked(found)
}

/// The chats alone in which the user may write; whether anything waits there does not matter.
fn find_writable(model: &Model, query: &str, names: &mut Names) -> Vec<Target> {
    let sought = Sought::new(query);
    let chats = model.chats.iter().filter(|chat| may_post(chat));
    ranked(
        chats.filter_map(|chat| Some((worth(model, chat, &sought, names)?, Target::Chat(chat.id)))).collect(),
    )
}

fn ranked(mut found: Vec<(u32, Target)>) -> Vec<Target> {
    // Stable: what is worth the same keeps the order of the list.
    found.sort_by_key(|(worth, _)| Reverse(*worth));
    found.into_iter().take(MOST).map(|(_, target)| target).collect()
}

fn fits(sought: &Sought, name: &str, names: &mut Names) -> Option<u32> {
    if let Some(folded) = names.get(name) {
        return sought.fits_folded(folded);
    }
    sought.fits_folded(names.entry(name.to_owned()).or_insert(Folded::new(name)))
}

/// A chat goes before what can be done; the open one is where one is already.
fn worth(model: &Model, chat: &Conversation, sought: &Sought, names: &mut Names) -> Option<u32> {
    let fits = 1 + fits(sought, &chat.title, names)?;
    if model.chats.open == Some(chat.id) && model.pane == Pane::Chat {
        return Some(fits);
    }
    let back = model.visited.iter().rev().position(|id| *id == chat.id);
    let visited = back.map_or(0, |back| VISITED.saturating_sub(u32::try_from(back).unwrap_or(VISITED)));
    Some(fits + if sought.is_empty() { visited } else { visited / VISITED_OF_NAMED } + 1)
}

/// By its name in either language, or in the file of settings.
fn named(word: Word, in_file: &str, sought: &Sought, names: &mut Names) -> Option<u32> {
    let words = [Lang::En, Lang::Ru].map(|lang| lang.say(word));
    words.into_iter().chain([in_file]).filter_map(|name| fits(sought, name, names)).max()
}

/// What can be done where one is; what only moves the caret is not worth a line.
fn deeds(model: &Model) -> impl Iterator<Item = Action> {
    let here = match model.pane {
        Pane::List => Context::List,
        Pane::Chat if model.picked.is_some() => Context::Message,
        Pane::Chat => Context::Chat,
    };
    let mut all: Vec<Action> = Vec::new();
    for binding in model.settings.keymap.within(here) {
        let moves = matches!(binding.action, Action::Edit(_) | Action::Palette | Action::Up | Action::Down);
        if !moves && !all.contains(&binding.action) {
            all.push(binding.action);
        }
    }
    all.into_iter()
}
