//! What the terminal answers when it is asked, and what it tells by itself: its background (`ESC ] 11 ; rgb:RRRR/GGGG/BBBB`, ended by
//! BEL or `ESC \`), whether its colours are dark or light now (mode 2031, `ESC [ ? 997 ; 1 n`), whether it counts whole clusters of
//! characters (mode 2027, `ESC [ ? 2027 ; 1 $ y`). Nothing waits for any of it: a terminal that does not answer costs nothing.

use crate::{
    message::{Clusters, Event},
    theme::{Background, Colour, contrast},
};

const BACKGROUND: &str = "11;rgb:";
/// No answer is longer.
const LONGEST: usize = 40;

/// What the bytes after `ESC ]` are.
#[derive(Debug)]
pub(super) enum Osc {
    /// An answer, in so many bytes.
    Whole(Option<Event>, usize),
    /// Perhaps one; the rest is still to come.
    Part,
    /// None: a key.
    None,
}

pub(super) fn osc(bytes: &[u8]) -> Osc {
    let end = bytes.iter().position(|byte| matches!(byte, 0x07 | 0x1b)).unwrap_or(bytes.len());
    let is_answer = |text: &str| {
        let begins = text.starts_with(BACKGROUND) || BACKGROUND.starts_with(text);
        begins && text.bytes().skip(BACKGROUND.len()).all(|byte| byte.is_ascii_hexdigit() || byte == b'/')
    };
    let Some(text) = std::str::from_utf8(&bytes[..end]).ok().filter(|text| end <= LONGEST && is_answer(text))
    else {
        return Osc::None;
    };
    let length = match &bytes[end..] {
        [] | [0x1b] => return Osc::Part,
        [0x07, ..] => end + 1,
        [0x1b, b'\\', ..] => end + 2,
        _ => return Osc::None,
    };
    match background(text) {
        Some(background) => Osc::Whole(Some(Event::Background(background)), length),
        None => Osc::None,
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
    let mut parts = text.strip_prefix(BACKGROUND)?.split('/').map(part);
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

    #[test]
    fn an_answer_tells_dark_from_light() {
        for (said, expected) in [
            ("11;rgb:0000/2b2b/3636", Some(Background::Dark)),
            ("11;rgb:ffff/ffff/dddd", Some(Background::Light)),
            ("11;rgb:f/f/f", Some(Background::Light)),
            ("11;rgb:f/f", None),
        ] {
            assert_eq!(background(said), expected, "{said}");
        }
    }
}
