//! What an index knows a message by: its words as they are and by their stems, who wrote it, and where it is. Marks that no
//! word has tell them apart.

use std::collections::BTreeSet;

use protocol::{
    ConversationId, UserId,
    words::{fold, split, stem},
};

use super::word::{Word, folded};

/// Something that the index is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// As it was put in.
    pub text: String,
    /// Those that begin with it are meant too.
    pub goes_on: bool,
}

/// A stem that is no word of the text.
const STEM: char = '=';
const PLACE: char = '#';
const AUTHOR: char = '@';
/// So much of an id is enough: what is found is looked at again.
const ID_BITS: u128 = (1 << 48) - 1;

/// What stands for a conversation.
pub fn place(id: ConversationId) -> String {
    format!("{PLACE}{:012x}", id.uuid().as_u128() & ID_BITS)
}

/// What stands for who wrote it.
pub fn author(id: UserId) -> String {
    format!("{AUTHOR}{:012x}", id.uuid().as_u128() & ID_BITS)
}

/// All terms of a message, parted by spaces.
pub fn of_message(conversation: ConversationId, sender: UserId, text: &str) -> String {
    let mut terms = BTreeSet::from([place(conversation), author(sender)]);
    for word in split(&fold(text)).map(folded) {
        let stem = stem(&word);
        if stem != word {
            terms.insert(format!("{STEM}{stem}"));
        }
        terms.insert(word);
    }
    terms.into_iter().collect::<Vec<_>>().join(" ")
}

/// One of these is in every text that has the word.
pub fn of_word(word: &Word) -> Vec<Term> {
    let exact = |text: String| Term { text, goes_on: false };
    let mut terms = vec![exact(word.stem.clone()), exact(format!("{STEM}{}", word.stem))];
    terms.extend(word.beginning().map(|text| Term { text: text.to_owned(), goes_on: true }));
    terms
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{super::Query, *};

    fn of(text: &str) -> BTreeSet<String> {
        let terms = of_message(Uuid::nil().into(), Uuid::nil().into(), text);
        terms.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn every_text_that_answers_a_word_has_one_of_its_terms() {
        let texts = ["Встречами", "running", "Ёлки-палки", "happily", "dying", "я", "x"];
        for text in texts {
            for query in texts.into_iter().chain(["встреча", "runni", "run", "die", "happi", "елк"])
            {
                let query = Query::parse(query).unwrap();
                let has = |term: &Term| {
                    of(text).iter().any(|t| *t == term.text || (term.goes_on && t.starts_with(&term.text)))
                };
                let is_candidate = query.words.iter().all(|word| of_word(word).iter().any(has));
                assert!(is_candidate || !query.is_answered_by(text), "{query:?} {text}");
            }
        }
    }

    #[test]
    fn a_word_of_any_length_is_a_short_term() {
        let terms = of(&"ы".repeat(4_000));
        assert!(terms.iter().all(|term| term.chars().count() <= 41), "{terms:?}");
        assert!(Query::parse(&"ы".repeat(100)).unwrap().is_answered_by(&"ы".repeat(4_000)));
    }
}
