//! Keys pressed one after the other, and how they are written: `Ctrl+Q`, `g g`, `Ctrl+X Ctrl+E`.

use std::{fmt, str::FromStr};

use super::{Code, Key};

/// Keys in one chord, at most.
const LONGEST: usize = 4;

/// One key, or several one after the other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Chord(Vec<Key>);

/// Why something is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadChord {
    /// Nothing is written.
    #[error("no key")]
    Empty,
    /// More keys than anybody remembers.
    #[error("more than {LONGEST} keys")]
    TooLong,
    /// This is no key.
    #[error("`{0}`")]
    Unknown(String),
}

impl Chord {
    /// The keys, in order.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// How it goes on after so many keys.
    pub fn after(&self, keys: usize) -> String {
        Self(self.0.iter().skip(keys).copied().collect()).to_string()
    }

    /// It begins with these keys and goes on.
    pub fn goes_on_after(&self, keys: &[Key]) -> bool {
        self.0.len() > keys.len() && self.0.starts_with(keys)
    }
}

impl From<Key> for Chord {
    fn from(key: Key) -> Self {
        Self(vec![key])
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, key) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            key.fmt(f)?;
        }
        Ok(())
    }
}

impl FromStr for Chord {
    type Err = BadChord;

    fn from_str(text: &str) -> Result<Self, BadChord> {
        let keys = text.split_whitespace().map(key).collect::<Result<Vec<Key>, _>>()?;
        match keys.len() {
            0 => Err(BadChord::Empty),
            1..=LONGEST => Ok(Self(keys)),
            _ => Err(BadChord::TooLong),
        }
    }
}

fn key(text: &str) -> Result<Key, BadChord> {
    let unknown = || BadChord::Unknown(text.to_owned());
    let mut key = Key::plain(Code::Esc);
    let mut rest = text;
    // A `+` at the end is the key itself.
    while let Some((held, after)) =
        rest.split_once('+').filter(|(held, after)| !held.is_empty() && !after.is_empty())
    {
        let flag = match held.to_ascii_lowercase().as_str() {
            "ctrl" | "control" | "c" => &mut key.ctrl,
            "alt" | "meta" | "m" | "a" => &mut key.alt,
            "shift" | "s" => &mut key.shift,
            _ => return Err(unknown()),
        };
        if *flag {
            return Err(unknown());
        }
        *flag = true;
        rest = after;
    }
    key.code = code(rest).ok_or_else(unknown)?;
    normal(key).ok_or_else(unknown)
}

/// Letters say themselves whether Shift is held; beside Ctrl and Alt they are small.
fn normal(key: Key) -> Option<Key> {
    let Code::Char(c) = key.code else { return Some(key) };
    let mut upper = c.to_uppercase();
    match (key.ctrl || key.alt, key.shift) {
        (true, false) => Some(Key { code: Code::Char(c.to_lowercase().next().unwrap_or(c)), ..key }),
        (false, true) if c.is_alphabetic() => {
            Some(Key { code: Code::Char(upper.next().unwrap_or(c)), shift: false, ..key })
        }
        // No terminal tells these apart from the same without Shift.
        (_, true) => None,
        (false, false) => Some(key),
    }
}

fn code(name: &str) -> Option<Code> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return match letter {
            '↑' => Some(Code::Up),
            '↓' => Some(Code::Down),
            '←' => Some(Code::Left),
            '→' => Some(Code::Right),
            _ if letter.is_control() => None,
            _ => Some(Code::Char(letter)),
        };
    }
    let lower = name.to_lowercase();
    let number = lower.strip_prefix('f').and_then(|digits| digits.parse().ok());
    Some(match lower.as_str() {
        "enter" | "return" => Code::Enter,
        "esc" | "escape" => Code::Esc,
        "tab" => Code::Tab,
        "backspace" => Code::Backspace,
        "delete" | "del" => Code::Delete,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pageup" | "pgup" => Code::PageUp,
        "pagedown" | "pgdn" | "pgdown" => Code::PageDown,
        "space" => Code::Char(' '),
        "plus" => Code::Char('+'),
        _ => Code::F(number.filter(|number| (1..=24).contains(number))?),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn chord(text: &str) -> Chord {
        text.parse().unwrap()
    }

    #[test]
    fn keys_are_written_as_people_write_them() {
        assert_eq!(chord("Ctrl+Q"), Key::ctrl(Code::Char('q')).into());
        assert_eq!(chord("ctrl+й"), chord("Ctrl+Й"));
        assert_eq!(chord("Shift+g"), Key::plain(Code::Char('G')).into());
        assert_eq!(chord("Alt+Enter").to_string(), "Alt+Enter");
        assert_eq!(chord("pagedown"), chord("PgDn"));
        assert_eq!(chord("Ctrl++"), chord("Ctrl+Plus"));
        assert_eq!(chord("+").to_string(), "+");
        assert_eq!(chord(" g   g ").keys().len(), 2);
    }

    #[test]
    fn what_is_no_key_is_said() {
        let bad = |text: &str| text.parse::<Chord>().unwrap_err();
        assert_eq!(bad("  "), BadChord::Empty);
        assert_eq!(bad("Ctr+Q"), BadChord::Unknown("Ctr+Q".into()));
        assert_eq!(bad("Ctrl+Ctrl+Q"), BadChord::Unknown("Ctrl+Ctrl+Q".into()));
        assert_eq!(bad("F25"), BadChord::Unknown("F25".into()));
        assert_eq!(bad("Ctrl+Shift+Q"), BadChord::Unknown("Ctrl+Shift+Q".into()));
        assert_eq!(bad("a b c d e"), BadChord::TooLong);
    }

    #[test]
    fn every_letter_with_a_large_or_a_small_face_can_be_written_down_and_read_again() {
        let has_faces = |c: &char| !c.to_uppercase().eq([*c]) || !c.to_lowercase().eq([*c]);
        for c in ('\0'..=char::MAX).filter(has_faces) {
            for held in ["", "Ctrl+", "Alt+", "Ctrl+Alt+"] {
                let written: Chord = format!("{held}{c}").parse().unwrap();
                assert_eq!(written.to_string().parse(), Ok(written));
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_written_makes_it_fall(text in "\\PC{0,30}|[CtrlAlShif+a-zйЙ0-9 ↑]{0,20}") {
            if let Ok(chord) = text.parse::<Chord>() {
                prop_assert_eq!(chord.to_string().parse::<Chord>(), Ok(chord));
            }
        }

        #[test]
        fn every_key_can_be_written_down_and_read_again(
            held in prop::sample::select(vec!["", "Ctrl+", "Alt+", "Ctrl+Alt+"]), c in any::<char>()
        ) {
            prop_assume!(!c.is_control() && !c.is_whitespace());
            let chord: Chord = format!("{held}{c}").parse().unwrap();
            prop_assert_eq!(chord.to_string().parse::<Chord>(), Ok(chord));
        }
    }
}
