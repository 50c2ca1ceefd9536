//! Every word that the client says, in every language that it speaks: one line each, so that none can be missing. The
//! tables stand in the files of this room, by what they speak of; nothing that a person reads is written elsewhere.

use std::fmt::Display;

/// A table of words: `Name: "English", "Русский";`.
macro_rules! words {
    ($($name:ident: $en:literal, $ru:literal;)*) => {
        #[expect(non_upper_case_globals, missing_docs, reason = "a word is named like a variant and is its own description")]
        impl super::Word {
            $(pub const $name: Self = Self { name: stringify!($name), en: $en, ru: $ru };)*
        }

        /// All words of this table.
        pub(super) const ALL: &[super::Word] = &[$(super::Word::$name),*];
    };
}

/// A table of words that follow a number: `Name: ["one", "other"], ["один", "два", "пять"];`.
macro_rules! counts {
    ($($name:ident: $en:expr, $ru:expr;)*) => {
        #[expect(non_upper_case_globals, missing_docs, reason = "a word is named like a variant and is its own description")]
        impl super::Count {
            $(pub const $name: Self = Self { name: stringify!($name), en: $en, ru: $ru };)*
        }

        /// All of them.
        pub(super) const ALL: &[super::Count] = &[$(super::Count::$name),*];
    };
}

mod accounts;
mod chats;
mod commands;
mod counts;
mod dates;
mod dialogs;
mod keys;
mod messages;
mod plain;
mod settings;
mod signing_in;
mod tour;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    En,
    /// Russian.
    Ru,
}

/// Something the client says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    name: &'static str,
    en: &'static str,
    ru: &'static str,
}

/// Something the client says of a number, whose form follows the number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Count {
    name: &'static str,
    /// Of one, of others.
    en: [&'static str; 2],
    /// Of 1, 21, …; of 2 to 4, 22, …; of 5 to 20, 25, ….
    ru: [&'static str; 3],
}

impl Word {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        [
            accounts::ALL,
            chats::ALL,
            commands::ALL,
            dialogs::ALL,
            keys::ALL,
            messages::ALL,
            plain::ALL,
            settings::ALL,
            signing_in::ALL,
            tour::ALL,
        ]
        .into_iter()
        .flatten()
        .copied()
    }

    /// What the code calls it.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl Count {
    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        counts::ALL.iter().copied()
    }
}

impl Lang {
    /// The language that a locale like `ru_RU.UTF-8` asks for; English when it is another or none.
    pub fn of_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("ru") { Self::Ru } else { Self::En }
    }

    /// The word.
    pub const fn say(self, word: Word) -> &'static str {
        match self {
            Self::En => word.en,
            Self::Ru => word.ru,
        }
    }

    /// The word with its `{}` filled in, in order.
    pub fn fill(self, word: Word, values: &[&dyn Display]) -> String {
        fill(self.say(word), values)
    }

    /// The form that belongs to the number, with the number in its first `{}`.
    pub fn count(self, count: Count, number: impl TryInto<u64>) -> String {
        let number = number.try_into().unwrap_or_default();
        fill(self.form(count, number), &[&number])
    }

    const fn form(self, count: Count, number: u64) -> &'static str {
        match (self, number % 10, number % 100) {
            (Self::En, ..) => count.en[if number == 1 { 0 } else { 1 }],
            (Self::Ru, _, 11..=14) => count.ru[2],
            (Self::Ru, 1, _) => count.ru[0],
            (Self::Ru, 2..=4, _) => count.ru[1],
            (Self::Ru, ..) => count.ru[2],
        }
    }
}

fn fill(said: &str, values: &[&dyn Display]) -> String {
    let mut parts = said.split("{}");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for (part, value) in parts.zip(values) {
        filled.push_str(&value.to_string());
        filled.push_str(part);
    }
    filled
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn both_languages_say_everything_with_the_same_blanks() {
        for word in Word::all() {
            assert!(!word.en.is_empty() && !word.ru.is_empty(), "{word:?}");
            assert_eq!(word.en.matches("{}").count(), word.ru.matches("{}").count(), "{word:?}");
        }
        for count in Count::all() {
            let forms = count.en.iter().chain(&count.ru);
            assert!(forms.into_iter().all(|form| form.matches("{}").count() == 1), "{count:?}");
        }
    }

    #[test]
    fn each_language_is_written_in_its_own_letters() {
        let cyrillic =
            |text: &str| text.chars().any(|c| ('а'..='я').contains(&c.to_lowercase().next().unwrap_or(c)));
        let latin = |text: &str| text.chars().any(|c| c.is_ascii_alphabetic());
        for word in Word::all() {
            assert!(!cyrillic(word.en), "{word:?}");
            assert!(cyrillic(word.ru) || !latin(word.en), "{word:?}");
        }
        for count in Count::all() {
            assert!(count.en.iter().all(|form| !cyrillic(form)), "{count:?}");
            assert!(count.ru.iter().all(|form| cyrillic(form)), "{count:?}");
        }
    }

    #[test]
    fn every_name_is_given_once() {
        let names: Vec<&str> = Word::all().map(Word::name).collect();
        assert_eq!(names.iter().collect::<HashSet<_>>().len(), names.len());
    }

    #[test]
    fn the_locale_chooses_the_language() {
        assert_eq!(Lang::of_locale("ru_RU.UTF-8"), Lang::Ru);
        assert_eq!(Lang::of_locale("C.UTF-8"), Lang::En);
        assert_eq!(Lang::En.fill(Word::TypingTwo, &[&"A", &"B"]), "A and B are typing…");
    }

    #[test]
    fn numbers_take_the_form_that_people_say() {
        let ru = |number| Lang::Ru.count(Count::Members, number);
        assert_eq!([1, 2, 5, 11].map(ru), ["1 участник", "2 участника", "5 участников", "11 участников"]);
        assert_eq!(
            [21, 22, 112, 1_000].map(ru),
            ["21 участник", "22 участника", "112 участников", "1000 участников"]
        );
        assert_eq!(Lang::En.count(Count::Members, 1), "1 member");
        assert_eq!(Lang::En.count(Count::Members, 0), "0 members");
    }
}
