//! The part of a text in which what was looked for stands.

use protocol::{Span, limits::SNIPPET_CHARS, words::densest};

use super::word::{Word, folded};

const CUT: char = '…';

/// Characters shown before the first word.
const BEFORE: usize = SNIPPET_CHARS / 3;

/// The part in which the most of the words are, in one line, and where in it they are.
pub fn snippet(text: &str, wanted: &[Word]) -> (String, Vec<Span>) {
    // One for one, so that places stay what they are.
    let text: Vec<char> = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let found = places(&text, wanted);
    let starts: Vec<(usize, usize)> = found.iter().map(|place| (place.start, place.word)).collect();
    let first = densest(&starts, SNIPPET_CHARS - BEFORE - 2).map_or(0, |nth| found[nth].start);
    let (from, to) = window(&text, first);
    let lead = usize::from(from > 0);
    let shown: String = (from > 0)
        .then_some(CUT)
        .into_iter()
        .chain(text[from..to].iter().copied())
        .chain((to < text.len()).then_some(CUT))
        .collect();
    let visible = found.into_iter().filter(|place| place.start >= from && place.end <= to);
    let spans = visible.map(|place| Span {
        start: narrow(place.start - from + lead),
        length: narrow(place.end - place.start),
    });
    (shown, spans.collect())
}

/// Where a word of the query is: from its first letter to what comes after it.
struct Place {
    start: usize,
    end: usize,
    /// Which of the words.
    word: usize,
}

/// From where to where: all of it, or as much as fits with what is said about it, a third of it before.
fn window(text: &[char], first: usize) -> (usize, usize) {
    if text.len() <= SNIPPET_CHARS {
        return (0, text.len());
    }
    let mut from = first.saturating_sub(BEFORE);
    // It begins with a word.
    if from > 0 {
        from = (from..first).find(|&at| text[at - 1] == ' ').unwrap_or(first);
    }
    let to = from.saturating_add(SNIPPET_CHARS - 2).min(text.len());
    (from, to)
}

/// Where the words are, in order.
fn places(text: &[char], wanted: &[Word]) -> Vec<Place> {
    let mut found = Vec::new();
    let mut at = 0;
    for stretch in text.split(|c: &char| !c.is_alphanumeric()) {
        let end = at + stretch.len();
        if !stretch.is_empty() {
            let word = folded(&stretch.iter().collect::<String>());
            if let Some(word) = wanted.iter().position(|wanted| wanted.is(&word)) {
                found.push(Place { start: at, end, word });
            }
        }
        at = end + 1;
    }
    found
}

/// A message has at most a few thousand characters.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::{super::Query, *};

    fn shown(text: &str, query: &str) -> String {
        let (text, spans) = snippet(text, &Query::parse(query).unwrap().words);
        assert!(text.chars().count() <= SNIPPET_CHARS, "{text}");
        let mut marked = String::new();
        for (at, c) in text.chars().enumerate() {
            let at = narrow(at);
            marked.extend(spans.iter().any(|span| span.start == at).then_some('['));
            marked.push(c);
            marked.extend(spans.iter().any(|span| span.start + span.length == at + 1).then_some(']'));
        }
        marked
    }

    #[test]
    fn what_was_found_is_marked_in_any_form() {
        assert_eq!(shown("Первая\nвстреча, в пять", "встречи пят"), "Первая [встреча], в [пять]");
        assert_eq!(shown("nothing of it", "from:me"), "nothing of it");
        assert_eq!(shown("İstanbul и İ istanbul", "istanbul"), "İstanbul и İ [istanbul]");
    }

    #[test]
    fn a_long_text_is_cut_where_the_most_of_them_are() {
        let long = format!(
            "the plan, {}the meeting about the plan {}",
            "many words before it ".repeat(30),
            "and after ".repeat(30)
        );
        let cut = shown(&long, "meeting plan");
        assert!(cut.contains("the [meeting] about the [plan]"), "{cut}");
    }

    #[test]
    fn a_long_text_is_cut_about_the_first_of_them() {
        let long = format!(
            "{}the meeting is at five {}",
            "many words before it ".repeat(30),
            "and after ".repeat(30)
        );
        let cut = shown(&long, "meet");
        assert!(
            cut.starts_with("…") && cut.ends_with('…') && cut.contains("the [meeting] is at five"),
            "{cut}"
        );
        let wall = shown(&"ы".repeat(4_000), "from:me");
        assert_eq!(wall.chars().count(), SNIPPET_CHARS - 1);
    }
}
