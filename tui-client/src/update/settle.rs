//! What follows from what is on the screen now: whether the reader is at the end, which pages are missing, and what has
//! been read. Done after every message, from the same arithmetic that draws.

use protocol::ClientCommand;

use super::{edits, sync, timeline, wishes};
use crate::{
    effect::Effect,
    layout::{align, extent, open_scene},
    model::{Link, Model, Page, Scroll},
};

/// Chats whose messages are in memory, at most.
const TIMELINES: usize = 8;

pub(super) fn settle(model: &mut Model) -> Vec<Effect> {
    if model.sign_in.is_some() {
        return Vec::new();
    }
    let mut effects = Vec::new();
    if let Some(id) = model.chats.open.filter(|id| !model.timelines.contains_key(id)) {
        effects.extend(timeline::load_first(model, id));
    }
    effects.extend(sync::ask_for_awaited(model));
    follow(model);
    let_go(model);
    effects.extend(missing_page(model));
    read_mark(model);
    effects.extend(tell_reads(model));
    effects.extend(wishes::tell(model));
    effects.extend(edits::ask(model));
    effects
}

/// A reader who has come to the end follows it from there on.
fn follow(model: &mut Model) {
    let at_end = open_scene(model).is_some_and(|(scene, height)| extent(&scene, height).at_end);
    if let Some(timeline) = model.timeline_mut().filter(|timeline| at_end && timeline.attached) {
        timeline.scroll = Scroll::Newest;
    }
}

/// What nobody has looked at for a while, or is far from the reader, can be read from the disk again.
fn let_go(model: &mut Model) {
    if let Some(timeline) = model.timeline_mut() {
        timeline.trim();
    }
    if model.timelines.len() > TIMELINES {
        let others = model.timelines.iter().filter(|(id, _)| Some(**id) != model.chats.open);
        let oldest = others.min_by_key(|(id, timeline)| (timeline.opened_at, **id)).map(|(id, _)| *id);
        oldest.and_then(|id| model.timelines.remove(&id));
    }
}

/// Less than a screen is left above or below: the page after it is asked for.
fn missing_page(model: &mut Model) -> Option<Effect> {
    let page = {
        let (scene, height) = open_scene(model)?;
        let timeline = model.timeline()?;
        if timeline.loading.is_some() || timeline.failure.is_some() {
            return None;
        }
        let room = i64::try_from(height).unwrap_or(0);
        let shown = extent(&scene, height);
        let clamped = |from, by: i64| align(&scene, from, by) == align(&scene, from, by + by.signum());
        let above = shown.top.is_some_and(|top| clamped(top, -room.max(1)));
        let below = shown.bottom.is_some_and(|bottom| clamped(bottom, room.max(1)));
        match (timeline.oldest(), timeline.newest()) {
            // It could not be read before.
            (None, _) if !timeline.attached && !timeline.complete => Page::Newest,
            (Some(oldest), _) if above && !timeline.complete => Page::Before(oldest),
            (_, Some(newest)) if below && !timeline.attached => Page::After(newest),
            _ => return None,
        }
    };
    timeline::load(model, model.chats.open?, page)
}

/// What is on the screen of somebody who looks at it has been read.
fn read_mark(model: &mut Model) {
    if !model.is_seen() || model.overlay.is_some() || model.exploring {
        return;
    }
    let shown = open_scene(model).and_then(|(scene, height)| extent(&scene, height).shown);
    let (Some(conversation), Some(seq)) = (model.chats.opened(), shown) else { return };
    let id = conversation.id;
    if conversation.read_seq < seq {
        model.chats.change(id, |c| c.reads(seq));
        model.reads.put(id, seq);
    }
}

/// What is read without a connection is told after the next hello.
fn tell_reads(model: &mut Model) -> Vec<Effect> {
    if model.link != Link::Online {
        return Vec::new();
    }
    let tell =
        |(conversation_id, seq)| Effect::Say(ClientCommand::Read { conversation_id, seq, request_id: None });
    model.reads.take_due(model.now).into_iter().map(tell).collect()
}
