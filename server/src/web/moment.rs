//! A point in time as a page shows it, in the reader's zone as far as their browser has told it.

use protocol::Timestamp;
use serde::Serialize;

use super::{
    language::Language,
    words::{fill, say},
};

const MINUTE_MS: i64 = 60_000;
/// No zone on Earth is further from UTC.
const OFFSET_MAX: i64 = 14 * 60;

/// How the reader tells time.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Their language.
    pub language: Language,
    /// Minutes that their clock is ahead of UTC; `None` when their browser has not said.
    pub offset: Option<i64>,
    /// The time now.
    pub now: Timestamp,
}

/// A point in time, in the forms that pages need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Moment {
    /// For machines: RFC 3339.
    pub iso: String,
    /// `12:04`
    pub clock: String,
    /// `Today`, `Yesterday` or the date.
    pub day: String,
    /// The clock today, else the date: for lists.
    pub short: String,
    /// Date, clock and zone.
    pub full: String,
}

impl Reader {
    /// An offset as a cookie tells it, when it can be one.
    pub fn parse_offset(cookie: &str) -> Option<i64> {
        cookie.parse().ok().filter(|minutes: &i64| minutes.abs() <= OFFSET_MAX)
    }

    /// How this reader sees a point in time.
    pub fn sees(&self, at: Timestamp) -> Moment {
        let local = self.civil(at);
        let (day, today) = (local.date(), self.civil(self.now).date());
        let clock = local.strftime("%H:%M").to_string();
        let date = self.date(local, today);
        let named = match day.until(today).map_or(i32::MAX, |span| span.get_days()) {
            0 => say(self.language, "day.today"),
            1 => say(self.language, "day.yesterday"),
            _ => date.clone(),
        };
        let short = if day == today { clock.clone() } else { local.strftime("%d.%m.%y").to_string() };
        Moment { iso: at.to_string(), full: self.full(local, &clock), day: named, short, clock }
    }

    /// The reader's day that a point in time falls on, as a number.
    pub fn day_of(&self, at: Timestamp) -> i64 {
        (at.millis() + self.offset.unwrap_or(0) * MINUTE_MS).div_euclid(24 * 60 * MINUTE_MS)
    }

    fn civil(&self, at: Timestamp) -> jiff::civil::DateTime {
        let millis = at.millis().saturating_add(self.offset.unwrap_or(0) * MINUTE_MS);
        let local = jiff::Timestamp::from_millisecond(millis).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        local.to_zoned(jiff::tz::TimeZone::UTC).datetime()
    }

    fn date(&self, local: jiff::civil::DateTime, today: jiff::civil::Date) -> String {
        let key = if local.year() == today.year() { "day.date" } else { "day.date_year" };
        self.fill_date(key, local, "")
    }

    fn full(&self, local: jiff::civil::DateTime, clock: &str) -> String {
        self.fill_date("day.full", local, clock)
    }

    fn fill_date(&self, key: &str, local: jiff::civil::DateTime, clock: &str) -> String {
        let month = say(self.language, &format!("month.{}", local.month()));
        let (day, year) = (local.day().to_string(), local.year().to_string());
        let zone = if self.offset.is_some() { "" } else { "UTC" };
        let values =
            [("day", day.as_str()), ("month", &month), ("year", &year), ("clock", clock), ("zone", zone)];
        fill(&say(self.language, key), &values).trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * MINUTE_MS;
    /// 2025-12-31T23:59:59.007Z
    const AT: i64 = 1_767_225_599_007;

    fn reader(language: Language, offset: Option<i64>, now: i64) -> Reader {
        Reader { language, offset, now: Timestamp::from_millis(now) }
    }

    #[test]
    fn a_day_has_a_name_while_it_is_near() {
        let at = Timestamp::from_millis(AT);
        let day = |now| reader(Language::En, None, now).sees(at).day;
        assert_eq!(day(AT), "Today");
        assert_eq!(day(AT + 2 * HOUR), "Yesterday");
        assert_eq!(day(AT + 48 * HOUR), "31 December 2025");
        assert_eq!(day(AT - 48 * HOUR), "31 December");
    }

    #[test]
    fn the_readers_clock_decides_when_it_is_known() {
        let moment = reader(Language::Ru, Some(180), AT).sees(Timestamp::from_millis(AT));
        assert_eq!(moment.clock, "02:59");
        assert_eq!(moment.full, "1 января 2026 г., 02:59");
        let moment = reader(Language::En, None, AT).sees(Timestamp::from_millis(AT));
        assert_eq!(moment.full, "31 December 2025, 23:59 UTC");
        assert_eq!(moment.iso, "2025-12-31T23:59:59.007Z");
    }

    #[test]
    fn an_offset_that_cannot_be_is_no_offset() {
        assert_eq!(Reader::parse_offset("-210"), Some(-210));
        assert_eq!(Reader::parse_offset("9999999"), None);
        assert_eq!(Reader::parse_offset("x"), None);
    }
}
