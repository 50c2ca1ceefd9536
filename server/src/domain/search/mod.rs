//! Looking for messages: what is written is understood as a query, a text answers it or not, and a part of the text shows
//! why. Whatever finds candidates only has to miss none: each is looked at here again.

mod snippet;
mod terms;
mod word;

use jiff::{civil::Date, tz::TimeZone};
use protocol::{
    MessageId, Timestamp,
    limits::{SEARCH_CHARS, SEARCH_WORDS},
    words::{fold, parts, split},
};

pub use self::{
    snippet::snippet,
    terms::{Term, author, of_message, of_word, place},
    word::Word,
};
use crate::error::{Error, Result};

/// Milliseconds take the 42 bits before them until the year 2109.
const KEY_BITS: u32 = 21;

/// A number for each message that grows with its time: the order in which messages are found. Two of the same millisecond
/// differ by their ids, hardly ever not at all.
pub fn key(created_at: Timestamp, id: MessageId) -> i64 {
    let tail = id.uuid().as_u128() & ((1 << KEY_BITS) - 1);
    first_key(created_at) | i64::try_from(tail).unwrap_or(0)
}

/// No key of this time or later is smaller.
pub fn first_key(time: Timestamp) -> i64 {
    time.millis().clamp(0, i64::MAX >> KEY_BITS) << KEY_BITS
}

/// What is looked for. Everything in it must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The message says them.
    pub words: Vec<Word>,
    /// Its author is the caller.
    pub mine: bool,
    /// What words of its author's name begin with.
    pub from: Vec<String>,
    /// The words of a title each: the message is where one of them is.
    pub within: Vec<Vec<String>>,
    /// It is older.
    pub before: Option<Timestamp>,
    /// It is not older.
    pub after: Option<Timestamp>,
}

impl Query {
    /// Reads what somebody has written. Nothing in it is an operator but the four filters and `*` after a word.
    pub fn parse(written: &str) -> Result<Self> {
        if written.chars().count() > SEARCH_CHARS {
            return Err(Error::Malformed("That is too long to look for".into()));
        }
        let mut query = Self::default();
        for part in parts(written) {
            query.take(&part)?;
        }
        if let Some(last) = query.words.last_mut() {
            last.may_go_on();
        }
        Ok(query)
    }

    /// Nothing is looked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a text has all the words.
    pub fn is_answered_by(&self, text: &str) -> bool {
        word::all_in(&self.words, text)
    }

    /// Whether somebody of this name may be the author.
    pub fn is_about(&self, name: &str) -> bool {
        begin_words_of(&self.from, name)
    }

    /// Whether something of this title may be where it is.
    pub fn is_within(&self, title: &str) -> bool {
        self.within.is_empty() || self.within.iter().any(|words| begin_words_of(words, title))
    }

    fn take(&mut self, part: &str) -> Result<()> {
        let (name, value) = part.split_once(':').unwrap_or(("", part));
        match (name, value) {
            // Its value is still being written.
            ("from" | "in" | "before" | "after", "") => {}
            ("from", "me") => self.mine = true,
            ("from", name) => self.from.extend(split(&fold(name)).map(str::to_owned)),
            ("in", title) => {
                let words: Vec<_> = split(&fold(title)).map(str::to_owned).collect();
                self.within.extend(Some(words).filter(|words| !words.is_empty()));
            }
            ("before", day) => self.before = Some(start_of(day)?),
            ("after", day) => self.after = Some(start_of(day)?),
            _ => {
                let room = SEARCH_WORDS.saturating_sub(self.words.len());
                self.words.extend(Word::each(part).take(room));
            }
        }
        Ok(())
    }
}

fn start_of(day: &str) -> Result<Timestamp> {
    let day = day.parse::<Date>().and_then(|day| day.to_zoned(TimeZone::UTC));
    let day = day.map_err(|_| Error::Malformed("Write a day as 2026-01-31".into()))?;
    Ok(Timestamp::from_millis(day.timestamp().as_millisecond()))
}

fn begin_words_of(wanted: &[String], name: &str) -> bool {
    let name = fold(name);
    wanted.iter().all(|wanted| split(&name).any(|word| word.starts_with(wanted.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_found(query: &str, text: &str) -> bool {
        Query::parse(query).unwrap().is_answered_by(text)
    }

    #[test]
    fn a_word_is_found_in_all_its_forms_in_both_languages() {
        for (query, text) in [
            ("встречи", "Первая Встреча в пять"),
            ("ёлка", "под елками"),
            ("ЕЛКУ", "Ёлка!"),
            ("meetings five", "we meet at Five"),
            ("happy", "happier"),
        ] {
            let both = (is_found(query, text), is_found(text.split(' ').next().unwrap(), text));
            assert!(both.0 || query == "happy", "{query}: {text}");
            assert!(both.1, "{text}");
        }
        assert!(!is_found("run now", "runway now"), "another word");
        assert!(!is_found("встреча сегодня", "встреча завтра"), "all of them");
    }

    #[test]
    fn the_last_word_may_go_on_and_one_with_a_star() {
        assert!(is_found("runni", "running"));
        assert!(is_found("runni* to", "running towards"));
        assert!(!is_found("runni to", "running towards"));
        assert!(!is_found("r", "running"), "one letter is a word");
        assert!(is_found("я", "это я"));
    }

    #[test]
    fn filters_are_read_with_quotes_and_nothing_else_is_one() {
        let query =
            Query::parse("отчёт from:\"Анна Б\" in:Общий before:2026-02-01 after:2026-01-01 from:").unwrap();
        assert_eq!((query.words.len(), query.from.clone()), (1, vec!["анна".to_owned(), "б".to_owned()]));
        assert!(query.is_about("Белова Анна") && !query.is_about("Анна") && !query.mine);
        assert!(query.is_within("общий чат") && !query.is_within("Другой"));
        assert_eq!(query.before.unwrap().to_string(), "2026-02-01T00:00:00.000Z");
        assert_eq!(query.after.unwrap().to_string(), "2026-01-01T00:00:00.000Z");
        assert!(Query::parse("from:me").unwrap().mine);
        assert!(Query::parse("before:soon").is_err());
        let plain = Query::parse("https://a.example NEAR(b, 5) -c").unwrap();
        assert_eq!(plain.words.len(), 7, "{plain:?}");
    }

    #[test]
    fn e4_hostile_queries_are_few_words_or_none_or_refused() {
        for empty in ["%%%%%", "\"", "\"\"\" ' * : () \\", "   ", "from: in:"] {
            assert!(Query::parse(empty).unwrap().is_empty(), "{empty}");
        }
        let many = Query::parse(&"a* OR b* ".repeat(22)).unwrap();
        assert!(many.words.len() <= SEARCH_WORDS);
        assert!(Query::parse(&"a* OR b* ".repeat(500)).is_err());
        assert!(Query::parse(&"x".repeat(10_000)).is_err());
    }
}
