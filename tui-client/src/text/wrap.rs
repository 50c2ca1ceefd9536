//! Where a text breaks into lines.

use std::ops::{ControlFlow, Range};

use unicode_segmentation::UnicodeSegmentation;

use super::grapheme_width;

/// The lines of a text on a screen `columns` wide, as ranges of its bytes. Breaks after spaces where it can and within a
/// word where it must; the spaces at which a line was broken belong to no line. An empty text has one empty line.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    wrap_from(text, 0, columns, &mut |line| {
        lines.push(line);
        ControlFlow::Continue(())
    });
    lines
}

/// The same from the beginning of one of these lines on, until nobody wants another one. Where a line begins says all about
/// those after it.
pub fn wrap_from(text: &str, start: usize, columns: usize, take: &mut Take<'_>) {
    // A wide character must fit somewhere.
    let columns = columns.max(2);
    let mut start = start;
    for paragraph in text[start..].split('\n') {
        if wrap_paragraph(paragraph, start, columns, take).is_break() {
            return;
        }
        start += paragraph.len() + 1;
    }
}

/// What is done with a line.
type Take<'a> = dyn FnMut(Range<usize>) -> ControlFlow<()> + 'a;

fn wrap_paragraph(paragraph: &str, base: usize, columns: usize, take: &mut Take<'_>) -> ControlFlow<()> {
    let mut line = Line { start: 0, used: 0, break_at: None };
    for (at, grapheme) in paragraph.grapheme_indices(true) {
        let width = grapheme_width(grapheme);
        if grapheme == " " {
            // A space never begins a line: beyond the edge it hangs, unseen.
            line.used += 1;
            let end = line.break_at.filter(|b| b.resume == at).map_or(at, |b| b.end);
            line.break_at = Some(Break { end, resume: at + 1, used: line.used });
            continue;
        }
        // What is wider than a line has one of its own all the same.
        if line.used + width > columns && at > line.start {
            let cut = line.break_at.filter(|b| b.end > line.start);
            let (end, resume, used) = cut.map_or((at, at, line.used), |b| (b.end, b.resume, b.used));
            let end = hang(&paragraph[..end], line.start, columns);
            take(base + line.start..base + end)?;
            line = Line { start: resume, used: line.used - used, break_at: None };
            // What was carried over may itself be too long once this is added.
            if line.used + width > columns && at > line.start {
                take(base + line.start..base + at)?;
                line = Line { start: at, used: 0, break_at: None };
            }
        }
        line.used += width;
        if grapheme == "\t" {
            // It stays where it is, and what comes after it may begin a line.
            let end = at + grapheme.len();
            line.break_at = Some(Break { end, resume: end, used: line.used });
        }
    }
    let end = hang(paragraph, line.start, columns);
    take(base + line.start..base + end)
}

struct Line {
    start: usize,
    used: usize,
    break_at: Option<Break>,
}

/// A run of spaces, before which the line may end, or a tab, after which it may; and where it goes on.
#[derive(Clone, Copy)]
struct Break {
    end: usize,
    resume: usize,
    used: usize,
}

/// The end of a last line: spaces beyond the edge are left out.
fn hang(paragraph: &str, start: usize, columns: usize) -> usize {
    let mut used = 0;
    for (at, grapheme) in paragraph[start..].grapheme_indices(true) {
        used += grapheme_width(grapheme);
        if used > columns {
            return start + at;
        }
    }
    paragraph.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{sanitise, width};

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn breaks_at_spaces_and_within_words_that_are_too_long() {
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(lines("a bcdefgh", 4), ["a", "bcde", "fgh"]);
        assert_eq!(lines("日本語", 4), ["日本", "語"]);
        assert_eq!(lines("name\tvalue", 12), ["name\t", "value"]);
        assert_eq!(lines("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(lines("", 4), [""]);
        assert_eq!(lines("abc   def", 3), ["abc", "def"]);
        assert_eq!(lines("    indented", 20), ["    indented"]);
        assert_eq!(lines("   a", 2), ["  ", "a"]);
        // What has no place at all takes one line, not several.
        assert_eq!(wrap("👩\u{fe0f}\u{200d}👩a", 2), [0..0, 14..15]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "[ a-я日🙂\u{301}\u{200d}👩\n\t]{0,80}", columns in 4_usize..60) {
            for line in lines(&sanitise(&text), columns) {
                prop_assert!(width(line) <= columns, "{line:?}");
            }
        }

        #[test]
        fn nothing_but_spaces_and_line_ends_is_lost(text in "[ a-я日🙂\n]{0,80}", columns in 2_usize..60) {
            let kept: String = lines(&text, columns).concat().replace(' ', "");
            prop_assert_eq!(kept, text.replace([' ', '\n'], ""));
        }
    }
}
