//! Reading: opening, scrolling, loading pages.

use protocol::{ConversationId, Message};

use super::{clean, explain, palette, sync, wishes};
use crate::{
    effect::{Effect, Recall, Request, page_size},
    layout::{align, extent, open_scene, row_of, spot},
    message::Failure,
    model::{Anchor, EntryKey, Model, Page, Pane, Scroll, Source, Timeline},
    words::Word,
};

/// With more unread messages than this the history opens about the first of them, not at its end.
const UNREAD_AROUND: i64 = 60;
/// Above the first message stand its day and its author, however many rows those take.
pub(super) const ABOVE_FIRST: i64 = 8;

/// Shows a conversation, at the first unread message.
pub(super) fn open(model: &mut Model, id: ConversationId) -> Vec<Effect> {
    model.chats.selected = Some(id);
    model.picked = None;
    let is_marked = model.chats.get(id).is_some_and(|chat| chat.settings.marked_unread);
    wishes::mark(model, id, false);
    model.pane = Pane::Chat;
    if model.chats.open == Some(id) {
        return Vec::new();
    }
    model.chats.open = Some(id);
    let now = model.now;
    model.recalled = None;
    palette::visit(model, id);
    let Some(conversation) = model.chats.get(id) else { return Vec::new() };
    let divider = (conversation.unread_count() > 0).then_some(conversation.read_seq);
    let Some(timeline) = model.timelines.get_mut(&id) else {
        return load_first(model, id).into_iter().collect();
    };
    timeline.divider = divider.or(timeline.marked.take().filter(|_| is_marked));
    timeline.opened_at = now;
    if timeline.divider.is_some() {
        to_divider(model);
    }
    Vec::new()
}

/// Begins a timeline: at its end, or about the first unread message when that is far from it.
pub(super) fn load_first(model: &mut Model, id: ConversationId) -> Option<Effect> {
    let conversation = model.chats.get(id)?;
    let unread = conversation.unread_count();
    let divider = (unread > 0).then_some(conversation.read_seq);
    let timeline = Timeline::new(model.now, divider);
    let page = if unread > UNREAD_AROUND { Page::Around(conversation.read_seq) } else { Page::Newest };
    model.timelines.insert(id, timeline);
    load(model, id, page)
}

/// Asks for a page, unless one is on its way: first the disk, then the server.
pub(super) fn load(model: &mut Model, id: ConversationId, page: Page) -> Option<Effect> {
    let timeline = model.timelines.get_mut(&id).filter(|timeline| timeline.loading.is_none())?;
    timeline.loading = Some(page);
    Some(Effect::Recall(Recall::Page(id, page)))
}

/// What the disk knows of a page. When that is not enough the server is asked, if it can be.
pub(super) fn recalled(
    model: &mut Model,
    id: ConversationId,
    page: Page,
    messages: Vec<Message>,
) -> Vec<Effect> {
    let last_seq = sync::held(model, id).unwrap_or_default().last_seq;
    let (lang, may_ask) = (model.settings.lang, model.may_ask());
    let Some(timeline) = model.timelines.get_mut(&id).filter(|t| t.loading == Some(page)) else {
        return Vec::new();
    };
    let newest = messages.last().map_or(0, |message| message.seq);
    let enough = !messages.is_empty() && (page != Page::Newest || newest >= last_seq);
    if may_ask && !enough {
        return vec![Effect::Ask(Request::History(id, page))];
    }
    if messages.is_empty() && last_seq > 0 {
        timeline.loading = None;
        timeline.failure = Some(lang.say(Word::NotKeptHere).to_owned());
        return Vec::new();
    }
    timeline.take_page(page, messages, Source::Disk { last_seq });
    timeline.complete |= last_seq == 0;
    shown(model, id, page);
    Vec::new()
}

