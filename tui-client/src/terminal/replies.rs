//! What the terminal answers when it is asked for its background: `ESC ] 11 ; rgb:RRRR/GGGG/BBBB`, ended by BEL or `ESC \`.
//! It comes among the keys and is taken for keys by whoever reads them, so it is put together again here. Nothing waits for
//! it: a terminal that does not answer costs nothing.

use crate::{
    keymap::{Code, Key},
    theme::{Background, Colour, contrast},
};

const BEGIN: Key = Key::alt(Code::Char(']'));
const PREFIX: &str = "11;rgb:";
/// No answer is longer.
const LONGEST: usize = 40;

/// Takes answers out of a row of keys.
#[derive(Debug, Default)]
pub(super) struct Replies {
    held: Vec<Key>,
}

/// What a key turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// Perhaps part of an answer.
    Held,
    /// The end of one.
    Background(Background),
    /// Keys after all.
    Keys(Vec<Key>),
}

impl Replies {
    /// Takes the next key.
    pub(super) fn read(&mut self, key: Key) -> Read {
        if self.held.is_empty() && key != BEGIN {
            return Read::Keys(vec![key]);
        }
        let ends = key == Key::ctrl(Code::Char('g')) || key == Key::alt(Code::Char('\\'));
        self.held.push(key);
        if ends && let Some(background) = background(&self.text()) {
            self.held.clear();
            return Read::Background(background);
        }
        if ends || !self.is_like_one() { Read::Keys(self.give_up()) } else { Read::Held }
    }

    /// Perhaps part of an answer is held.
    pub(super) const fn holds(&self) -> bool {
        !self.held.is_empty()
    }

    /// Nothing more is coming: what was held are keys.
    pub(super) fn give_up(&mut self) -> Vec<Key> {
        std::mem::take(&mut self.held)
    }

    fn is_like_one(&self) -> bool {
        let text = self.text();
        let alike = if text.len() < PREFIX.len() {
            PREFIX.starts_with(&text)
        } else {
            text.starts_with(PREFIX)
                && text[PREFIX.len()..].bytes().all(|b| b.is_ascii_hexdigit() || b == b'/')
        };
        let letters = self.held.iter().skip(1).all(|key| key.writes().is_some());
        alike && letters && self.held.len() < LONGEST
    }

    fn text(&self) -> String {
        self.held.iter().skip(1).filter_map(|key| key.writes()).collect()
    }
}

fn background(text: &str) -> Option<Background> {
    let mut parts = text.strip_prefix(PREFIX)?.split('/').map(part);
    let (Some(Some(r)), Some(Some(g)), Some(Some(b)), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return None;
    };
    let behind = Colour::Rgb(r, g, b).rgb()?;
    // Dark is what white is read better on than black.
    let dark = contrast(behind, (255, 255, 255)) >= contrast(behind, (0, 0, 0));
    Some(if dark { Background::Dark } else { Background::Light })
}

/// One to four hexadecimal digits, scaled to eight bits.
fn part(digits: &str) -> Option<u8> {
    let most = 16u32.checked_pow(u32::try_from(digits.len()).ok().filter(|n| (1..=4).contains(n))?)? - 1;
    u8::try_from(u32::from_str_radix(digits, 16).ok()? * 255 / most).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(replies: &mut Replies, text: &str) -> Vec<Read> {
        text.chars().map(|c| replies.read(Key::plain(Code::Char(c)))).filter(|r| *r != Read::Held).collect()
    }

    #[test]
    fn an_answer_tells_dark_from_light() {
        for (said, expected) in [
            ("11;rgb:0000/2b2b/3636", Background::Dark),
            ("11;rgb:ffff/ffff/dddd", Background::Light),
            ("11;rgb:f/f/f", Background::Light),
        ] {
            for end in [Key::ctrl(Code::Char('g')), Key::alt(Code::Char('\\'))] {
                let mut replies = Replies::default();
                assert_eq!(replies.read(BEGIN), Read::Held);
                assert_eq!(reads(&mut replies, said), []);
                assert_eq!(replies.read(end), Read::Background(expected));
                assert_eq!(reads(&mut replies, "a"), [Read::Keys(vec![Key::plain(Code::Char('a'))])]);
            }
        }
    }

    #[test]
    fn keys_that_are_no_answer_are_keys() {
        let mut replies = Replies::default();
        assert_eq!(replies.read(BEGIN), Read::Held);
        let given = reads(&mut replies, "hi");
        let Some(Read::Keys(keys)) = given.first() else { panic!("{given:?}") };
        assert_eq!(keys, &[BEGIN, Key::plain(Code::Char('h'))]);
        assert_eq!(given.len(), 2);
        replies.read(BEGIN);
        assert_eq!(replies.give_up(), [BEGIN]);
    }
}
