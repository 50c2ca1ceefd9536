//! Times and days, as people say them.

use jiff::{Zoned, civil::Date};
use protocol::Timestamp;

use crate::{
    model::{Model, Settings},
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

/// The day, where the user is.
pub(super) fn day(model: &Model, time: Timestamp) -> Date {
    zoned(&model.settings, time).date()
}

/// `Today`, `3 March`, `3 March 2024`.
pub fn day_name(model: &Model, time: Timestamp) -> String {
    let lang = model.settings.lang;
    let (date, today) = (day(model, time), day(model, model.now));
    if date == today {
        return lang.say(Word::Today).to_owned();
    }
    if date.tomorrow().is_ok_and(|next| next == today) {
        return lang.say(Word::Yesterday).to_owned();
    }
    let month = lang.month(usize::try_from(date.month()).unwrap_or(1));
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
