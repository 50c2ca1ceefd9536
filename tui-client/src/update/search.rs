//! Finding messages: what is written is understood as a query, asked of what is kept here, and the hits are gone to.

use jiff::{civil::Date, tz::TimeZone};
use protocol::{ConversationId, Found, Message, Timestamp, words::parts};

use super::{jump, notify, wishes};
use crate::{
    effect::{Effect, Recall, Request},
    message::Failure,
    model::{Editor, Hit, Link, Model, Origin, Overlay, Picker, Query, Search},
    text::{fold, one_line, sanitise},
    words::Word,
};

/// Characters of a title that are written into it: the rest of a long one would leave no room for words.
const NAME_CHARS: usize = 50;

/// Opens the dialog where it was left: the next hit is one key away, and a letter begins anew.
pub(super) fn open(model: &mut Model) {
    let mut search = model.searched.take().unwrap_or_default();
    search.again = !search.picker.query.is_empty();
    if search.again {
        search.picker.due = Some(model.now);
    }
    model.overlay = Some(Overlay::Search(search));
}

/// Opens the dialog for the chat where one is, in which only the words are missing.
pub(super) fn open_here(model: &mut Model) {
    let Some(chat) = wishes::meant(model).and_then(|id| model.chats.get(id)) else { return open(model) };
    // Quotes hold it together, so it has none itself; what they parted stays apart.
    let parts: Vec<&str> = chat.title.split(['"', ' ']).filter(|part| !part.is_empty()).collect();
    let name: String = parts.join(" ").chars().take(NAME_CHARS).collect();
    let mut search = Search::default();
    search.picker.query = Editor::with(&format!("in:\"{name}\" "));
    search.place = Some((chat.id, name));
    model.overlay = Some(Overlay::Search(Box::new(search)));
}

/// The dialog, if it is open, is left.
pub(super) fn leave(model: &mut Model) {
    model.overlay = match model.overlay.take() {
        Some(Overlay::Search(search)) => {
            model.searched = Some(search);
            None
        }
        other => other,
    };
}

/// The first key of a dialog that was opened again: what is written from before goes, or is taken up.
pub(super) fn begin(model: &mut Model, anew: bool) {
    let Some(Overlay::Search(search)) = &mut model.overlay else { return };
    if std::mem::take(&mut search.again) && anew {
        search.picker.query = Editor::default();
        search.place = None;
    }
}

/// Asks for what is written, when its time has come.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(Overlay::Search(search)) = &mut model.overlay else { return Vec::new() };
    let Some(written) = search.picker.take_query(now) else { return Vec::new() };
    let place = search.place.clone();
    let query = understand(model, &written, place.as_ref());
    let only = place.map(|(id, _)| id).filter(|id| query.within.as_deref() == Some(&[*id]));
    let server = model.link == Link::Online;
    let Some(Overlay::Search(search)) = &mut model.overlay else { return Vec::new() };
    search.ask(query.clone(), server);
    if query.is_empty() {
        search.picker = Picker { query: search.picker.query.clone(), ..Picker::default() };
        return Vec::new();
    }
    let there = server.then_some(Effect::Ask(Request::Messages(written, only)));
    [Effect::Recall(Recall::Search(query))].into_iter().chain(there).collect()
}

/// What was found here.
pub(super) fn found(model: &mut Model, query: &Query, found: Result<Vec<Message>, String>) {
    let title = |id| model.chats.get(id).map(|c| c.title.clone()).unwrap_or_default();
    let hit = |message: Message| Hit {
        title: title(message.conversation_id),
        conversation_id: message.conversation_id,
        seq: message.seq,
        sender_name: message.sender_name,
        created_at: message.created_at,
        text: message.text,
    };
    let hits = found.map(|messages| messages.into_iter().map(hit).collect());
    let Some(Overlay::Search(search)) = &mut model.overlay else { return };
    match hits {
        Ok(hits) => search.answer(&query.written, Origin::Here, hits),
        Err(why) => search.picker.error = Some(why),
    }
}

/// What the server has found. If it could not, what was found here is all.
pub(super) fn answered(model: &mut Model, written: &str, answer: Result<Found, Failure>) {
    let found = answer.map(|found| found.hits).unwrap_or_default().into_iter();
    let hits = found.map(|hit| Hit {
        conversation_id: hit.conversation_id,
        title: one_line(&hit.title),
        seq: hit.seq,
        sender_name: one_line(&hit.sender_name),
        created_at: hit.created_at,
        text: sanitise(&hit.snippet),
    });
    if let Some(Overlay::Search(search)) = &mut model.overlay {
        search.answer(written, Origin::There, hits.collect());
    }
}

/// Goes to the hit under the cursor.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(Overlay::Search(search)) = &mut model.overlay else { return Vec::new() };
    let Some(hit) = search.picker.chosen().map(|hit| (hit.conversation_id, hit.seq)) else {
        search.picker.due = Some(now);
        return Vec::new();
    };
    leave(model);
    if model.chats.get(hit.0).is_none() {
        notify(model, model.settings.lang.say(Word::NotFound).to_owned());
        return Vec::new();
    }
    jump::to(model, hit.0, hit.1)
}

/// `from:`, `in:`, `before:` and `after:` narrow it down; all else is words. Quotes hold together what has spaces.
fn understand(model: &Model, written: &str, place: Option<&(ConversationId, String)>) -> Query {
    let mut query = Query { written: written.to_owned(), ..Query::default() };
    for part in parts(written) {
        let (name, value) = part.split_once(':').unwrap_or(("", &part));
        match (name, value) {
            ("in", title) if place.is_some_and(|(_, name)| name == title) => {
                query.within.get_or_insert_default().extend(place.map(|(id, _)| *id));
            }
            // Its value is still being written.
            ("from" | "in" | "before" | "after", "") => {}
            ("from", "me") => query.from.extend(model.me.iter().flat_map(|me| words(&me.name))),
            ("from", name) => query.from.extend(words(name)),
            ("in", title) => {
                query.within.get_or_insert_default().extend(titled(model, title));
            }
            ("before", day) => query.before = start_of(&model.settings.zone, day).or(query.before),
            ("after", day) => query.after = start_of(&model.settings.zone, day).or(query.after),
            _ => query.words.extend(words(&part)),
        }
    }
    query
}

fn words(text: &str) -> Vec<String> {
    protocol::words::split(text).map(str::to_owned).collect()
}

/// The conversations in whose title all these words begin words.
fn titled(model: &Model, title: &str) -> Vec<ConversationId> {
    let wanted = words(&fold(title));
    let has_them = |title: &str| {
        let there = words(&fold(title));
        wanted.iter().all(|word| there.iter().any(|other| other.starts_with(word)))
    };
    model.chats.iter().filter(|c| has_them(&c.title)).map(|c| c.id).collect()
}

/// The beginning of a day, where the user is.
fn start_of(zone: &TimeZone, day: &str) -> Option<Timestamp> {
    let day: Date = day.parse().ok()?;
    let start = day.to_zoned(zone.clone()).ok()?;
    Some(Timestamp::from_millis(start.timestamp().as_millisecond()))
}
