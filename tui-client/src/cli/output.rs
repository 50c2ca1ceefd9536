//! Where answers go: lines of text or of JSON, one at a time, without colour.

use std::io::{self, LineWriter, Stdout, Write, stdout};

use serde::Serialize;

use super::trouble::Trouble;
use crate::text::steers;

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// The standard output.
pub(super) struct Output {
    format: Format,
    to: Box<dyn Write>,
}

impl Output {
    /// Prints on the standard output.
    pub(super) fn new(format: Format) -> Self {
        Self { format, to: Box::new(LineWriter::<Stdout>::new(stdout())) }
    }

    /// Writes somewhere else.
    pub(super) fn into(format: Format, to: impl Write + 'static) -> Self {
        Self { format, to: Box::new(to) }
    }

    /// Prints one thing: as it is for programs, or as this text for people.
    pub(super) fn say(
        &mut self,
        thing: &impl Serialize,
        text: impl FnOnce() -> String,
    ) -> Result<(), Trouble> {
        match self.format {
            Format::Text => self.line(&text()),
            Format::Json => self.line(&json(thing)?),
        }
    }

    /// Prints a line for people; programs are not told.
    pub(super) fn note(&mut self, text: &str) -> Result<(), Trouble> {
        match self.format {
            Format::Text => self.line(text),
            Format::Json => Ok(()),
        }
    }

    /// Prints a line.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Trouble> {
        Ok(writeln!(self.to, "{text}")?)
    }

    /// All that was printed is out.
    pub(super) fn finish(mut self) -> Result<(), Trouble> {
        Ok(self.to.flush()?)
    }
}

fn json(thing: &impl Serialize) -> Result<String, Trouble> {
    serde_json::to_string(thing).map(|text| escape(&text)).map_err(|e| Trouble::from(io::Error::from(e)))
}

/// JSON in which no character is left that steers a terminal: the standard leaves those after U+007E as they are.
pub(super) fn escape(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if steers(c) {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            escaped.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_never_steers_a_terminal_and_means_the_same() {
        let text = "a\u{1b}[2J\u{9b}31m\u{202e}\u{7f}\u{e0001}Привет 👩‍👩‍👧\n\t";
        let escaped = json(&text).unwrap();
        assert!(escaped.chars().all(|c| !c.is_control() && c != '\u{202e}' && c != '\u{e0001}'), "{escaped}");
        assert!(escaped.contains("Привет 👩‍👩‍👧"));
        assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
    }
}
