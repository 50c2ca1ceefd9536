//! Times and days, as people say them.

use jiff::{Zoned, civil::Date};
use protocol::{Conversation, Presence, Timestamp};

use crate::{
    model::{Link, Model, Settings},
    words::Word,
};

fn zoned(settings: &Settings, time: Timestamp) -> Zoned {
    let time = jiff::Timestamp::from_millisecond(time.millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    time.to_zoned(settings.zone.clone())
}

/// `15:04`.
pub fn time_of_day(model: &Model, time: Timestamp) -> String {
    zoned(&model.settings, time).strftime("%H:%M").to_string()
}

/// Minutes since midnight, now.
pub fn minute_of_day(model: &Model) -> u16 {
    let now = zoned(&model.settings, model.now);
    u16::from(now.hour().unsigned_abs()) * 60 + u16::from(now.minute().unsigned_abs())
}

/// The day, where the user is.
pub(super) fn day(model: &Model, time: Timestamp) -> Date {
    zoned(&model.settings, time).date()
}

/// `Today`, `3 March`, `3 March 2024`.
pub fn day_name(model: &Model, time: Timestamp) -> String {
    let lang = model.settings.lang;
    match nearness(model, time) {
        Near::Today => lang.say(Word::Today).to_owned(),
        Near::Yesterday => lang.say(Word::Yesterday).to_owned(),
        Near::Far => date_name(model, time),
    }
}

/// How far back a day is, as people count.
enum Near {
    Today,
    Yesterday,
    Far,
}

fn nearness(model: &Model, time: Timestamp) -> Near {
    let (date, today) = (day(model, time), day(model, model.now));
    if date == today {
        Near::Today
    } else if date.tomorrow().is_ok_and(|next| next == today) {
        Near::Yesterday
    } else {
        Near::Far
    }
}

fn date_name(model: &Model, time: Timestamp) -> String {
    let (date, today) = (day(model, time), day(model, model.now));
    let month = model.settings.lang.month(usize::try_from(date.month()).unwrap_or(1));
    let year = if date.year() == today.year() { String::new() } else { format!(" {}", date.year()) };
    format!("{} {month}{year}", date.day())
}

/// For a list: the time when it was today, else the date.
pub fn short_time(model: &Model, time: Timestamp) -> String {
    let (date, today) = (day(model, time), day(model, model.now));
    if date == today {
        time_of_day(model, time)
    } else if date.year() == today.year() {
        date.strftime("%d.%m").to_string()
    } else {
        date.strftime("%d.%m.%y").to_string()
    }
}

/// What is known of the other person in a personal chat, while there is a connection to know it by.
fn presence(model: &Model, conversation: &Conversation) -> Option<Presence> {
    conversation.presence.filter(|_| model.link == Link::Online)
}

/// The other person is here.
pub fn is_here(model: &Model, conversation: &Conversation) -> bool {
    presence(model, conversation).is_some_and(|presence| presence.online)
}

/// Whether the other person is here, or when they were; nothing when that is not told.
pub fn last_seen(model: &Model, conversation: &Conversation) -> Option<String> {
    let lang = model.settings.lang;
    let presence = presence(model, conversation)?;
    if presence.online {
        return Some(lang.say(Word::IsHere).to_owned());
    }
    let at = presence.last_seen_at?;
    Some(match nearness(model, at) {
        Near::Today => lang.fill(Word::SeenToday, &[&time_of_day(model, at)]),
        Near::Yesterday => lang.say(Word::SeenYesterday).to_owned(),
        Near::Far => lang.fill(Word::SeenOn, &[&date_name(model, at)]),
    })
}
