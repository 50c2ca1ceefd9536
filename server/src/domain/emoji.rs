//! What can be put to a message as a reaction: one emoji.

use protocol::limits::EMOJI_BYTES;
use unicode_properties::{EmojiStatus, UnicodeEmoji};
use unicode_segmentation::UnicodeSegmentation;

use crate::error::{Error, Result};

/// Asks for the coloured picture where a sign is also plain text: with and without it are the same reaction.
const AS_EMOJI: char = '\u{fe0f}';

/// One emoji.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emoji(String);

impl Emoji {
    /// Checks; what is written in two ways becomes one.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Error::invalid("emoji", "invalid", "A reaction is one emoji");
        let text = text.trim();
        if text.is_empty() || text.len() > EMOJI_BYTES || text.graphemes(true).count() != 1 {
            return Err(bad());
        }
        let mut chars = text.chars();
        let (Some(first), rest) = (chars.next(), chars.as_str()) else { return Err(bad()) };
        if first.is_ascii() || !first.is_emoji_char() {
            return Err(bad());
        }
        // What stands behind the first is of the emoji, or it is a letter with marks in disguise.
        let belongs = |c: char| {
            c == AS_EMOJI || c == '\u{200d}' || c == '\u{20e3}' || c.is_emoji_char()
                // The letters of the flags of countries within countries.
                || ('\u{e0020}'..='\u{e007f}').contains(&c)
        };
        if !rest.chars().all(belongs) {
            return Err(bad());
        }
        let plain = rest.is_empty() && first.emoji_status() == EmojiStatus::EmojiOther;
        Ok(Self(if plain { format!("{first}{AS_EMOJI}") } else { text.to_owned() }))
    }

    /// As it is kept and told.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        Emoji::parse(text).ok().map(|emoji| emoji.0)
    }

    #[test]
    fn one_emoji_whatever_it_is_made_of() {
        for emoji in ["👍", "👍🏽", "👨‍👩‍👧‍👦", "🇪🇺", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️‍🔥", "🤷🏽‍♀️"]
        {
            assert_eq!(parsed(emoji).as_deref(), Some(emoji));
        }
    }

    #[test]
    fn two_ways_to_write_a_heart_are_one() {
        assert_eq!(parsed("\u{2764}"), parsed("\u{2764}\u{fe0f}"));
        assert_eq!(parsed("\u{2764}").as_deref(), Some("\u{2764}\u{fe0f}"));
    }

    #[test]
    fn e2_words_numbers_marks_and_crowds_are_none() {
        for text in ["", " ", "a", "я", "1", "*", "👍👍", "<b>", "é", "\u{200d}", "👍\u{301}"] {
            assert_eq!(parsed(text), None, "{text:?}");
        }
        assert_eq!(parsed(&"👨\u{200d}".repeat(100)), None);
    }
}
