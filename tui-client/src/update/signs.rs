//! Putting a sign to a message: those that are there come first, then those that people like, or what is looked for.

use protocol::Message;

use super::{amend, notify};
use crate::{
    effect::Effect,
    keymap::Action,
    matching::Sought,
    model::{Editor, Model, Overlay, Sign, Signs},
    words::Word,
};

/// Offered before anything is looked for.
const LIKED: &[&str] = &["👍", "❤️", "😂", "😮", "😢", "🙏", "🎉", "🔥", "👀", "✅"];
/// What can be found, at most.
const MOST: usize = 100;

pub(super) fn open(model: &mut Model, seq: i64) {
    let there = model.timeline().and_then(|timeline| timeline.messages.get(&seq));
    if there.is_some_and(|message| message.deleted) {
        return notify(model, model.settings.lang.say(Word::IsDeleted).to_owned());
    }
    let signs = Signs { seq, query: Editor::default(), found: Vec::new(), selected: 0 };
    model.overlay = Some(Overlay::Signs(Box::new(signs)));
    search(model);
}

/// What is looked for has changed.
pub(super) fn search(model: &mut Model) {
    let Some(Overlay::Signs(signs)) = &model.overlay else { return };
    let message = model.timeline().and_then(|timeline| timeline.messages.get(&signs.seq));
    let found = find(message, signs.query.text().trim().trim_matches(':'));
    if let Some(Overlay::Signs(signs)) = &mut model.overlay {
        signs.found = found;
        signs.selected = 0;
    }
}

pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let Some(Overlay::Signs(signs)) = &mut model.overlay else { return Vec::new() };
    let last = signs.found.len().saturating_sub(1);
    match action {
        Action::Up => signs.selected = signs.selected.saturating_sub(1),
        Action::Down => signs.selected = (signs.selected + 1).min(last),
        Action::Choose => {
            let (seq, chosen) = (signs.seq, signs.found.get(signs.selected).cloned());
            let (Some(sign), Some(id)) = (chosen, model.chats.open) else { return Vec::new() };
            model.overlay = None;
            return amend::react(model, id, seq, sign.emoji, !sign.mine);
        }
        _ => {}
    }
    Vec::new()
}

fn find(message: Option<&Message>, query: &str) -> Vec<Sign> {
    let reactions = message.map(|message| message.reactions.as_slice()).unwrap_or_default();
    let mine = |emoji: &str| reactions.iter().any(|reaction| reaction.mine && reaction.emoji == emoji);
    if query.is_empty() {
        let there = reactions.iter().map(|reaction| reaction.emoji.as_str());
        let liked = LIKED.iter().copied().filter(|emoji| reactions.iter().all(|r| r.emoji != *emoji));
        let sign = |emoji: &str| Sign { emoji: emoji.to_owned(), name: name(emoji), mine: mine(emoji) };
        return there.chain(liked).map(sign).collect();
    }
    // Whoever has the sign itself may write it.
    if let Some(emoji) = emojis::get(query) {
        let emoji = emoji.as_str();
        return vec![Sign { emoji: emoji.to_owned(), name: name(emoji), mine: mine(emoji) }];
    }
    let sought = Sought::new(query);
    let fits = |emoji: &'static emojis::Emoji| {
        let codes = emoji.shortcodes().filter_map(|code| sought.fits(&code.replace('_', " ")));
        codes.chain(sought.fits(emoji.name())).max().map(|worth| (worth, emoji))
    };
    let mut found: Vec<_> = emojis::iter().filter_map(fits).collect();
    found.sort_by_key(|(worth, _)| std::cmp::Reverse(*worth));
    let sign = |(_, emoji): (u32, &emojis::Emoji)| {
        let emoji = emoji.as_str();
        Sign { emoji: emoji.to_owned(), name: name(emoji), mine: mine(emoji) }
    };
    found.into_iter().take(MOST).map(sign).collect()
}

fn name(emoji: &str) -> String {
    emojis::get(emoji).map(|emoji| emoji.name().to_owned()).unwrap_or_default()
}
