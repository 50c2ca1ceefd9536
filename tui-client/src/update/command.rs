//! Commands written where a message is: `/join sailing`. `//` begins a message that begins with a slash.

use super::{keys, naming, notify, overlay};
use crate::{
    effect::Effect,
    keymap::{Action, Edit},
    matching::Sought,
    model::{Model, Suggestion},
    words::Word,
};

/// A command: how it is written, whether something is looked for with it, and what it does.
struct Command {
    name: &'static str,
    seeks: bool,
    action: Action,
}

const fn alone(name: &'static str, action: Action) -> Command {
    Command { name, seeks: false, action }
}

const fn seeking(name: &'static str, action: Action) -> Command {
    Command { name, seeks: true, action }
}

const COMMANDS: &[Command] = &[
    seeking("new", Action::NewChat),
    seeking("group", Action::NewGroup),
    seeking("join", Action::Browse),
    alone("members", Action::Members),
    seeking("add", Action::AddMember),
    seeking("rename", Action::Rename),
    alone("leave", Action::Leave),
    seeking("open", Action::Palette),
    seeking("find", Action::FindHere),
    alone("unread", Action::NextUnread),
    alone("edit", Action::OpenEditor),
    alone("undo", Action::Edit(Edit::Undo)),
    alone("settings", Action::Settings),
    alone("help", Action::Help),
    alone("tour", Action::Tour),
    alone("reconnect", Action::Reconnect),
    alone("account", Action::SwitchAccount),
    alone("lock", Action::Lock),
    alone("logout", Action::SignOut),
    alone("quit", Action::Quit),
];

/// What a text is that somebody wants to send.
pub(super) enum Meant<'a> {
    /// A message.
    Message(&'a str),
    /// A command and what stands after it.
    Command(&'a str, &'a str),
}

/// A word of letters after a slash, on a line of its own, is a command; a path is none. After more slashes it is a message with
/// one of them less; what would be no command is a message as it stands.
pub(super) fn meant(text: &str) -> Meant<'_> {
    let line = text.trim_start_matches('/');
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let is_command = !name.is_empty() && name.chars().all(char::is_alphabetic) && !line.contains('\n');
    match text.len() - line.len() {
        1 if is_command => Meant::Command(name, rest.trim()),
        2.. if is_command => Meant::Message(&text[1..]),
        _ => Meant::Message(text),
    }
}

/// Does it; what is wrong with it is said, and it stays where it is written.
pub(super) fn run(model: &mut Model, name: &str, sought: &str) -> Option<Vec<Effect>> {
    let lang = model.settings.lang;
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        let near = COMMANDS.iter().min_by_key(|command| strsim::osa_distance(name, command.name));
        let near = near.map_or("", |command| command.name);
        notify(model, lang.fill(Word::CommandUnknown, &[&name, &near, &name]));
        return None;
    };
    if !command.seeks && !sought.is_empty() {
        notify(model, lang.fill(Word::CommandAlone, &[&name]));
        return None;
    }
    super::composer::clear(model);
    let effects = keys::act(model, model.context(), command.action);
    if !sought.is_empty() {
        // In the dialog that is open now.
        naming::clear(model);
        overlay::write(model, sought);
    }
    Some(effects)
}

/// The commands that somebody may be about to write.
pub(super) fn suggestions(model: &Model, begun: &str) -> Vec<Suggestion> {
    // What is written out already needs no completing: Enter does it.
    if COMMANDS.iter().any(|command| command.name == begun) {
        return Vec::new();
    }
    let sought = Sought::new(begun);
    let fits = |command: &&Command| command.name.starts_with(begun) || sought.fits(command.name).is_some();
    let mut fitting: Vec<&Command> = COMMANDS.iter().filter(fits).collect();
    fitting.sort_by_key(|command| !command.name.starts_with(begun));
    let suggestion = |command: &Command| Suggestion {
        text: format!("/{}{}", command.name, if command.seeks { " " } else { "" }),
        label: format!("/{}", command.name),
        hint: model.settings.lang.say(command.action.word()).to_owned(),
    };
    fitting.into_iter().map(suggestion).collect()
}
