//! Going to a message somewhere else, and back.

use protocol::ConversationId;

use super::timeline;
use crate::{
    effect::Effect,
    model::{Anchor, EntryKey, Jump, Model, Page, Pane, Scroll, Timeline},
};

/// Jumps that can be gone back, at most.
const JUMPS: usize = 50;

/// Shows a message with the cursor on it, and remembers where the reader was.
pub(super) fn to(model: &mut Model, id: ConversationId, seq: i64) -> Vec<Effect> {
    remember(model);
    // Some of what was said before it shows above it.
    let context = i64::from(model.size.1 / 3);
    let effects = go(model, id, Scroll::At(Anchor { key: EntryKey::Message(seq), row: -context }));
    model.picked = Some(EntryKey::Message(seq));
    effects
}

/// Shows the beginning of the open chat, however much lies between; one comes back as from any other jump.
pub(super) fn to_oldest(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.chats.open else { return Vec::new() };
    remember(model);
    if model.timeline().is_some_and(|timeline| timeline.complete) {
        timeline::to_oldest(model);
        return Vec::new();
    }
    go(model, id, Scroll::At(Anchor { key: EntryKey::Message(1), row: -timeline::ABOVE_FIRST }))
}

/// Shows where the reader was before the last jump.
pub(super) fn back(model: &mut Model) -> Vec<Effect> {
    model.picked = None;
    while let Some(jump) = model.jumps.pop() {
        if model.chats.get(jump.conversation_id).is_some() {
            return go(model, jump.conversation_id, jump.scroll);
        }
    }
    Vec::new()
}

fn remember(model: &mut Model) {
    let Some(conversation_id) = model.chats.open else { return };
    let Some(scroll) = model.timeline().map(|timeline| timeline.scroll) else { return };
    if model.jumps.len() == JUMPS {
        model.jumps.remove(0);
    }
    model.jumps.push(Jump { conversation_id, scroll });
}

fn go(model: &mut Model, id: ConversationId, scroll: Scroll) -> Vec<Effect> {
    let mut effects = Vec::new();
    if model.chats.open != Some(id) {
        effects = timeline::open(model, id);
    }
    model.pane = Pane::Chat;
    let Scroll::At(anchor) = scroll else {
        effects.extend(timeline::to_newest(model));
        return effects;
    };
    let EntryKey::Message(seq) = anchor.key else { return effects };
    let loaded = model.timeline().is_some_and(|timeline| timeline.messages.contains_key(&seq));
    if let Some(timeline) = model.timeline_mut().filter(|_| loaded) {
        timeline.scroll = scroll;
        return effects;
    }
    let (divider, opened_at) = model.timeline().map_or((None, model.now), |t| (t.divider, t.opened_at));
    let mut timeline = Timeline::new(opened_at, divider);
    timeline.scroll = scroll;
    model.timelines.insert(id, timeline);
    // What was asked for the timeline that is gone would be ignored.
    effects.retain(|effect| !matches!(effect, Effect::Recall(_)));
    effects.extend(timeline::load(model, id, Page::Around(seq)));
    effects
}
