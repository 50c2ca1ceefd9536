//! Which language a page is written in: the reader's choice in a cookie, else what their browser asks for.

use serde::{Deserialize, Serialize};

/// A language that the pages are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, for everybody whose language is not here.
    #[default]
    En,
    /// Russian.
    Ru,
}

impl Language {
    /// Its code, as in HTML's `lang`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }

    /// The language of a code such as `ru` or `ru-RU`, when it is one of ours.
    pub fn of_code(code: &str) -> Option<Self> {
        match code.trim().split('-').next().map(str::to_ascii_lowercase).as_deref() {
            Some("en") => Some(Self::En),
            Some("ru") => Some(Self::Ru),
            _ => None,
        }
    }

    /// The reader's choice, else the best of `Accept-Language` (RFC 9110, 12.5.4).
    pub fn choose(chosen: Option<&str>, accepted: Option<&str>) -> Self {
        chosen.and_then(Self::of_code).or_else(|| accepted.and_then(Self::best)).unwrap_or_default()
    }

    fn best(accepted: &str) -> Option<Self> {
        let mut best = None;
        for wish in accepted.split(',') {
            let mut parts = wish.split(';');
            let language = parts.next().and_then(Self::of_code);
            let quality = parts
                .find_map(|part| part.trim().strip_prefix("q="))
                .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
            if let Some(language) = language
                && quality > best.map_or(0.0, |(_, so_far)| so_far)
            {
                best = Some((language, quality));
            }
        }
        best.map(|(language, _)| language)
    }

    /// Which of a word's counting forms goes with a number.
    pub const fn plural_form(self, n: i64) -> usize {
        match self {
            Self::En => (n != 1) as usize,
            Self::Ru => match (n % 10, n % 100) {
                (1, hundred) if hundred != 11 => 0,
                (2..=4, hundred) if hundred < 12 || hundred > 14 => 1,
                _ => 2,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_chosen_by_cookie_then_by_the_browsers_best_then_english() {
        let choose = Language::choose;
        assert_eq!(choose(Some("ru"), Some("en")), Language::Ru);
        assert_eq!(choose(Some("xx"), Some("ru-RU,ru;q=0.9,en;q=0.8")), Language::Ru);
        assert_eq!(choose(None, Some("de, ru;q=0.3, en-GB;q=0.7")), Language::En);
        assert_eq!(choose(None, Some("de;q=1, ru;q=0")), Language::En);
        assert_eq!(choose(None, Some(";;;q=,,\u{202e}")), Language::En);
        assert_eq!(choose(None, None), Language::En);
    }

    #[test]
    fn counts_as_a_russian_does() {
        let form = |n| Language::Ru.plural_form(n);
        assert_eq!([1, 21, 101].map(form), [0, 0, 0]);
        assert_eq!([2, 3, 24, 104].map(form), [1, 1, 1, 1]);
        assert_eq!([0, 5, 11, 12, 14, 111, 20].map(form), [2, 2, 2, 2, 2, 2, 2]);
    }
}
