//! What a person, a chat or a group may be called.

use protocol::limits::NAME_CHARS;

use crate::error::{Error, Result};

/// A name: 1–50 characters on one line, without blanks around it and without characters that cannot be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Trims and checks; a refusal names `field`.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        let name = text.trim();
        if name.is_empty() || name.chars().all(is_invisible) {
            return Err(Error::invalid(field, "required", "A name cannot be empty"));
        }
        if name.chars().count() > NAME_CHARS {
            let message = format!("A name has at most {NAME_CHARS} characters");
            return Err(Error::invalid(field, "too_long", message));
        }
        if name.chars().any(char::is_control) {
            return Err(Error::invalid(field, "invalid", "A name is one line of text"));
        }
        Ok(Self(name.to_owned()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that leave no mark: blanks of all widths, joiners, marks of direction (Unicode's
/// `Default_Ignorable_Code_Point`).
fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_trimmed_and_counted_in_characters() {
        assert_eq!(Name::parse("name", "  Андрей ").unwrap().as_str(), "Андрей");
        assert!(Name::parse("name", &"я".repeat(50)).is_ok());
        assert!(Name::parse("name", &"я".repeat(51)).is_err());
    }

    #[test]
    fn cannot_be_empty_invisible_or_more_than_a_line() {
        for bad in ["", "   ", "\u{200b}\u{202e}", "a\nb", "a\0b", "\u{3164}"] {
            assert!(Name::parse("name", bad).is_err(), "{bad:?}");
        }
    }
}
