//! The rest of what is neither a key nor known, or was given up: it is let go up to its end and never typed.

use std::time::Duration;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
/// It comes within this time after what came last, or not at all.
pub(super) const WITHIN: Duration = Duration::from_secs(1);

/// What it is the rest of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// Something after `ESC [` or `ESC O`: up to its last letter.
    Sequence,
    /// A text after `ESC ]`, `ESC P`, `ESC _` or `ESC ^`: up to BEL or `ESC \`.
    Text,
}

impl Rest {
    /// Of what begins like this and has not come to its end; nothing where that may be keys.
    pub(super) const fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [ESC, b'[' | b'O', _, ..] => Some(Self::Sequence),
            [ESC, b']' | b'P' | b'_' | b'^', _, ..] => Some(Self::Text),
            _ => None,
        }
    }

    /// How many of the bytes belong to it, and whether it ends with them.
    pub(super) fn take(self, bytes: &[u8]) -> (usize, bool) {
        let goes_on = |byte: &u8| match self {
            Self::Sequence => (0x20..=0x3f).contains(byte),
            Self::Text => *byte >= 0x20,
        };
        let Some(end) = bytes.iter().position(|byte| !goes_on(byte)) else { return (bytes.len(), false) };
        match (self, &bytes[end..]) {
            (Self::Sequence, [0x40..=0x7e, ..]) | (Self::Text, [BEL, ..]) => (end + 1, true),
            (Self::Text, [ESC, b'\\', ..]) => (end + 2, true),
            (Self::Text, [ESC]) => (end, false),
            // It was broken off; what comes now is something else.
            _ => (end, true),
        }
    }
}
