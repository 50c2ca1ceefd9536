//! Completing what is being written: people after `@`, signs after `:`, commands after `/`.

use std::collections::HashSet;

use protocol::ConversationId;

use super::{command, composer};
use crate::{
    keymap::{Action, Context},
    matching::Sought,
    model::{Completion, Model, Suggestion},
};

/// What is offered, at most.
const MOST: usize = 8;
/// Letters after `:` from which on signs are offered: fewer are a face or a time.
const SIGN_FROM: usize = 2;
/// Nothing that can be completed is longer.
const LONGEST: usize = 100;

/// After everything that happens: what is offered is for the word before the caret. By hand it is looked for anew; by itself
/// nothing appears or moves under the fingers, but it goes when the word is another.
pub(super) fn settle(model: &mut Model, by_hand: bool) {
    if by_hand {
        return refresh(model);
    }
    let stands = |completion: &Completion| {
        let Some(draft) = model.drafts.get(&completion.conversation) else { return false };
        let word = draft.text().get(completion.from..draft.caret());
        model.chats.open == Some(completion.conversation) && word == Some(&completion.begun)
    };
    if !model.completion.as_ref().is_none_or(stands) {
        model.completion = None;
    }
}

/// Looks again at what stands before the caret.
pub(super) fn refresh(model: &mut Model) {
    let found = suggest(model);
    let same = |old: &Completion, new: &Completion| {
        (old.conversation, old.from, &old.items) == (new.conversation, new.from, &new.items)
    };
    model.completion = match (model.completion.take(), found) {
        (Some(old), Some(new)) if same(&old, &new) => Some(Completion { selected: old.selected, ..new }),
        (_, new) => new,
    };
}

/// Keys of the list; false when it has no use for this one.
pub(super) fn act(model: &mut Model, action: Action) -> bool {
    let Some(completion) = &mut model.completion else { return false };
    match action {
        Action::Up | Action::Down => completion.step(action == Action::Down),
        Action::Accept => {
            let (from, chosen) = (completion.from, completion.chosen().cloned());
            if let (Some(chosen), Some(draft)) = (chosen, composer::draft(model)) {
                draft.complete(from, &chosen.text);
            }
        }
        Action::Close => model.not_completed = Some(completion.from),
        _ => return false,
    }
    true
}

fn suggest(model: &mut Model) -> Option<Completion> {
    if !matches!(model.context(), Context::Chat | Context::Complete) {
        return None;
    }
    let id = model.chats.open?;
    let draft = model.drafts.get(&id)?;
    let before = draft.text().get(..draft.caret())?;
    let from = begun(before);
    let begun = before[from..].to_owned();
    let mut letters = begun.chars();
    let (sign, rest) = (letters.next(), letters.as_str().to_owned());
    if model.not_completed.is_some_and(|not| not != from || sign.is_none()) {
        model.not_completed = None;
    }
    if model.not_completed.is_some() {
        return None;
    }
    let items = match sign? {
        '@' => people(model, id, &rest),
        ':' if rest.chars().count() >= SIGN_FROM => signs(&rest),
        '/' if from == 0 => command::suggestions(model, &rest),
        _ => return None,
    };
    (!items.is_empty()).then_some(Completion { conversation: id, begun, from, items, selected: 0 })
}

/// Where what is being written begins, when it is not longer than anything that could be meant by it; else its end.
fn begun(text: &str) -> usize {
    let space = text.char_indices().rev().take(LONGEST).find(|(_, c)| c.is_whitespace());
    match space {
        Some((at, c)) => at + c.len_utf8(),
        None if text.chars().nth(LONGEST).is_none() => 0,
        None => text.len(),
    }
}

/// Those who are in the chat as far as they are known: who has written last comes first.
fn people(model: &Model, id: ConversationId, sought: &str) -> Vec<Suggestion> {
    let me = model.me.as_ref().map(|me| me.id);
    let peer =
        model.chats.get(id).and_then(|chat| chat.peer.as_ref()).map(|peer| (peer.id, peer.name.as_str()));
    let messages = model.timelines.get(&id).into_iter().flat_map(|timeline| timeline.messages.values().rev());
    let authors = messages.map(|message| (message.sender_id, message.sender_name.as_str()));
    let mut seen = HashSet::new();
    let names =
        authors.chain(peer).filter(|(id, _)| Some(*id) != me && seen.insert(*id)).map(|(_, name)| name);
    let offered = ranked(names, sought, |name| name);
    offered
        .into_iter()
        .map(|name| Suggestion { text: format!("@{name} "), label: name.to_owned(), hint: String::new() })
        .collect()
}

fn signs(sought: &str) -> Vec<Suggestion> {
    let (lower, whole) = (sought.trim_end_matches(':').to_lowercase(), sought.ends_with(':'));
    let all = emojis::iter().flat_map(|emoji| emoji.shortcodes().map(move |code| (emoji, code)));
    let mut found: Vec<(&str, &str)> = all
        .filter(|(_, code)| if whole { *code == lower } else { code.contains(&lower) })
        .map(|(emoji, code)| (emoji.as_str(), code))
        .collect();
    found.sort_by_key(|(_, code)| (!code.starts_with(&lower), code.len()));
    found.truncate(MOST);
    let suggestion = |(sign, code): (&str, &str)| Suggestion {
        text: sign.to_owned(),
        label: sign.to_owned(),
        hint: format!(":{code}:"),
    };
    found.into_iter().map(suggestion).collect()
}

/// The best of them, in their order where they fit alike.
fn ranked<T: Copy>(all: impl Iterator<Item = T>, sought: &str, name: impl Fn(&T) -> &str) -> Vec<T> {
    let sought = Sought::new(sought);
    let mut fitting: Vec<(u32, T)> =
        all.filter_map(|one| sought.fits(name(&one)).map(|score| (score, one))).collect();
    fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    fitting.into_iter().take(MOST).map(|(_, one)| one).collect()
}
