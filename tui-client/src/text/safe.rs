//! Clusters of characters for a terminal that counts each character alone. It moves its cursor by another number of columns than
//! the cluster has, and everything after it in the row would stand elsewhere. So it gets something else of the same width.

use unicode_width::UnicodeWidthChar;

use super::grapheme_width;

/// Makes a colourful sign of the one before it.
const COLOURFUL: char = '\u{FE0F}';
/// The first and the last of the letters that flags are made of.
const FLAG_LETTERS: std::ops::RangeInclusive<char> = '\u{1F1E6}'..='\u{1F1FF}';

/// What is drawn instead of a cluster, in as many columns; nothing when it can be drawn as it is.
pub fn safe(cluster: &str) -> Option<String> {
    // Most of what there is: one character, or one with a mark that takes no column.
    if cluster.is_ascii() || cluster.chars().nth(1).is_none() {
        return None;
    }
    let wide = grapheme_width(cluster);
    let is_flag = cluster.chars().all(|c| FLAG_LETTERS.contains(&c));
    if !is_flag && columns(cluster) == wide && !cluster.contains(COLOURFUL) {
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

fn letter(c: char) -> Option<char> {
    let place = u32::from(c).checked_sub(u32::from(*FLAG_LETTERS.start()))?;
    char::from_u32(u32::from('A') + place)
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
            assert_eq!(safe(cluster).as_deref(), Some(drawn), "{cluster}");
        }
        for plain in ["a", "Ж", "日", "🙂", "e\u{301}", "й", "각"] {
            assert_eq!(safe(plain), None, "{plain}");
        }
    }

    proptest! {
        #[test]
        fn every_terminal_counts_the_same_columns(text in "[a-zЖ日각क-हा-्ก-๎🙂👨👩👧👍❤1🏽🏳🇷🇺\u{200d}\u{fe0f}\u{20e3}\u{301}\u{0}-\u{10ffff}]{0,12}") {
            for cluster in text.graphemes(true).filter(|cluster| !cluster.chars().any(char::is_control)) {
                let drawn = safe(cluster).unwrap_or_else(|| cluster.to_owned());
                prop_assert_eq!(columns(&drawn), grapheme_width(cluster), "{:?} as {:?}", cluster, drawn);
                prop_assert_eq!(grapheme_width(&drawn).max(columns(&drawn)), grapheme_width(cluster));
            }
        }
    }
}
