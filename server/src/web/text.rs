//! The text of a message, taken apart into links, people who are called by name, words that were searched for, and the
//! rest. `static/text.js` does the same in the browser.

use protocol::Span;
use serde::Serialize;

/// A piece of a message.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Part<'a> {
    /// What to show; of a link also where it leads.
    pub text: &'a str,
    /// It is an `http` or `https` address.
    pub link: bool,
    /// It stands out.
    pub mark: Option<Mark>,
}

/// Why a piece stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Somebody is called by name.
    Other,
    /// The reader is, alone or with everybody.
    Me,
    /// It was searched for.
    Found,
}

/// The pieces of a text, in order; together they are the text. Only `http://` and `https://` make a link. What is marked
/// is in the order of the text; a mark inside a link, or beyond the text, is none.
pub fn parts<'a>(text: &'a str, marks: &[(Span, Mark)]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut rest = text;
    let mut place = 0;
    while let Some((start, end)) = next_link(rest) {
        mark(&mut parts, &rest[..start], place, marks);
        parts.push(Part { text: &rest[start..end], link: true, mark: None });
        place += rest[..end].chars().count();
        rest = &rest[end..];
    }
    mark(&mut parts, rest, place, marks);
    parts
}

/// The pieces of a text in which nothing is a link.
pub fn marked<'a>(text: &'a str, marks: &[(Span, Mark)]) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    mark(&mut parts, text, 0, marks);
    parts
}

/// Adds the pieces of a text in which no link is, and which stands so many characters into the whole.
fn mark<'a>(parts: &mut Vec<Part<'a>>, text: &'a str, place: usize, marks: &[(Span, Mark)]) {
    let mut offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    offsets.push(text.len());
    let mut done = 0;
    let mut push = |from: usize, to: usize, mark| {
        if from < to {
            parts.push(Part { text: &text[from..to], link: false, mark });
        }
    };
    for (span, mark) in marks {
        let Some(start) = wide(span.start).checked_sub(place) else { continue };
        let (from, to) = (offsets.get(start), offsets.get(start.saturating_add(wide(span.length))));
        // Several people of one name are called by the same words.
        if let (Some(&from), Some(&to)) = (from, to)
            && from >= done
        {
            push(done, from, None);
            push(from, to, Some(*mark));
            done = to;
        }
    }
    push(done, text.len(), None);
}

fn wide(n: u32) -> usize {
    usize::try_from(n).unwrap_or(usize::MAX)
}

fn next_link(text: &str) -> Option<(usize, usize)> {
    text.match_indices("http").find_map(|(start, _)| {
        let tail = &text[start..];
        let scheme = ["https://", "http://"].into_iter().find(|scheme| tail.starts_with(scheme))?;
        let fresh = text[..start].chars().next_back().is_none_or(|before| !before.is_alphanumeric());
        let end = tail.find(ends_link).unwrap_or(tail.len());
        let link = tail[..end].trim_end_matches(ends_sentence);
        let host = link.get(scheme.len()..)?;
        (fresh && host.starts_with(char::is_alphanumeric)).then_some((start, start + link.len()))
    })
}

/// Nothing invisible may hide in an address: where it leads must be what is seen.
fn ends_link(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '<' | '>' | '"' | '`' | '\\' | '\u{ad}' | '\u{61c}' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

const fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '»' | '”' | '…' | '*' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let parts = parts(text, &[]);
        assert_eq!(parts.iter().map(|part| part.text).collect::<String>(), text);
        parts.into_iter().filter(|part| part.link).map(|part| part.text).collect()
    }

    #[test]
    fn addresses_are_found_without_the_sentence_around_them() {
        assert_eq!(
            links("см. https://example.com/a?b=c#d, и (http://ya.ru)."),
            ["https://example.com/a?b=c#d", "http://ya.ru"]
        );
        assert_eq!(links("http://[broken https://ok.example"), ["https://ok.example"]);
        assert_eq!(links("https://пример.рф/путь"), ["https://пример.рф/путь"]);
    }

    #[test]
    fn nothing_else_is_a_link() {
        for text in [
            "javascript:alert(1)",
            "xhttps://a.b",
            "https://",
            "https://.",
            "data:text/html,x",
            "HTTP is",
            "",
        ] {
            assert_eq!(links(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_cannot_be_seen_ends_an_address() {
        assert_eq!(links("https://good.example\u{202e}gro.live"), ["https://good.example"]);
        assert_eq!(links("https://a.example\u{200b}.b\"onclick=x"), ["https://a.example"]);
    }

    fn marked(text: &str, marks: &[(u32, u32)]) -> Vec<(String, bool)> {
        let marks: Vec<_> =
            marks.iter().map(|&(start, length)| (Span { start, length }, Mark::Other)).collect();
        let parts = parts(text, &marks);
        assert_eq!(parts.iter().map(|part| part.text).collect::<String>(), text);
        parts.into_iter().map(|part| (part.text.to_owned(), part.mark.is_some())).collect()
    }

    #[test]
    fn marks_are_counted_in_characters() {
        let found = marked("😀 @Боря, https://a.example @Ann", &[(2, 5), (27, 4)]);
        let marks: Vec<&str> =
            found.iter().filter(|(_, mark)| *mark).map(|(text, _)| text.as_str()).collect();
        assert_eq!(marks, ["@Боря", "@Ann"]);
    }

    #[test]
    fn marks_that_fit_nowhere_are_none() {
        for marks in [[(1, 99)], [(99, 1)], [(u32::MAX, u32::MAX)], [(10, 3)]] {
            let found = marked("see https://a.example/@b", &marks);
            assert!(found.iter().all(|(_, mark)| !mark), "{marks:?}: {found:?}");
        }
        assert_eq!(marked("@Ann", &[(0, 4), (0, 4), (2, 1)]), [("@Ann".to_owned(), true)]);
    }
}
