//! What is pasted, between the two marks that terminals set around it.

use std::time::Duration;

use crate::message::Event;

const ESC: u8 = 0x1b;
pub(super) const BEGINS: &[u8] = b"\x1b[200~";
const ENDS: &[u8] = b"\x1b[201~";
/// When nothing more of it comes for so long, its end is lost: nobody is to be without a keyboard for that.
pub(super) const LOST: Duration = Duration::from_secs(2);
/// A longer one comes in pieces of this length.
const PIECE: usize = 1 << 20;
/// More bytes at once are the rest of one whose end was thought to be lost; fewer are keys.
const FEW: usize = 32;

/// What was pasted so far.
#[derive(Debug, Default)]
pub(super) struct Paste {
    open: Option<Vec<u8>>,
    /// Its end has not come.
    lost: bool,
}

impl Paste {
    pub(super) const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn begin(&mut self) {
        *self = Self { open: Some(Vec::new()), lost: false };
    }

    /// What was thought to be lost may only have been late: its rest is no keys.
    pub(super) fn go_on(&mut self, bytes: &[u8]) {
        if !self.lost || self.is_open() {
            return;
        }
        let goes_on = match (find(bytes, ENDS), find(bytes, BEGINS)) {
            (Some(end), begin) => begin.is_none_or(|begin| end < begin),
            (None, begin) => begin.is_none() && bytes.len() > FEW && bytes.first() != Some(&ESC),
        };
        if goes_on {
            self.begin();
        }
    }

    /// Takes what belongs to it out of the bytes, and leaves those after it.
    pub(super) fn take<'a>(&mut self, bytes: &'a [u8], events: &mut Vec<Event>) -> &'a [u8] {
        let Some(open) = &mut self.open else { return bytes };
        let end = find(bytes, ENDS);
        // The end may have come by half.
        let taken = end.unwrap_or_else(|| bytes.len().saturating_sub(ENDS.len() - 1));
        open.extend_from_slice(&bytes[..taken]);
        while open.len() > PIECE {
            let rest = open.split_off(whole(open));
            events.extend(pasted(&std::mem::replace(open, rest)));
        }
        if end.is_none() {
            return &bytes[taken..];
        }
        events.extend(self.open.take().and_then(|open| pasted(&open)));
        &bytes[taken + ENDS.len()..]
    }

    /// Its end does not come: what has come, with what was held back, is all of it. Nothing if there is none.
    pub(super) fn give_up(&mut self, held: &[u8]) -> Option<Event> {
        let mut open = self.open.take()?;
        self.lost = true;
        open.extend_from_slice(held);
        pasted(&open)
    }
}

fn find(bytes: &[u8], mark: &[u8]) -> Option<usize> {
    bytes.windows(mark.len()).position(|part| part == mark)
}

fn pasted(bytes: &[u8]) -> Option<Event> {
    (!bytes.is_empty()).then(|| Event::Paste(String::from_utf8_lossy(bytes).into_owned()))
}

/// How long a piece is that divides neither a letter nor the end of a line.
fn whole(bytes: &[u8]) -> usize {
    let inside = |at: &usize| bytes.get(*at).is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000);
    let at = (PIECE - 3..=PIECE).rev().find(|at| !inside(at)).unwrap_or(PIECE);
    if bytes[at - 1] == b'\r' { at - 1 } else { at }
}
