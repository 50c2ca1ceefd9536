//! The list of chats: moving in it, joining and leaving.

use protocol::{ClientCommand, Conversation, ConversationId};

use super::{edits, leftovers, members, notify, timeline};
use crate::{
    effect::Effect,
    keymap::Action,
    layout::{areas, list_view},
    model::{Model, Overlay, Pane, Question, is_awaited},
    words::{Count, Word},
};

/// Keys of the list.
pub(super) fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let page = areas(model).list.map_or(1, |area| usize::from(area.height / 2).max(1));
    match action {
        Action::Up => step(model, |row, _| row.saturating_sub(1)),
        Action::Down => step(model, |row, _| row + 1),
        Action::PageUp => step(model, |row, _| row.saturating_sub(page)),
        Action::PageDown => step(model, |row, _| row + page),
        Action::First => step(model, |_, _| 0),
        Action::Last => step(model, |_, count| count),
        Action::Open => return model.chats.selected.map(|id| timeline::open(model, id)).unwrap_or_default(),
        Action::SwitchPane if model.chats.open.is_some() => model.pane = Pane::Chat,
        _ => {}
    }
    Vec::new()
}

fn step(model: &mut Model, to: impl FnOnce(usize, usize) -> usize) {
    let count = model.chats.len();
    let row = to(model.chats.selected_row().unwrap_or(0), count);
    model.chats.selected = model.chats.at(row.min(count.saturating_sub(1)));
}

/// Scrolls the list by so many chats; the cursor, if it is there, comes along when it would be left behind.
pub(super) fn scroll(model: &mut Model, by: isize) {
    let Some(view) = list_view(model) else { return };
    let from = view.from.saturating_add_signed(by).min(model.chats.len().saturating_sub(view.fit));
    model.chats.scroll = from;
    if model.pane == Pane::List {
        step(model, |row, _| row.clamp(from, from + view.fit - 1));
    }
}

/// Opens the neighbour of the open chat in the list.
pub(super) fn open_neighbour(model: &mut Model, down: bool) -> Vec<Effect> {
    model.chats.selected = model.chats.open.or(model.chats.selected);
    step(model, |row, _| if down { row + 1 } else { row.saturating_sub(1) });
    model.chats.selected.map(|id| timeline::open(model, id)).unwrap_or_default()
}

/// Opens the next chat in the list that has something unread.
pub(super) fn open_unread(model: &mut Model) -> Vec<Effect> {
    // The one under the cursor is the next, as long as it is not where one is.
    let from = model.chats.selected_row().unwrap_or(0);
    let unread = |c: &&Conversation| is_awaited(c) && Some(c.id) != model.chats.open;
    let below = model.chats.iter().skip(from).find(unread);
    let Some(next) = below.or_else(|| model.chats.iter().find(unread)).map(|c| c.id) else {
        notify(model, model.settings.lang.say(Word::PlainNoUnread).to_owned());
        return Vec::new();
    };
    timeline::open(model, next)
}

/// Asks whether to leave the conversation that the cursor or the reader is in.
pub(super) fn ask_leave(model: &mut Model) {
    let Some(meant) = members::meant(model) else { return };
    if meant.peer.is_some() {
        let settings = &model.settings;
        let key = settings.keymap.key_of(Action::Mute);
        return notify(model, settings.lang.fill(Word::NotToBeLeft, &[&key]));
    }
    model.overlay = Some(Overlay::Confirm(Question::Leave(meant.id)));
}

/// The user is in a conversation that is new to them.
pub(super) fn added(model: &mut Model, mut fresh: Conversation) {
    let known = model.chats.get(fresh.id);
    let text = model.settings.lang.fill(Word::AddedTo, &[&fresh.title]);
    let knew = known.map(|known| known.read_seq);
    let is_news = knew.is_none();
    fresh.reads(knew.unwrap_or(0));
    model.wishes.lay_over(&mut fresh, knew);
    model.chats.put(fresh);
    if is_news {
        notify(model, text);
    }
}

/// The user is no longer in a conversation.
pub(super) fn gone(model: &mut Model, id: ConversationId) {
    let lang = model.settings.lang;
    let Some(removed) = model.chats.remove(id) else { return };
    model.timelines.remove(&id);
    model.sync.forget(id);
    model.outbox.refuse_all(id, lang.say(Word::NotFound));
    edits::refuse_strays(model);
    // Nothing can be done there any more.
    if model.overlay.as_ref().is_some_and(|overlay| overlay.is_about(id)) {
        model.overlay = None;
    }
    if model.chats.open.is_none() {
        model.pane = Pane::List;
    }
    // What was written there is in no list any more.
    let said = leftovers::told(model, id, lang.fill(Word::RemovedFrom, &[&removed.title]));
    notify(model, said);
}

/// Keeps what was read without a connection, and tells it.
pub(super) fn tell_read(model: &Model, fresh: &mut Conversation) -> Option<Effect> {
    let seq = model.chats.get(fresh.id)?.read_seq;
    if seq <= fresh.read_seq {
        return None;
    }
    fresh.reads(seq.min(fresh.last_seq));
    Some(Effect::Say(ClientCommand::Read {
        conversation_id: fresh.id,
        seq: fresh.read_seq,
        request_id: None,
    }))
}

/// Messages to conversations that are gone cannot be sent, nor others in them changed.
pub(super) fn refuse_strays(model: &mut Model) {
    let ids: Vec<ConversationId> = model.outbox.iter().map(|pending| pending.conversation_id).collect();
    let lang = model.settings.lang;
    let mut strays = 0;
    for id in ids.into_iter().filter(|id| model.chats.get(*id).is_none()) {
        strays += model.outbox.refuse_all(id, lang.say(Word::NotFound));
    }
    let unchanged =
        edits::refuse_strays(model).then(|| lang.fill(Word::NotChanged, &[&lang.say(Word::NotFound)]));
    let unsent = (strays > 0).then(|| lang.count(Count::Strays, strays));
    if let Some(said) = unsent.or(unchanged) {
        let said = leftovers::pointed_at(model, &said);
        notify(model, said);
    }
    if model.chats.open.is_none() {
        model.pane = Pane::List;
    }
}
