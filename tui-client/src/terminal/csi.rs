//! What begins with `ESC [`: keys with a name, the focus, the mouse, and answers.

use super::{
    answers,
    function::{key, of_console},
    probe,
};
use crate::message::{Event, Mouse, MouseDeed};

/// No key and no answer is longer.
const LONGEST: usize = 128;
const ESC: u8 = 0x1b;

/// What the bytes after `ESC [` are, and how many of them; nothing while the rest is still to come.
pub(super) fn csi(bytes: &[u8]) -> Option<(Option<Event>, usize)> {
    match bytes {
        [b'['] => return None,
        [b'[', last, ..] => return Some((of_console(*last).map(Event::Key), 2)),
        [b'M', rest @ ..] => return old_mouse(rest),
        _ => {}
    }
    let digits = bytes.iter().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count();
    let end = match bytes.get(digits) {
        // Of rxvt, with Shift: elsewhere it never ends anything.
        Some(b'$') if digits > 0 => digits,
        _ => match bytes.iter().take(LONGEST).position(|byte| !(0x20..=0x3f).contains(byte)) {
            Some(end) => end,
            None if bytes.len() >= LONGEST => return Some((None, LONGEST)),
            None => return None,
        },
    };
    let last = bytes[end];
    if last != b'$' && !(0x40..=0x7e).contains(&last) {
        // It was broken off; what comes now is something else.
        return Some((None, end));
    }
    let text = std::str::from_utf8(&bytes[..end]).unwrap_or_default();
    Some((event(text, last), end + 1))
}

fn event(text: &str, last: u8) -> Option<Event> {
    if let Some(text) = text.strip_prefix('?') {
        return answers::private(text, last);
    }
    match (text, last) {
        ("", b'I') => Some(Event::Focus(true)),
        ("", b'O') => Some(Event::Focus(false)),
        (_, b'M' | b'm') => mouse(text.strip_prefix('<')?, last == b'M').map(Event::Mouse),
        (_, b'R') => probe::answer(text).or_else(|| key(text, last).map(Event::Key)),
        _ => key(text, last).map(Event::Key),
    }
}

/// `button;column;row`, counted from 1.
fn mouse(text: &str, down: bool) -> Option<Mouse> {
    let mut parts = text.split(';').map(str::parse::<u16>);
    let (Some(Ok(button)), Some(Ok(column)), Some(Ok(row))) = (parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    moved(button, down, column, row)
}

/// That of a terminal that does not know the coordinates without a limit: three bytes, each 32 more; which button came up is not
/// told.
fn old_mouse(rest: &[u8]) -> Option<(Option<Event>, usize)> {
    if let Some(broken_off) = rest.iter().take(3).position(|byte| *byte == ESC) {
        return Some((None, 1 + broken_off));
    }
    let [button, column, row] = rest.first_chunk()?.map(|byte: u8| u16::from(byte).saturating_sub(32));
    let is_up = button & 0b1110_0011 == 3;
    let mouse = moved(if is_up { 0 } else { button }, !is_up, column, row);
    Some((mouse.map(Event::Mouse), 4))
}

fn moved(button: u16, down: bool, column: u16, row: u16) -> Option<Mouse> {
    // Shift, Alt and Ctrl do not matter.
    let deed = match (button & !0b0001_1100, down) {
        (0, true) => MouseDeed::Press,
        (0, false) => MouseDeed::Release,
        (2, true) => MouseDeed::Menu,
        (32, true) => MouseDeed::Drag,
        (64, true) => MouseDeed::WheelUp,
        (65, true) => MouseDeed::WheelDown,
        _ => return None,
    };
    Some(Mouse { deed, column: column.checked_sub(1)?, row: row.checked_sub(1)? })
}
