//! One message under the cursor, and what can be done with it.

use protocol::{ConversationId, Member};

use super::{amend, explain, forward, jump, menu, notify, refused, signs, wishes};
use crate::{
    effect::{Effect, Request},
    keymap::Action,
    layout::{open_scene, places, reveal},
    message::Failure,
    model::{EntryKey, Model, Overlay, Page, Pane, PendingState, Question, Readers},
    text::{links, one_line, truncate},
    words::Word,
};

/// Columns of a chat's title in a notice.
const TITLE: usize = 40;

/// Puts the cursor on the newest message that is on the screen.
pub(super) fn pick(model: &mut Model) {
    let shown = places(model).into_iter().rev().find_map(|place| match place.row.at {
        at if at.row >= 0 && can_be_picked(model, at.key) => Some(at.key),
        _ => None,
    });
    model.picked = shown;
}

/// Puts it on the message at a row of the screen.
pub(super) fn pick_at(model: &mut Model, row: u16) {
    let place = places(model).into_iter().find(|place| place.y == row && place.row.at.row >= 0);
    model.picked = place.map(|place| place.row.at.key).filter(|key| can_be_picked(model, *key));
    model.pane = Pane::Chat;
}

/// Something can be done with it: with one that is on its way only waiting can.
fn can_be_picked(model: &Model, key: EntryKey) -> bool {
    match key {
        EntryKey::Message(_) => true,
        EntryKey::Pending(id) => {
            model.outbox.get(id).is_some_and(|pending| matches!(pending.state, PendingState::Refused(_)))
        }
    }
}

/// Keys of a message.
pub(super) fn act(model: &mut Model, key: EntryKey, action: Action) -> Vec<Effect> {
    match action {
        Action::Up | Action::Down | Action::First | Action::Last => step(model, key, action),
        Action::CopyText => return text(model, key).map(|text| copy(model, text)).unwrap_or_default(),
        Action::Menu => menu::open(model, key),
        Action::Retry => refused::retry(model),
        Action::EditRefused => return refused::edit(model),
        Action::Discard => refused::discard(model),
        Action::Close => model.picked = None,
        _ => match key {
            EntryKey::Message(seq) => return act_on_stored(model, seq, action),
            EntryKey::Pending(_) => return act_on_pending(model, key, action),
        },
    }
    Vec::new()
}

fn act_on_stored(model: &mut Model, seq: i64, action: Action) -> Vec<Effect> {
    let Some(id) = model.chats.open else { return Vec::new() };
    match action {
        Action::Reply => amend::reply(model, id, seq),
        Action::Forward => forward::ask(model, id, seq),
        Action::ChangeMessage => amend::change(model, id, seq),
        Action::DeleteMessage => ask_delete(model, id, seq),
        Action::React => signs::open(model, seq),
        Action::GoToQuoted => return go_to_quoted(model, id, seq),
        Action::OpenLink => return open_link(model, seq),
        Action::WhoRead => return who_read(model, id, seq),
        Action::MarkUnread => mark_unread(model, id, seq),
        _ => model.picked = None,
    }
    Vec::new()
}

/// One that the server does not have.
fn act_on_pending(model: &mut Model, key: EntryKey, action: Action) -> Vec<Effect> {
    match action {
        Action::ChangeMessage if model.can_do(key, action) => return refused::edit(model),
        Action::DeleteMessage if model.can_do(key, action) => refused::discard(model),
        _ => notify(model, model.settings.lang.say(Word::NotSentYet).to_owned()),
    }
    Vec::new()
}

/// Copies a text and says so.
pub(super) fn copy(model: &mut Model, text: String) -> Vec<Effect> {
    let said = model.settings.lang.say(Word::Copied);
    notify(model, format!("{said}: {}", truncate(&one_line(&text), TITLE)));
    vec![Effect::Copy(text)]
}

fn text(model: &Model, key: EntryKey) -> Option<String> {
    match key {
        EntryKey::Message(seq) => {
            let message = model.timeline()?.messages.get(&seq)?;
            Some(model.deeds.edits.text_of(message.id).unwrap_or(&message.text).to_owned())
        }
        EntryKey::Pending(id) => model.outbox.get(id).map(|pending| pending.said().to_owned()),
    }
}

