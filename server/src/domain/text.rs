//! What a message may say.

use protocol::limits::{TEXT_CHARS, TEXT_LINES};

use crate::error::{Error, Result};

/// A message's text: 1–4000 characters, at most 500 lines, and something to see in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

/// More combining marks in a row than any script uses (Unicode TR15's stream-safe format allows 30).
const MARKS: usize = 30;

impl Text {
    /// Checks; blank lines and spaces around it are dropped, line ends become `\n`.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.replace("\r\n", "\n");
        let text = text.trim_matches(|c: char| c == '\n' || c == '\r' || c == ' ' || c == '\t');
        if text.trim().is_empty() {
            return Err(Error::invalid("text", "required", "A message cannot be empty"));
        }
        if text.chars().count() > TEXT_CHARS {
            return Err(Error::invalid("text", "too_long", "Message too long"));
        }
        if text.matches('\n').count() >= TEXT_LINES {
            return Err(Error::invalid("text", "too_many_lines", "Message too long"));
        }
        if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err(Error::invalid("text", "invalid", "A message cannot contain control characters"));
        }
        if longest_run(text, is_mark) > MARKS {
            return Err(Error::invalid("text", "invalid", "Too many combining marks in a row"));
        }
        Ok(Self(text.to_owned()))
    }

    /// What it says.
    pub fn into_string(self) -> String {
        self.0
    }
}

fn longest_run(text: &str, is: impl Fn(char) -> bool) -> usize {
    let (mut run, mut longest) = (0, 0);
    for c in text.chars() {
        run = if is(c) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The blocks of marks that pile up on one letter.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        Text::parse(text).ok().map(Text::into_string)
    }

    #[test]
    fn is_counted_in_characters() {
        assert!(parsed(&"я".repeat(4_000)).is_some());
        assert!(parsed(&"я".repeat(4_001)).is_none());
    }

    #[test]
    fn keeps_its_lines_and_drops_what_surrounds_it() {
        assert_eq!(parsed("\r\n  a\r\n b\n\n").as_deref(), Some("a\n b"));
    }

    #[test]
    fn must_be_something_that_a_screen_can_show() {
        assert!(parsed(" \n ").is_none());
        assert!(parsed("a\0b").is_none());
        assert!(parsed("\u{1b}[2J").is_none());
        assert!(parsed(&format!("a{}", "\u{301}".repeat(31))).is_none());
        assert!(parsed(&"a\n".repeat(600)).is_none());
    }
}
