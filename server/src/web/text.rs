//! The text of a message, taken apart into what is a link and what is not. `static/text.js` does the same in the browser.

use serde::Serialize;

/// A piece of a message.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Part<'a> {
    /// What to show; of a link also where it leads.
    pub text: &'a str,
    /// It is an `http` or `https` address.
    pub link: bool,
}

/// The pieces of a text, in order; together they are the text. Only `http://` and `https://` make a link.
pub fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((start, end)) = next_link(rest) {
        if start > 0 {
            parts.push(Part { text: &rest[..start], link: false });
        }
        parts.push(Part { text: &rest[start..end], link: true });
        rest = &rest[end..];
    }
    if !rest.is_empty() {
        parts.push(Part { text: rest, link: false });
    }
    parts
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
        let parts = parts(text);
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
}