/// A page has come, or not.
pub(super) fn page(
    model: &mut Model,
    id: ConversationId,
    page: Page,
    answer: Result<Vec<Message>, Failure>,
) -> Vec<Effect> {
    let lang = model.settings.lang;
    let last_seq = model.chats.get(id).map_or(0, |c| c.last_seq);
    if model.sync.fetched(id) && !model.timelines.contains_key(&id) {
        for mut message in answer.unwrap_or_default() {
            clean::message(&mut message);
            model.journal.message(&message);
        }
        return Vec::new();
    }
    let Some(timeline) = model.timelines.get_mut(&id).filter(|t| t.loading == Some(page)) else {
        return Vec::new();
    };
    match answer {
        Err(failure) => {
            timeline.loading = None;
            timeline.failure = Some(explain(lang, &failure));
        }
        Ok(mut messages) => {
            for message in &mut messages {
                clean::message(message);
                model.journal.message(message);
            }
            let asked = usize::try_from(page_size(page)).unwrap_or(usize::MAX);
            timeline.take_page(page, messages, Source::Server { asked, last_seq });
            shown(model, id, page);
        }
    }
    Vec::new()
}

/// The first page of the open chat has come: it shows where somebody wants to read on.
fn shown(model: &mut Model, id: ConversationId, page: Page) {
    let first = model.chats.open == Some(id) && matches!(page, Page::Newest | Page::Around(_));
    // Whoever came for a certain message is there already.
    if first && model.timeline().is_some_and(|timeline| timeline.scroll == Scroll::Newest) {
        to_divider(model);
    }
}

/// The screen has another size; the text at its top stays there.
pub(super) fn resize(model: &mut Model, size: (u16, u16)) {
    let anchor = model.timeline().and_then(|timeline| match timeline.scroll {
        Scroll::At(anchor) => Some(anchor),
        Scroll::Newest => None,
    });
    let place = anchor.and_then(|anchor| Some((anchor, spot(&open_scene(model)?.0, anchor)?)));
    model.size = size;
    let anchor = place.and_then(|(anchor, spot)| row_of(&open_scene(model)?.0, anchor, spot));
    if let (Some(anchor), Some(timeline)) = (anchor, model.timeline_mut()) {
        timeline.scroll = Scroll::At(anchor);
    }
}

/// Scrolls the open conversation by rows; up is negative.
pub(super) fn scroll(model: &mut Model, rows: i64) {
    let moved =
        open_scene(model).and_then(|(scene, height)| align(&scene, extent(&scene, height).top?, rows));
    if let (Some(anchor), Some(timeline)) = (moved, model.timeline_mut()) {
        timeline.failure = None;
        timeline.scroll = Scroll::At(anchor);
    }
}

/// Scrolls by screens: one row stays in view.
pub(super) fn scroll_page(model: &mut Model, down: bool) {
    let height = open_scene(model).map_or(1, |(_, height)| height);
    let rows = i64::try_from(height.saturating_sub(1).max(1)).unwrap_or(1);
    scroll(model, if down { rows } else { -rows });
}

/// To the oldest one that is loaded.
pub(super) fn to_oldest(model: &mut Model) {
    let first = open_scene(model).and_then(|(scene, _)| scene.first());
    if let (Some(key), Some(timeline)) = (first, model.timeline_mut()) {
        timeline.failure = None;
        timeline.scroll = Scroll::At(Anchor { key, row: -ABOVE_FIRST });
    }
}

/// To the end, which is loaded anew when what is loaded lies elsewhere.
pub(super) fn to_newest(model: &mut Model) -> Vec<Effect> {
    let Some(id) = model.chats.open else { return Vec::new() };
    let Some(timeline) = model.timelines.get_mut(&id) else { return Vec::new() };
    timeline.scroll = Scroll::Newest;
    if timeline.attached {
        return Vec::new();
    }
    let opened_at = timeline.opened_at;
    model.timelines.insert(id, Timeline::new(opened_at, None));
    load(model, id, Page::Newest).into_iter().collect()
}

/// To the first unread message, with some of what was read above it.
pub(super) fn to_divider(model: &mut Model) {
    let anchor = open_scene(model).and_then(|(scene, height)| {
        let timeline = model.timeline()?;
        let (seq, _) = timeline.messages.range(timeline.divider?.saturating_add(1)..).next()?;
        let context = i64::try_from(height / 3).unwrap_or(0);
        align(&scene, Anchor { key: EntryKey::Message(*seq), row: 0 }, -context)
    });
    if let (Some(anchor), Some(timeline)) = (anchor, model.timeline_mut()) {
        timeline.scroll = Scroll::At(anchor);
    }
}
