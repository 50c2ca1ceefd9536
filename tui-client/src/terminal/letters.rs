//! Keys that are sent as one character: letters, and what Ctrl makes of them.

use crate::keymap::{Code, Key};

/// What stands at the beginning of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Letter {
    /// A key, in so many bytes.
    Key(Key, usize),
    /// Nothing, in so many bytes.
    None(usize),
    /// The rest is still to come.
    Part,
}

/// The first of them; there is at least one.
pub(super) fn letter(bytes: &[u8]) -> Letter {
    let Some(first) = bytes.first().copied() else { return Letter::Part };
    let ctrl = |c: u8| Key::ctrl(Code::Char(char::from(c)));
    let key = match first {
        b'\r' => Key::plain(Code::Enter),
        b'\t' => Key::plain(Code::Tab),
        0x7f => Key::plain(Code::Backspace),
        0 => ctrl(b' '),
        0x01..=0x1a => ctrl(first - 1 + b'a'),
        0x1b => Key::plain(Code::Esc),
        0x1c..=0x1f => ctrl(first - 0x1c + b'4'),
        _ => return character(bytes, first),
    };
    Letter::Key(key, 1)
}

fn character(bytes: &[u8], first: u8) -> Letter {
    let length = match first {
        0..=0x7f => 1,
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Letter::None(1),
    };
    let whole = bytes.get(..length).unwrap_or(bytes);
    match std::str::from_utf8(whole).map(|text| text.chars().next()) {
        Ok(Some(c)) => Letter::Key(Key::plain(Code::Char(c)), length),
        Err(error) if error.error_len().is_none() => Letter::Part,
        _ => Letter::None(1),
    }
}

/// The same key with Alt. A letter in a chord has no case.
pub(super) fn with_alt(key: Key) -> Key {
    chord(Key { alt: true, ..key })
}

/// A letter with Ctrl or Alt has no case: the key is meant.
pub(super) fn chord(key: Key) -> Key {
    match key.code {
        Code::Char(c) if key.ctrl || key.alt => {
            Key { code: Code::Char(c.to_lowercase().next().unwrap_or(c)), shift: false, ..key }
        }
        Code::Char(_) => Key { shift: false, ..key },
        _ => key,
    }
}
