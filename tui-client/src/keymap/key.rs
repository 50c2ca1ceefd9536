//! A key with what is held down beside it.

use std::fmt;

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the keys are named after themselves")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F(u8),
}

/// A key press. For characters `shift` is always false: the character says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift.
    pub shift: bool,
}

impl Key {
    /// The key alone.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// The key with Ctrl.
    pub const fn ctrl(code: Code) -> Self {
        Self { code, ctrl: true, alt: false, shift: false }
    }

    /// The key with Alt.
    pub const fn alt(code: Code) -> Self {
        Self { code, ctrl: false, alt: true, shift: false }
    }

    /// The key with Shift.
    pub const fn shift(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: true }
    }

    /// The character that this key writes, if it writes one.
    pub const fn writes(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// What it is in a text, when it comes in one that is pasted.
    pub fn pastes(self) -> Option<char> {
        match self.code {
            // A line feed comes as Ctrl+J.
            Code::Char('j') if self.ctrl && !self.alt => Some('\n'),
            Code::Enter if self == Self::plain(Code::Enter) => Some('\n'),
            Code::Tab if self == Self::plain(Code::Tab) => Some('\t'),
            _ => self.writes(),
        }
    }

    /// For a Cyrillic letter: the same key on a Latin layout.
    pub fn on_latin_layout(self) -> Option<Self> {
        let Code::Char(c) = self.code else { return None };
        Some(Self { code: Code::Char(counterpart(c, CYRILLIC, LATIN)?), ..self })
    }
}

/// What the key of this letter writes on the other layout.
pub fn other_layout(c: char) -> Option<char> {
    counterpart(c, CYRILLIC, LATIN).or_else(|| counterpart(c, LATIN, CYRILLIC))
}

fn counterpart(c: char, from: &str, to: &str) -> Option<char> {
    let at = from.chars().position(|letter| letter == c)?;
    to.chars().nth(at)
}

/// The letters of ЙЦУКЕН, key by key beside those of QWERTY.
const CYRILLIC: &str = "йцукенгшщзхъфывапролджэячсмитьбюЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮёЁ";
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>`~";

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::Char(' ') => f.write_str("Space"),
            Code::Char(c) if self.ctrl || self.alt => write!(f, "{}", large(c)),
            Code::Char(c) => write!(f, "{c}"),
            Code::F(n) => write!(f, "F{n}"),
            Code::Up => f.write_str("↑"),
            Code::Down => f.write_str("↓"),
            Code::Left => f.write_str("←"),
            Code::Right => f.write_str("→"),
            Code::PageUp => f.write_str("PgUp"),
            Code::PageDown => f.write_str("PgDn"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// The letter as it stands on its key, as long as that is one letter from which the small one follows.
fn large(c: char) -> char {
    let mut upper = c.to_uppercase();
    let one = upper.next().filter(|_| upper.next().is_none());
    one.filter(|upper| upper.to_lowercase().eq([c])).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_russian_layout_reaches_the_same_keys() {
        assert_eq!(CYRILLIC.chars().count(), LATIN.chars().count());
        let q = Key::ctrl(Code::Char('q'));
        assert_eq!(Key::ctrl(Code::Char('й')).on_latin_layout(), Some(q));
        assert_eq!(q.on_latin_layout(), None);
    }

    #[test]
    fn keys_are_named_as_people_name_them() {
        assert_eq!(Key::ctrl(Code::Char('q')).to_string(), "Ctrl+Q");
        assert_eq!(Key::alt(Code::Enter).to_string(), "Alt+Enter");
        assert_eq!(Key::plain(Code::F(1)).to_string(), "F1");
        assert_eq!(Key::plain(Code::PageUp).to_string(), "PgUp");
    }
}
