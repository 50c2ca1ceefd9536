//! The words of the pages: `templates/words.toml`, read once. A word without one of the languages does not parse.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::language::Language;

/// Every word of the pages.
pub struct Words {
    rooms: BTreeMap<String, BTreeMap<String, Word>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Word {
    en: Forms,
    ru: Forms,
}

/// A text, or one for each way of counting.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Forms {
    One(String),
    Counted(Vec<String>),
}

static WORDS: LazyLock<Result<Words, String>> = LazyLock::new(|| {
    let source = include_str!("../../../templates/words.toml");
    toml::from_str(source).map(|rooms| Words { rooms }).map_err(|error| error.to_string())
});

impl Words {
    /// All of them.
    pub fn get() -> anyhow::Result<&'static Self> {
        WORDS.as_ref().map_err(|error| anyhow::anyhow!("templates/words.toml: {error}"))
    }

    /// The word `room.name`, for `n` things when it is counted.
    pub fn find(&self, language: Language, key: &str, n: i64) -> Option<&str> {
        let (room, name) = key.split_once('.')?;
        let word = self.rooms.get(room)?.get(name)?;
        match word.forms(language) {
            Forms::One(text) => Some(text),
            Forms::Counted(forms) => forms.get(language.plural_form(n)).map(String::as_str),
        }
    }

    /// The words that the scripts use, as JSON.
    pub fn live(&self, language: Language) -> anyhow::Result<String> {
        let words: BTreeMap<&str, &Forms> = self
            .rooms
            .get("live")
            .into_iter()
            .flatten()
            .map(|(name, word)| (name.as_str(), word.forms(language)))
            .collect();
        Ok(serde_json::to_string(&words)?)
    }
}

impl Word {
    const fn forms(&self, language: Language) -> &Forms {
        match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
        }
    }
}

/// `say` for those who have no template: the word, or its key when there is none.
pub fn say(language: Language, key: &str) -> String {
    said(language, key).unwrap_or_else(|| key.to_owned())
}

/// The word, when there is one.
pub fn said(language: Language, key: &str) -> Option<String> {
    Words::get().ok()?.find(language, key, 1).map(str::to_owned)
}

/// Puts a value in a word's `{name}`.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        if let Some((_, value)) = values.iter().find(|(key, _)| *key == name) {
            filled.push_str(value);
        }
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_every_language_with_all_its_forms() {
        let rooms = &Words::get().unwrap().rooms;
        for (name, word) in rooms.values().flatten() {
            assert!(complete(&word.en, 2) && complete(&word.ru, 3), "{name}");
        }
    }

    fn complete(forms: &Forms, count: usize) -> bool {
        match forms {
            Forms::One(text) => !text.trim().is_empty(),
            Forms::Counted(forms) => forms.len() == count,
        }
    }

    #[test]
    fn a_value_is_put_in_once_and_never_read_as_a_word() {
        assert_eq!(fill("Write to {name}", &[("name", "{n} & {name}")]), "Write to {n} & {name}");
        assert_eq!(fill("a { b", &[]), "a { b");
    }

    #[test]
    fn a_counted_word_follows_its_number() {
        let words = Words::get().unwrap();
        assert_eq!(words.find(Language::Ru, "group.members", 22), Some("{n} участника"));
        assert_eq!(words.find(Language::En, "group.members", 1), Some("{n} member"));
    }
}
