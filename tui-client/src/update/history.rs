//! What one has written before in the open chat, brought back to write it again.

use std::collections::HashSet;

use protocol::Message;

use super::composer;
use crate::model::{Model, Pending};

/// Texts that can be brought back.
const KEPT: usize = 50;

/// Puts the next older or newer text into the composer; beyond the newest stands what was being written.
pub(super) fn step(model: &mut Model, older: bool) {
    let texts = texts(model);
    let Some(current) = composer::draft(model).map(|draft| draft.text().to_owned()) else { return };
    // Somebody who has changed what was brought back begins anew.
    let (at, written) = model
        .recalled
        .take()
        .filter(|(at, _)| texts.get(*at) == Some(&current))
        .map_or((None, current.clone()), |(at, written)| (Some(at), written));
    let next = match (at, older) {
        (None, true) => Some(0),
        (Some(at), true) => Some((at + 1).min(texts.len().saturating_sub(1))),
        (None | Some(0), false) => None,
        (Some(at), false) => Some(at - 1),
    };
    let text = next.map_or(Some(&written), |at| texts.get(at));
    if let (Some(text), Some(draft)) = (text.filter(|text| **text != current), composer::draft(model)) {
        draft.set(text);
    }
    model.recalled = next.filter(|at| *at < texts.len()).map(|at| (at, written));
}

/// The newest first, each once.
fn texts(model: &Model) -> Vec<String> {
    let (Some(open), Some(me)) = (model.chats.open, &model.me) else { return Vec::new() };
    let written = |pending: &&Pending| pending.forward.is_none();
    let waiting = model.outbox.of(open).rev().filter(written).map(|pending| pending.text.clone());
    let stored = model.timelines.get(&open).into_iter().flat_map(|timeline| timeline.messages.values().rev());
    let own = |message: &&Message| message.sender_id == me.id && message.forwarded.is_none();
    let mine = stored.filter(|message| own(message) && !message.deleted);
    let mut seen = HashSet::new();
    let all = waiting.chain(mine.map(|message| message.text.clone()));
    all.filter(|text| seen.insert(text.clone())).take(KEPT).collect()
}
