//! Text as a terminal sees it: how wide it is, where it breaks, and which characters may reach the screen at all.
//! Knows nothing of chats, styles or widgets.

mod address;
mod doubt;
mod gist;
mod rich;
mod safe;
mod sanitise;
mod words;
mod wrap;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

pub use address::links;
pub use doubt::{Doubt, Drawn};
pub use gist::gist;
pub use rich::{Block, Marks, Passage, rich};
pub use safe::safe;
pub use sanitise::{one_line, sanitise, steers};
pub use words::{Term, excerpt, fold};
pub use wrap::{wrap, wrap_from};

/// What is drawn in place of a tab, wherever it stands: so its columns are known without what is before it.
pub const TAB: &str = "    ";

/// Columns that a grapheme cluster takes.
pub fn grapheme_width(grapheme: &str) -> usize {
    if grapheme == "\t" {
        return TAB.len();
    }
    // Terminals draw half-width voicing marks in a column of their own, the tables say zero; ratatui counts the same.
    let marks = grapheme.chars().filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}')).count();
    grapheme.width() + if grapheme.len() > 3 { marks } else { 0 }
}

/// Columns that a line of text takes.
pub fn width(text: &str) -> usize {
    if text.chars().all(is_plain) {
        return text.chars().count();
    }
    text.graphemes(true).map(grapheme_width).sum()
}

/// It takes one column and joins with nothing of its kind: most of what is written in Latin and Cyrillic letters, which
/// need not be taken apart to be counted.
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{17F}' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}')
}

/// The text holds letters that are written from right to left.
pub fn has_rtl(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c,
            '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    })
}

/// The text in at most `columns`, with `…` where something was cut off.
pub fn truncate(text: &str, columns: usize) -> String {
    // Nothing but a tab is wider than its bytes are many.
    if (text.len() <= columns && !text.contains('\t')) || width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 0;
    for grapheme in text.graphemes(true) {
        used += grapheme_width(grapheme);
        if used + 1 > columns {
            break;
        }
        kept.push_str(grapheme);
    }
    if columns > 0 {
        kept.push('…');
    }
    kept
}

/// The text in exactly `columns`: cut off or filled up with spaces.
pub fn fit(text: &str, columns: usize) -> String {
    let mut fitted = truncate(text, columns);
    let missing = columns.saturating_sub(width(&fitted));
    fitted.extend(std::iter::repeat_n(' ', missing));
    fitted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn plain_text_is_as_wide_as_it_is_when_taken_apart(text in "[ -~¡-ſА-яЀ-ԯ\u{301}\u{fe0f}日🙂]{0,40}") {
            prop_assert_eq!(width(&text), text.graphemes(true).map(grapheme_width).sum::<usize>());
            prop_assert!(width(&text) <= text.len());
        }
    }

    #[test]
    fn wide_and_joined_characters_count_as_the_terminal_draws_them() {
        for (text, columns) in
            [("abc", 3), ("Привет", 6), ("日本", 4), ("e\u{301}", 1), ("👨‍👩‍👧", 2), ("🇷🇺", 2), ("\ta", 5)]
        {
            assert_eq!(width(text), columns, "{text}");
        }
    }

    #[test]
    fn a_cut_text_says_so_and_never_splits_a_cluster() {
        assert_eq!(truncate("Привет", 6), "Привет");
        assert_eq!(truncate("Привет", 4), "При…");
        assert_eq!(truncate("日本語", 4), "日…");
        assert_eq!(truncate("x", 0), "");
        assert_eq!(fit("日本語", 4), "日… ");
    }
}
