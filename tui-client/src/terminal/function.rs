//! Keys with a name, and what is held down beside them, in the ways in which terminals send them: those of xterm, rxvt, the console
//! of Linux, and characters by their number, as kitty and xterm do on request.

use super::letters::chord;
use crate::{
    keymap::{Code, Key},
    message::Event,
};

/// No key is longer.
const LONGEST: usize = 8;
const SHIFT: &str = "2";
const CTRL: &str = "5";
const CTRL_SHIFT: &str = "6";
/// The first of the numbers that kitty has for the numeric keypad, and what its keys are.
const KEYPAD: u32 = 57_399;
const KEYPAD_WRITES: &str = "0123456789./*-+";
const KEYPAD_NAMED: [Code; 11] = [
    Code::Enter,
    Code::Char('='),
    Code::Char(','),
    Code::Left,
    Code::Right,
    Code::Up,
    Code::Down,
    Code::PageUp,
    Code::PageDown,
    Code::Home,
    Code::End,
];

/// What the bytes after `ESC O` are, and how many of them; nothing while the rest is still to come.
pub(super) fn single(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    let is_number = |byte: &u8| byte.is_ascii_digit() || *byte == b';';
    let end = match bytes.iter().take(LONGEST).position(|byte| !is_number(byte)) {
        Some(end) => end,
        None if bytes.len() >= LONGEST => return Some((None, LONGEST)),
        None => return None,
    };
    let last = bytes[end];
    if !last.is_ascii_alphabetic() {
        let alone = Some(Event::Key(Key::alt(Code::Char('o'))));
        return Some(if end == 0 { (alone, 0) } else { (None, end) });
    }
    let text = std::str::from_utf8(&bytes[..end]).unwrap_or_default();
    let found = match last {
        // Of rxvt, with Ctrl.
        b'a'..=b'd' => named(last.to_ascii_uppercase()).and_then(|code| with(Key::plain(code), Some(CTRL))),
        // The numeric keypad, when it does not write what stands on it.
        b'j'..=b'y' => Some(Key::plain(Code::Char(char::from(last - b'j' + b'*')))),
        b'X' => Some(Key::plain(Code::Char('='))),
        b'I' => Some(Key::plain(Code::Tab)),
        _ => key(text, last),
    };
    Some((found.map(Event::Key), end + 1))
}

/// What stands after `ESC [ [` on the console of Linux.
pub(super) fn of_console(last: u8) -> Option<Key> {
    (b'A'..=b'E').contains(&last).then(|| Key::plain(Code::F(last - b'A' + 1)))
}

/// What stands after `ESC [`: numbers, and the last letter.
pub(super) fn key(text: &str, last: u8) -> Option<Key> {
    let mut parts = text.split(';');
    let mut first = parts.next().unwrap_or_default().split(':');
    let number: u32 =
        first.next().filter(|part| !part.is_empty()).map_or(Some(1), |part| part.parse().ok())?;
    let held = parts.next();
    let (code, held) = match last {
        // `27;held;character~`
        b'~' if number == 27 => return of_character(parts.next()?.parse().ok()?, None, held),
        b'u' => return of_character(number, first.next(), held),
        b'~' => (numbered(number)?, held),
        // Of rxvt.
        b'$' => (numbered(number)?, Some(SHIFT)),
        b'^' => (numbered(number)?, Some(CTRL)),
        b'@' => (numbered(number)?, Some(CTRL_SHIFT)),
        b'a'..=b'd' if text.is_empty() => (named(last.to_ascii_uppercase())?, Some(SHIFT)),
        b'Z' => (Code::Tab, held.or(Some(SHIFT))),
        // Anything else is where the cursor stands, for which nobody has asked.
        b'R' if number != 1 && held.is_some() => return None,
        // Some leave the 1 out before what is held down.
        _ => (named(last)?, held.or_else(|| text.split(';').next().filter(|_| number > 1))),
    };
    with(Key::plain(code), held)
}

/// The key of a letter that stands for one.
const fn named(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'M' => Code::Enter,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

fn numbered(number: u32) -> Option<Code> {
    let function = |less: u32| u8::try_from(number - less).ok().map(Code::F);
    match number {
        1 | 7 => Some(Code::Home),
        3 => Some(Code::Delete),
        4 | 8 => Some(Code::End),
        5 => Some(Code::PageUp),
        6 => Some(Code::PageDown),
        11..=15 => function(10),
        17..=21 => function(11),
        23..=26 => function(12),
        28..=29 => function(13),
        31..=34 => function(14),
        _ => None,
    }
}

/// A character, and what it is with Shift if that is told.
fn of_character(number: u32, shifted: Option<&str>, held: Option<&str>) -> Option<Key> {
    let code = match number {
        13 => Code::Enter,
        27 => Code::Esc,
        9 => Code::Tab,
        8 | 127 => Code::Backspace,
        // Keys that stand for no letter have numbers there.
        0xe000..=0xf8ff => of_keypad(number)?,
        other => Code::Char(char::from_u32(other).filter(|c| !c.is_control())?),
    };
    let key = with(Key { shift: false, ..Key::plain(code) }, held)?;
    let is_shifted = key.writes().is_some() && bits(held).is_some_and(|bits| bits & 1 != 0);
    let (Code::Char(c), true) = (key.code, is_shifted) else { return Some(key) };
    let told = shifted.and_then(|number| number.parse().ok()).and_then(char::from_u32);
    let large = told.filter(|c| !c.is_control()).or_else(|| c.to_uppercase().next()).unwrap_or(c);
    Some(Key::plain(Code::Char(large)))
}

fn of_keypad(number: u32) -> Option<Code> {
    let at = usize::try_from(number.checked_sub(KEYPAD)?).ok()?;
    let written = KEYPAD_WRITES.chars().nth(at).map(Code::Char);
    written.or_else(|| KEYPAD_NAMED.get(at.checked_sub(KEYPAD_WRITES.len())?).copied())
}

/// `modifiers:kind`. Nothing for keys that come up, and for the keys of the desktop.
fn with(key: Key, held: Option<&str>) -> Option<Key> {
    let bits = bits(held)?;
    let is_release = held.is_some_and(|held| held.split(':').nth(1) == Some("3"));
    // Beyond Shift, Alt and Ctrl only the locks do not matter.
    if is_release || bits & 0b0011_1000 != 0 {
        return None;
    }
    Some(chord(Key { shift: bits & 1 != 0, alt: bits & 2 != 0, ctrl: bits & 4 != 0, ..key }))
}

/// What is held down: a number that is one more than the sum.
fn bits(held: Option<&str>) -> Option<u8> {
    let number = held.and_then(|held| held.split(':').next()).filter(|number| !number.is_empty());
    number.map_or(Some(0), |number| number.parse::<u8>().ok().map(|number| number.saturating_sub(1)))
}
