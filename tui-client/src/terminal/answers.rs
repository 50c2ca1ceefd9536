//! What the terminal answers when it is asked, and what it tells by itself: its background (`ESC ] 11 ; rgb:RRRR/GGGG/BBBB` or `rgba:`
//! with a fourth part, ended by BEL or `ESC \`), whether its colours are dark or light now (mode 2031, `ESC [ ? 997 ; 1 n`), whether it counts whole clusters of
//! characters (mode 2027, `ESC [ ? 2027 ; 1 $ y`). Nothing waits for any of it: a terminal that does not answer costs nothing.
//! Whatever else begins like an answer is let go.

use super::rest::Rest;
use crate::{
    message::{Clusters, Event},
    theme::{Background, Colour, contrast},
};

const BACKGROUND: &str = "11;";
/// No answer that matters is longer.
const LONGEST: usize = 4 << 10;
/// No number of an answer has more digits.
const DIGITS: usize = 5;

/// What the bytes after `ESC ]` and its like are.
#[derive(Debug)]
pub(super) enum Answer {
    /// An answer, in so many bytes; it is told if it is understood.
    Whole(Option<Event>, usize),
    /// So many bytes of one that is too long.
    Long(usize),
    /// Perhaps one; the rest is still to come.
    Part,
    /// None: a key.
    None,
}

/// What stands after `ESC` and `kind`. Alt makes the same of a key; so it is an answer only if it goes on as none is typed.
pub(super) fn answer(kind: u8, bytes: &[u8]) -> Answer {
    let digits = bytes.iter().take(DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
    match (kind, bytes.get(if kind == b']' { digits } else { 0 })) {
        (_, None) => return Answer::Part,
        (b']', Some(b';')) if digits > 0 => {}
        (b'P' | b'_' | b'^', Some(0x21..=0x3f)) | (b'_', Some(b'G')) => {}
        _ => return Answer::None,
    }
    let within = &bytes[..bytes.len().min(LONGEST)];
    match Rest::Text.take(within) {
        (length, true) => {
            let text =
                within[..length].strip_suffix(b"\x07").or_else(|| within[..length].strip_suffix(b"\x1b\\"));
            let text = text.filter(|_| kind == b']').and_then(|text| std::str::from_utf8(text).ok());
            Answer::Whole(text.and_then(background).map(Event::Background), length)
        }
        (length, false) if bytes.len() >= LONGEST => Answer::Long(length),
        _ => Answer::Part,
    }
}

/// What stands between `ESC [ ?` and its last letter.
pub(super) fn private(text: &str, last: u8) -> Option<Event> {
    match (text, last) {
        ("997;1", b'n') => Some(Event::Background(Background::Dark)),
        ("997;2", b'n') => Some(Event::Background(Background::Light)),
        (_, b'y') => {
            let clusters = match text.strip_prefix("2027;")? {
                "1$" | "3$" => Clusters::Whole,
                "2$" => Clusters::Offered,
                _ => Clusters::Single,
            };
            Some(Event::Clusters(clusters))
        }
        _ => None,
    }
}

fn background(text: &str) -> Option<Background> {
    let colour = text.strip_prefix(BACKGROUND)?;
    // How much shines through it does not matter.
    let (parts, count) = match colour.strip_prefix("rgba:") {
        Some(parts) => (parts, 4),
        None => (colour.strip_prefix("rgb:")?, 3),
    };
    let parts: Option<Vec<u8>> = parts.split('/').map(part).collect();
    let [r, g, b] = parts.filter(|parts| parts.len() == count)?.first_chunk().copied()?;
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

    #[test]
    fn an_answer_tells_dark_from_light() {
        for (said, expected) in [
            ("11;rgb:0000/2b2b/3636", Some(Background::Dark)),
            ("11;rgb:ffff/ffff/dddd", Some(Background::Light)),
            ("11;rgb:f/f/f", Some(Background::Light)),
            ("11;rgba:0000/2b2b/3636/ffff", Some(Background::Dark)),
            ("11;rgb:f/f", None),
            ("11;rgb:f/f/f/f", None),
            ("11;rgba:f/f/f", None),
            ("11;rgb:f/f/", None),
        ] {
            assert_eq!(background(said), expected, "{said}");
        }
    }
}
