//! What others wrote, made fit for a terminal: no control character, no change of direction, no tower of accents.

use unicode_segmentation::UnicodeSegmentation;

/// Scalars kept of one cluster: the longest family emoji has ten, a Zalgo letter hundreds.
const CLUSTER_MAX: usize = 16;

/// Text that may be shown: line ends and tabs stay, and nothing else is left that steers a terminal or turns the direction of what
/// stands beside it.
pub fn sanitise(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut previous = ' ';
    for c in text.chars() {
        match c {
            '\n' if previous == '\r' => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}' => clean.push('\n'),
            '\t' => clean.push('\t'),
            _ if steers(c) => {}
            _ => clean.push(c),
        }
        previous = c;
    }
    bound_clusters(&clean)
}

/// The same on one line: a line end or a tab becomes a space.
pub fn one_line(text: &str) -> String {
    sanitise(text).replace(['\n', '\t'], " ")
}

/// A character that steers a terminal, or turns the direction of what stands beside it.
pub fn steers(c: char) -> bool {
    c.is_control() || is_invisible_order(c)
}

/// Formatting characters that move other text about or hide it.
fn is_invisible_order(c: char) -> bool {
    matches!(c,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' // bidi
        | '\u{00AD}' | '\u{FEFF}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' // no width
        | '\u{FFF9}'..='\u{FFFB}' | '\u{E0001}')
}

fn bound_clusters(text: &str) -> String {
    let mut bounded = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        bounded.extend(grapheme.chars().take(CLUSTER_MAX));
    }
    bounded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        assert_eq!(sanitise("\u{1b}[2Jhi\u{7}\u{9b}31m\u{7f}\0"), "[2Jhi31m");
        assert_eq!(sanitise("safe\u{202e}cod.exe\u{2066}"), "safecod.exe");
    }

    #[test]
    fn line_ends_of_every_kind_stay_and_so_do_tabs() {
        assert_eq!(sanitise("a\r\nb\rc\nd\u{2028}e\tf"), "a\nb\nc\nd\ne\tf");
        assert_eq!(one_line("a\nb\tc"), "a b c");
    }

    #[test]
    fn emoji_families_and_flags_stay_whole_but_towers_are_cut() {
        assert_eq!(sanitise("👨‍👩‍👧‍👦🇷🇺"), "👨‍👩‍👧‍👦🇷🇺");
        let tower = format!("a{}", "\u{301}".repeat(500));
        assert_eq!(sanitise(&tower).chars().count(), CLUSTER_MAX);
    }
}
