//! Clusters of characters for a terminal that counts each character alone. It moves its cursor by another number of columns than
//! the cluster has, and everything after it in the row would stand elsewhere. So it gets something else of the same width.

use unicode_width::UnicodeWidthChar;

use super::{
    doubt::{Doubt, Drawn, letter},
    grapheme_width,
};

/// What is drawn instead of a cluster, in as many columns; nothing when it can be drawn as it is on a terminal that counts these
/// as one.
pub fn safe(cluster: &str, drawn: Drawn) -> Option<String> {
    // Most of what there is: one character, or one with a mark that takes no column.
    if cluster.is_ascii() || cluster.chars().nth(1).is_none() {
        return None;
    }
    let wide = grapheme_width(cluster);
    let is_flag = Doubt::Flag.is_in(cluster);
    let counts_alone = columns(cluster) == wide && !is_flag && !Doubt::Coloured.is_in(cluster);
    if counts_alone || drawn.holds(cluster) {
        return None;
    }
    let mut safe: String = if is_flag {
        cluster.chars().filter_map(letter).collect()
    } else {
        cluster.chars().find(|c| c.width().is_some_and(|w| w > 0)).into_iter().collect()
    };
    if columns(&safe) > wide {
        "?".clone_into(&mut safe);
    }
    safe.extend(std::iter::repeat_n(' ', wide.saturating_sub(columns(&safe))));
    Some(safe)
}

/// As a terminal counts that knows no clusters.
fn columns(text: &str) -> usize {
    text.chars().filter_map(UnicodeWidthChar::width).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::*;

    #[test]
    fn what_is_doubtful_becomes_something_plain_of_the_same_width() {
        for (cluster, drawn) in
            [("👨‍👩‍👧", "👨"), ("👍🏽", "👍"), ("❤️", "❤ "), ("1️⃣", "1 "), ("🇷🇺", "RU"), ("🏳️‍🌈", "🏳 ")]
        {
            assert_eq!(safe(cluster, Drawn::default()).as_deref(), Some(drawn), "{cluster}");
        }
        for plain in ["a", "Ж", "日", "🙂", "e\u{301}", "й", "각"] {
            assert_eq!(safe(plain, Drawn::default()), None, "{plain}");
        }
    }

    proptest! {
        #[test]
        fn every_terminal_counts_the_same_columns(text in "[a-zЖ日각क-हा-्ก-๎🙂👨👩👧👍❤1🏽🏳🇷🇺\u{200d}\u{fe0f}\u{20e3}\u{301}\u{0}-\u{10ffff}]{0,12}") {
            for cluster in text.graphemes(true).filter(|cluster| !cluster.chars().any(char::is_control)) {
                let drawn = safe(cluster, Drawn::default()).unwrap_or_else(|| cluster.to_owned());
                prop_assert_eq!(columns(&drawn), grapheme_width(cluster), "{:?} as {:?}", cluster, drawn);
                prop_assert_eq!(grapheme_width(&drawn).max(columns(&drawn)), grapheme_width(cluster));
            }
        }

        #[test]
        fn a_terminal_that_counts_some_kinds_as_one_counts_the_same_columns(
            text in "[a🙂👨👩👧👍❤1🏽🏳🇷🇺\u{200d}\u{fe0f}\u{20e3}\u{301}]{0,12}",
            counted in prop::collection::vec(any::<bool>(), Doubt::ALL.len()),
        ) {
            let kinds = Doubt::ALL.into_iter().zip(&counted);
            let drawn = kinds.clone().fold(Drawn::default(), |drawn, (kind, counted)| drawn.with(kind, *counted));
            for cluster in text.graphemes(true) {
                // It is counted as one only if all that is in it is.
                let whole = kinds.clone().filter(|(kind, _)| kind.is_in(cluster)).all(|(_, counted)| *counted);
                let is_known = Doubt::ALL.into_iter().any(|kind| kind.is_in(cluster));
                let shown = safe(cluster, drawn).unwrap_or_else(|| cluster.to_owned());
                let moved = if shown == cluster && whole && is_known { grapheme_width(cluster) } else { columns(&shown) };
                prop_assert_eq!(moved, grapheme_width(cluster), "{:?} as {:?}", cluster, shown);
            }
        }
    }
}
