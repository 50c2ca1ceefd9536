//! What the terminal tells, from the bytes that it sends. Keys and answers come on the same line, so one reader takes them apart:
//! whoever reads keys alone takes an answer for keys, or waits for the end of a key that is none.

use std::time::Duration;

use super::{
    answers::{self, Osc},
    csi, function,
    letters::{self, Letter},
};
use crate::{
    keymap::{Code, Key},
    message::Event,
};

const ESC: u8 = 0x1b;
const PASTE_BEGINS: &[u8] = b"\x1b[200~";
const PASTE_ENDS: &[u8] = b"\x1b[201~";
/// What an Esc begins follows it within this time, or it was the key: it may come by itself when a line is cut in two.
const AFTER_ESC: Duration = Duration::from_millis(25);
/// The rest of an answer comes within this time, or it was none.
const REST: Duration = Duration::from_millis(100);

/// Reads what the terminal sends.
#[derive(Debug, Default)]
pub struct Input {
    held: Vec<u8>,
    /// What was pasted so far.
    paste: Option<Vec<u8>>,
}

/// What the first bytes of what was sent are.
enum First {
    /// This, in so many bytes.
    Whole(Option<Event>, usize),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// The rest is still to come.
    Part,
}

impl Input {
    /// What they mean to us. It is the same however they are cut into pieces, as long as nobody gives up between two of them.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.held.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.held);
        let mut rest = held.as_slice();
        let mut events = Vec::new();
        loop {
            if self.paste.is_some() {
                rest = self.take_paste(rest, &mut events);
                if self.paste.is_some() {
                    break;
                }
            }
            let (event, length) = match first(rest) {
                First::Whole(event, length) => (event, length),
                First::Paste(length) => {
                    self.paste = Some(Vec::new());
                    (None, length)
                }
                First::Part => break,
            };
            rest = &rest[length..];
            events.extend(event);
        }
        self.held = rest.to_vec();
        events
    }

    /// The beginning of something is held back that would be keys without the rest of it: how long to wait for that. Half a
    /// letter would be nothing.
    pub fn holds(&self) -> Option<Duration> {
        match self.held.as_slice() {
            _ if self.paste.is_some() => None,
            [ESC] | [ESC, ESC] => Some(AFTER_ESC),
            [ESC, ..] => Some(REST),
            _ => None,
        }
    }

    /// The rest of it does not come: each byte is a key of its own.
    pub fn give_up(&mut self) -> Vec<Event> {
        let held = std::mem::take(&mut self.held);
        let mut keys = Vec::new();
        let mut rest = held.as_slice();
        while let [first, tail @ ..] = rest {
            let (key, length) = match (first, tail) {
                (&ESC, [] | [ESC, ..]) => (Some(Key::plain(Code::Esc)), 1),
                (&ESC, tail) => match letters::letter(tail) {
                    Letter::Key(key, length) => (Some(letters::with_alt(key)), length + 1),
                    Letter::None(_) | Letter::Part => (Some(Key::plain(Code::Esc)), 1),
                },
                _ => match letters::letter(rest) {
                    Letter::Key(key, length) => (Some(key), length),
                    Letter::None(length) => (None, length),
                    Letter::Part => (None, rest.len()),
                },
            };
            keys.extend(key.map(Event::Key));
            rest = &rest[length..];
        }
        keys
    }

    /// Takes what belongs to a paste out of the bytes, and leaves those after it.
    fn take_paste<'a>(&mut self, bytes: &'a [u8], events: &mut Vec<Event>) -> &'a [u8] {
        let Some(paste) = &mut self.paste else { return bytes };
        let end = bytes.windows(PASTE_ENDS.len()).position(|part| part == PASTE_ENDS);
        // The end may have come by half.
        let taken = end.unwrap_or_else(|| bytes.len().saturating_sub(PASTE_ENDS.len() - 1));
        paste.extend_from_slice(&bytes[..taken]);
        let rest = &bytes[taken..];
        if end.is_none() {
            return rest;
        }
        let pasted = self.paste.take().unwrap_or_default();
        events.push(Event::Paste(String::from_utf8_lossy(&pasted).into_owned()));
        &rest[PASTE_ENDS.len()..]
    }
}

fn first(bytes: &[u8]) -> First {
    let key = |letter, before: usize, alt: bool| match letter {
        Letter::Key(key, length) => {
            First::Whole(Some(Event::Key(if alt { letters::with_alt(key) } else { key })), before + length)
        }
        Letter::None(length) => First::Whole(None, before + length),
        Letter::Part => First::Part,
    };
    match bytes {
        [] | [ESC] => First::Part,
        [ESC, b'[', ..] if bytes.starts_with(PASTE_BEGINS) => First::Paste(PASTE_BEGINS.len()),
        [ESC, b'[', rest @ ..] => whole(csi::csi(rest)),
        [ESC, b'O', rest @ ..] => whole(function::single(rest)),
        [ESC, b']', rest @ ..] => match answers::osc(rest) {
            Osc::Whole(event, length) => First::Whole(event, length + 2),
            Osc::Part => First::Part,
            Osc::None => First::Whole(Some(Event::Key(Key::alt(Code::Char(']')))), 2),
        },
        [ESC, ESC, ..] => twice(&bytes[1..]),
        [ESC, rest @ ..] => key(letters::letter(rest), 1, true),
        _ => key(letters::letter(bytes), 0, false),
    }
}

/// What stands after two bytes that only say that something comes.
fn whole(found: Option<(Option<Event>, usize)>) -> First {
    found.map_or(First::Part, |(event, length)| First::Whole(event, length + 2))
}

/// After one Esc comes another: for some terminals that is Alt with the key that the second one begins.
fn twice(bytes: &[u8]) -> First {
    let esc = First::Whole(Some(Event::Key(Key::plain(Code::Esc))), 1);
    if !matches!(bytes, [_] | [_, b'[' | b'O', ..]) {
        return esc;
    }
    match first(bytes) {
        First::Whole(Some(Event::Key(key)), length) => {
            First::Whole(Some(Event::Key(letters::with_alt(key))), length + 1)
        }
        First::Part => First::Part,
        _ => esc,
    }
}
