//! What the terminal tells, from the bytes that it sends. Keys and answers come on the same line, so one reader takes them apart:
//! whoever reads keys alone takes an answer for keys, or waits for the end of a key that is none.

use std::time::Duration;

use super::{
    answers::{self, Answer},
    csi, function,
    letters::{self, Letter},
    paste::{self, Paste},
    rest::{self, Rest},
};
use crate::{
    keymap::{Code, Key},
    message::Event,
};

const ESC: u8 = 0x1b;
/// What an Esc begins follows it within this time, or it was the key: it may come by itself when a line is cut in two.
const AFTER_ESC: Duration = Duration::from_millis(25);
/// The rest of an answer comes within this time, or it was none.
const REST: Duration = Duration::from_millis(100);

/// Reads what the terminal sends.
#[derive(Debug, Default)]
pub struct Input {
    held: Vec<u8>,
    paste: Paste,
    /// What comes now is the rest of something that is let go.
    rest: Option<Rest>,
}

/// What the first bytes of what was sent are.
enum First {
    /// This, in so many bytes.
    Whole(Option<Event>, usize),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// So many bytes, and this rest, are let go.
    Dropped(Rest, usize),
    /// The rest is still to come.
    Part,
}

impl Input {
    /// What they mean to us. It is the same however they are cut into pieces, as long as nobody gives up between two of them.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<Event> {
        self.paste.go_on(bytes);
        self.held.extend_from_slice(bytes);
        let held = std::mem::take(&mut self.held);
        let mut rest = held.as_slice();
        let mut events = Vec::new();
        loop {
            rest = self.paste.take(rest, &mut events);
            if self.paste.is_open() {
                break;
            }
            if let Some(let_go) = self.rest {
                let (length, ended) = let_go.take(rest);
                rest = &rest[length..];
                if !ended {
                    break;
                }
                self.rest = None;
            }
            let (event, length) = match first(rest) {
                First::Whole(event, length) => (event, length),
                First::Paste(length) => {
                    self.paste.begin();
                    (None, length)
                }
                First::Dropped(let_go, length) => {
                    self.rest = Some(let_go);
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
            _ if self.paste.is_open() => Some(paste::LOST),
            _ if self.rest.is_some() => Some(rest::WITHIN),
            [ESC] | [ESC, ESC] => Some(AFTER_ESC),
            [ESC, ..] => Some(REST),
            _ => None,
        }
    }

    /// The rest of it does not come: each byte is a key of its own, unless they can be none.
    pub fn give_up(&mut self) -> Vec<Event> {
        let held = std::mem::take(&mut self.held);
        self.rest = None;
        if self.paste.is_open() {
            return self.paste.give_up(&held).into_iter().collect();
        }
        let mut keys = Vec::new();
        let mut rest = held.as_slice();
        while let [first, tail @ ..] = rest {
            if let Some(let_go) = Rest::of(rest) {
                self.rest = Some(let_go);
                break;
            }
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

    /// Somebody else has had the terminal: what was begun is not gone on with. What was pasted so far remains.
    pub fn begin_again(&mut self) -> Option<Event> {
        let pasted = self.paste.give_up(&self.held);
        *self = Self::default();
        pasted
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
        [ESC, b'[', ..] if bytes.starts_with(paste::BEGINS) => First::Paste(paste::BEGINS.len()),
        [ESC, b'[', rest @ ..] => whole(csi::csi(rest)),
        [ESC, b'O', rest @ ..] => whole(function::single(rest)),
        [ESC, kind @ (b']' | b'P' | b'_' | b'^'), rest @ ..] => match answers::answer(*kind, rest) {
            Answer::Whole(event, length) => First::Whole(event, length + 2),
            Answer::Long(length) => First::Dropped(Rest::Text, length + 2),
            Answer::Part => First::Part,
            Answer::None => key(letters::letter(&bytes[1..]), 1, true),
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
