//! Words as they are compared when somebody looks for them, and the part of a text in which they are.

use protocol::words;
pub use protocol::words::fold;
use unicode_segmentation::UnicodeSegmentation;

use super::{one_line, width};

/// What all forms of a folded word begin with.
pub fn stem(word: &str) -> &str {
    let stem = words::stem(word);
    let same = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b);
    let (letters, bytes) = same.fold((0, 0), |(letters, bytes), (c, _)| (letters + 1, bytes + c.len_utf8()));
    if letters < words::STEM_LETTERS { word } else { word.get(..bytes).unwrap_or(word) }
}

/// The part of a text about the first of the words that were looked for, in at most `columns`: pieces, and whether each is
/// such a word.
pub fn excerpt(text: &str, wanted: &[String], columns: usize) -> Vec<(String, bool)> {
    let line = one_line(text);
    let stems: Vec<String> = wanted.iter().map(|word| stem(&fold(word)).to_owned()).collect();
    let is_wanted = |piece: &str| {
        let folded = fold(piece);
        stems.iter().any(|stem| folded.starts_with(stem))
    };
    let pieces: Vec<&str> = line.split_word_bounds().collect();
    let first = pieces.iter().position(|piece| is_wanted(piece)).unwrap_or(0);
    let (mut from, mut before) = (first, 0);
    while let Some(earlier) = from.checked_sub(1) {
        before += width(pieces[earlier]);
        if before > columns / 3 {
            break;
        }
        from = earlier;
    }
    // It does not begin with what ends something that is not shown.
    while from > 0 && from < first && !pieces[from].chars().any(char::is_alphanumeric) {
        from += 1;
    }
    let mut room = columns.saturating_sub(1);
    let mut found = Vec::new();
    if from > 0 {
        found.push(("…".to_owned(), false));
        room = room.saturating_sub(1);
    }
    for (at, piece) in pieces.iter().enumerate().skip(from) {
        if width(piece) > room {
            found.push((super::truncate(&pieces[at..].concat(), room + 1), false));
            break;
        }
        room -= width(piece);
        found.push(((*piece).to_owned(), is_wanted(piece)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, wanted: &[&str], columns: usize) -> String {
        let wanted: Vec<String> = wanted.iter().map(|word| (*word).to_owned()).collect();
        let pieces = excerpt(text, &wanted, columns);
        assert!(pieces.iter().map(|(piece, _)| width(piece)).sum::<usize>() <= columns, "{pieces:?}");
        pieces.into_iter().map(|(piece, hit)| if hit { format!("[{piece}]") } else { piece }).collect()
    }

    #[test]
    fn a_word_stands_for_its_forms() {
        for (word, form) in [("встречи", "встреча"), ("встрече", "встречу"), ("meetings", "meeting")]
        {
            assert!(form.starts_with(stem(word)), "{word} {form} {}", stem(word));
        }
        assert_eq!(stem("как"), "как", "a short word is not cut");
        assert_eq!(fold("Ёлка"), "елка");
    }

    #[test]
    fn the_excerpt_is_about_the_words() {
        assert_eq!(shown("Первая встреча в пять", &["встречи"], 40), "Первая [встреча] в пять");
        let long = format!("{}the meeting is at five", "many words before it ".repeat(10));
        assert_eq!(shown(&long, &["meet"], 30), "…it the [meeting] is at five");
        assert_eq!(shown("Yes! 🎉 Found it, a recipe", &["recipe"], 40), "…Found it, a [recipe]");
        assert_eq!(shown("nothing of it", &["other"], 8), "nothing…");
        assert_eq!(shown("日本語日本語", &["x"], 5), "日本…");
    }
}
