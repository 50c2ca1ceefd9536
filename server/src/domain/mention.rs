//! Calling somebody by name: `@Name` in a text, where a member bears that name, and `@all`.

use std::collections::HashMap;

use protocol::{Mention, Span, UserId, limits::MENTIONS};

use crate::error::{Error, Result};

/// The words for everybody.
const EVERYBODY: [&str; 3] = ["all", "everyone", "все"];

/// Those who can be called in a conversation.
#[derive(Debug, Default)]
pub struct Callable {
    /// By the first letter, folded; longer names first.
    names: HashMap<char, Vec<Called>>,
}

/// A folded name, and who bears it; nobody in particular: everybody.
type Called = (Vec<char>, Option<UserId>);

/// A text calls nobody unless this is in it.
pub fn may_call(text: &str) -> bool {
    text.contains('@')
}

impl Callable {
    /// These people, by these names; and everybody at once, if the caller may.
    pub fn new(people: impl IntoIterator<Item = (UserId, String)>, everybody: bool) -> Self {
        let mut names: HashMap<char, Vec<Called>> = HashMap::new();
        let words = EVERYBODY.iter().filter(|_| everybody).map(|&word| (None, word.to_owned()));
        for (who, name) in people.into_iter().map(|(id, name)| (Some(id), name)).chain(words) {
            let name: Vec<char> = fold(&name).collect();
            if let Some(&first) = name.first() {
                names.entry(first).or_default().push((name, who));
            }
        }
        for alike in names.values_mut() {
            alike.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { names }
    }

    /// Who is called where. A name that several bear calls all of them.
    pub fn find(&self, text: &str) -> Result<Vec<Mention>> {
        let text: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < text.len() {
            let begins = text[at] == '@' && (at == 0 || !text[at - 1].is_alphanumeric());
            let (length, who) = if begins { self.longest(&text[at + 1..]) } else { (0, Vec::new()) };
            let span = Span { start: narrow(at), length: narrow(length + 1) };
            found.extend(who.into_iter().map(|user_id| Mention { user_id, span }));
            if found.len() > MENTIONS {
                return Err(Error::invalid(
                    "text",
                    "too_many_mentions",
                    "Too many people are called by name",
                ));
            }
            at += length + 1;
        }
        Ok(found)
    }

    /// The longest name that the text begins with, and who bears it.
    fn longest(&self, text: &[char]) -> (usize, Vec<Option<UserId>>) {
        let first = text.first().and_then(|c| c.to_lowercase().next());
        let alike = first.and_then(|first| self.names.get(&first));
        let mut best = (0, Vec::new());
        for (name, who) in alike.into_iter().flatten() {
            match begins_with(text, name) {
                Some(length) if length > best.0 => best = (length, vec![*who]),
                Some(length) if length == best.0 => best.1.push(*who),
                _ => {}
            }
        }
        best
    }
}

fn fold(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().flat_map(char::to_lowercase)
}

/// How many characters of the text are the (folded) name, if it begins with it and the word ends there.
fn begins_with(text: &[char], name: &[char]) -> Option<usize> {
    let mut rest = name;
    for (at, c) in text.iter().enumerate() {
        if rest.is_empty() {
            return (!c.is_alphanumeric()).then_some(at);
        }
        for folded in c.to_lowercase() {
            rest = rest.strip_prefix(&[folded])?;
        }
    }
    rest.is_empty().then_some(text.len())
}

/// A message has at most a few thousand characters.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id(n: u128) -> UserId {
        Uuid::from_u128(n).into()
    }

    fn found(text: &str, everybody: bool) -> Vec<(Option<UserId>, u32, u32)> {
        let people = [(1, "Анна"), (2, "Анна Белова"), (3, "Bob"), (4, "bob")];
        let people = people.map(|(n, name)| (id(n), name.to_owned()));
        let found = Callable::new(people, everybody).find(text).unwrap();
        found.into_iter().map(|mention| (mention.user_id, mention.span.start, mention.span.length)).collect()
    }

    #[test]
    fn the_longest_name_is_meant_whatever_its_case() {
        assert_eq!(found("@анна белова, привет", false), [(Some(id(2)), 0, 12)]);
        assert_eq!(found("привет, @АННА!", false), [(Some(id(1)), 8, 5)]);
    }

    #[test]
    fn a_name_that_two_bear_calls_both() {
        assert_eq!(found("hi @Bob", false), [(Some(id(3)), 3, 4), (Some(id(4)), 3, 4)]);
    }

    #[test]
    fn a_name_within_a_word_an_address_and_a_stranger_are_not_called() {
        for text in ["bob@bob.example", "@bobby", "@", "@ bob", "@Carol", "Bob"] {
            assert_eq!(found(text, true), [], "{text}");
        }
    }

    #[test]
    fn everybody_is_called_only_by_who_may() {
        assert_eq!(found("@all и @все", true), [(None, 0, 4), (None, 7, 4)]);
        assert_eq!(found("@all", false), []);
    }

    #[test]
    fn e1_ten_thousand_names_are_too_many() {
        let people = Callable::new([(id(1), "a".to_owned())], false);
        assert!(people.find(&"@a ".repeat(MENTIONS)).is_ok());
        assert!(people.find(&"@a ".repeat(10_000)).is_err());
        assert!(people.find(&"@".repeat(4_000)).unwrap().is_empty());
    }
}
