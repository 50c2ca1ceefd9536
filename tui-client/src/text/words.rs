//! Words as they are compared when somebody looks for them, and the part of a text in which they are.

pub use protocol::words::fold;
use protocol::{limits::SEARCH_BEGINNING, words};
use unicode_segmentation::UnicodeSegmentation;

use super::{one_line, width};

/// What all forms of a folded word begin with.
fn stem(word: &str) -> &str {
    let stem = words::stem(word);
    let same = word.chars().zip(stem.chars()).take_while(|(a, b)| a == b);
    let (letters, bytes) = same.fold((0, 0), |(letters, bytes), (c, _)| (letters + 1, bytes + c.len_utf8()));
    if letters < words::STEM_LETTERS { word } else { word.get(..bytes).unwrap_or(word) }
}

/// What is looked for when a word is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What all forms of the word begin with.
    pub stem: String,
    /// Whatever begins with that is meant. One letter is a word of its own, but for the last, to which more may still be typed.
    pub goes_on: bool,
}

impl Term {
    /// All words of a query.
    pub fn each(words: &[String]) -> Vec<Self> {
        let stems = words.iter().map(|word| stem(&fold(word)).to_owned());
        stems
            .enumerate()
            .map(|(at, stem)| {
                let long = stem.chars().nth(SEARCH_BEGINNING - 1).is_some();
                Self { stem, goes_on: long || at + 1 == words.len() }
            })
            .collect()
    }

    fn is(&self, folded: &str) -> bool {
        if self.goes_on { folded.starts_with(&self.stem) } else { folded == self.stem }
    }
}

/// The part of a text in which the most of the words are that were looked for, in at most `columns`: pieces, and whether
/// each is such a word.
pub fn excerpt(text: &str, wanted: &[String], columns: usize) -> Vec<(String, bool)> {
    let line = one_line(text);
    let sought = Term::each(wanted);
    let pieces: Vec<&str> = line.split_word_bounds().collect();
    let which = |piece: &str| {
        let folded = fold(piece);
        sought.iter().position(|word| word.is(&folded))
    };
    let which: Vec<Option<usize>> = pieces.iter().map(|piece| which(piece)).collect();
    let first = begin(&pieces, &which, columns);
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
        found.push(((*piece).to_owned(), which[at].is_some()));
    }
    found
}

/// The piece from which the most of the words are seen in half of the columns.
fn begin(pieces: &[&str], which: &[Option<usize>], columns: usize) -> usize {
    let (mut column, mut found, mut at) = (0, Vec::new(), Vec::new());
    for (nth, (piece, word)) in pieces.iter().zip(which).enumerate() {
        if let Some(word) = word {
            found.push((column, *word));
            at.push(nth);
        }
        column += width(piece);
    }
    words::densest(&found, columns / 2).map_or(0, |nth| at[nth])
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
    fn the_excerpt_shows_as_many_of_the_words_as_it_can() {
        let text = "Завтра уже не успею, утром занят. Ключи оставил у соседей, спроси у них.";
        let shown = shown(text, &["ключи", "у", "соседей"], 44);
        assert!(shown.contains("[Ключи] оставил [у] [соседей]"), "{shown}");
        assert!(!shown.contains("[у]же") && !shown.contains("[уже]"), "{shown}");
    }

    #[test]
    fn one_letter_is_a_word_until_more_may_come() {
        assert_eq!(shown("a plan for an apple", &["a", "plan"], 40), "[a] [plan] for an apple");
        assert_eq!(shown("the plan for an apple", &["plan", "a"], 40), "the [plan] for [an] [apple]");
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