fn step(model: &mut Model, key: EntryKey, action: Action) {
    let Some((scene, _)) = open_scene(model) else { return };
    let up = matches!(action, Action::Up | Action::Last);
    let beside = |key: &EntryKey| if up { scene.before(*key) } else { scene.after(*key) };
    let first = match action {
        Action::Up | Action::Down => beside(&key),
        Action::First => scene.first(),
        _ => scene.last(),
    };
    let next = std::iter::successors(first, beside).find(|key| can_be_picked(model, *key));
    // Below the newest is the composer.
    model.picked = if action == Action::Up { next.or(Some(key)) } else { next };
    let Some(scroll) = next.and_then(|next| reveal(model, next)) else { return };
    if let Some(timeline) = model.timeline_mut() {
        timeline.scroll = scroll;
    }
}

/// Asks whether to take a message back; who may is the server's business.
fn ask_delete(model: &mut Model, id: ConversationId, seq: i64) {
    let Some(message) = model.timeline().and_then(|timeline| timeline.messages.get(&seq)) else { return };
    if message.deleted {
        return notify(model, model.settings.lang.say(Word::IsDeleted).to_owned());
    }
    model.overlay = Some(Overlay::Confirm(Question::Delete(id, message.id)));
}

/// Goes to what a message answers; one comes back as from any other jump.
fn go_to_quoted(model: &mut Model, id: ConversationId, seq: i64) -> Vec<Effect> {
    let Some(quoted) = quoted_by(model, seq) else {
        notify(model, model.settings.lang.say(Word::NoQuoted).to_owned());
        return Vec::new();
    };
    jump::to(model, id, quoted)
}

/// The place of what a message answers.
fn quoted_by(model: &Model, seq: i64) -> Option<i64> {
    let messages = &model.timeline()?.messages;
    let message = messages.get(&seq)?;
    let answered = message.reply_to?;
    let held = || messages.values().rev().find(|held| held.id == answered).map(|held| held.seq);
    message.quote.as_ref().map(|quote| quote.seq).or_else(held)
}

fn open_link(model: &mut Model, seq: i64) -> Vec<Effect> {
    let mut links = text(model, EntryKey::Message(seq)).map(|text| links(&text)).unwrap_or_default();
    match links.len() {
        0 => notify(model, model.settings.lang.say(Word::NoLink).to_owned()),
        1 => return links.pop().map(Effect::OpenAddress).into_iter().collect(),
        _ => menu::open_links(model, links),
    }
    Vec::new()
}

fn who_read(model: &mut Model, conversation: ConversationId, seq: i64) -> Vec<Effect> {
    let Some(kind) = model.chats.get(conversation).map(|c| c.kind) else { return Vec::new() };
    model.overlay = Some(Overlay::Readers(Readers { conversation, seq, names: None, scroll: 0 }));
    vec![Effect::Ask(Request::Members(conversation, kind))]
}

/// Who is in a conversation has become known.
pub(super) fn members(model: &mut Model, id: ConversationId, answer: Result<Vec<Member>, Failure>) {
    let lang = model.settings.lang;
    let Some(Overlay::Readers(readers)) = &model.overlay else { return };
    if readers.conversation != id {
        return;
    }
    let author = model.timelines.get(&id).and_then(|t| t.messages.get(&readers.seq)).map(|m| m.sender_id);
    let seq = readers.seq;
    let names = answer.map_err(|failure| explain(lang, &failure)).map(|members| {
        let others = members.into_iter().filter(|member| Some(member.id) != author);
        let known = others.filter_map(|member| Some((member.read_seq? >= seq, one_line(&member.name))));
        let (read, unread): (Vec<_>, Vec<_>) = known.partition(|(read, _)| *read);
        [read, unread].map(|all| all.into_iter().map(|(_, name)| name).collect())
    });
    if let Some(Overlay::Readers(readers)) = &mut model.overlay {
        readers.names = Some(names);
    }
}

/// The divider goes above it, and the chat looks unread until it is opened again.
fn mark_unread(model: &mut Model, id: ConversationId, seq: i64) {
    wishes::mark(model, id, true);
    if let Some(timeline) = model.timeline_mut() {
        (timeline.divider, timeline.marked) = (Some(seq - 1), Some(seq - 1));
    }
    model.picked = None;
    model.pane = Pane::List;
}

/// A message that is there no more is not under the cursor; one that is being loaded will be.
pub(super) fn settle(model: &mut Model) {
    let there = |key: &EntryKey| match key {
        EntryKey::Message(seq) => model
            .timeline()
            .is_some_and(|t| t.messages.contains_key(seq) || matches!(t.loading, Some(Page::Around(_)))),
        EntryKey::Pending(id) => {
            model.outbox.get(*id).is_some_and(|pending| Some(pending.conversation_id) == model.chats.open)
        }
    };
    model.picked = model.picked.filter(there).filter(|_| model.pane == Pane::Chat);
}
