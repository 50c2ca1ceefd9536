//! The words of a text as they are compared when somebody looks for them: the same on the server and in its clients.

use std::{borrow::Cow, collections::HashSet};

use rust_stemmers::{Algorithm, Stemmer};

/// A word is cut to its stem only when so many letters of it are left.
pub const STEM_LETTERS: usize = 3;

/// As it is compared: in small letters, and `ё` is `е`, which few people write.
pub fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// Letters and digits; what stands between them parts words.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What of a query belongs together. Quotes hold together what has spaces; one that is left open holds to the end.
pub fn parts(written: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut quoted = false;
    for c in written.chars() {
        match parts.last_mut() {
            _ if c == '"' => quoted = !quoted,
            Some(part) if quoted || !c.is_whitespace() => part.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What the forms of a folded word have in common, in English or Russian, by its letters. It begins with the word's first
/// letter, but the word need not begin with it: `happy` and `happi`.
pub fn stem(word: &str) -> Cow<'_, str> {
    let algorithm = if word.is_ascii() { Algorithm::English } else { Algorithm::Russian };
    let stem = Stemmer::create(algorithm).stem(word);
    if stem.chars().nth(STEM_LETTERS - 1).is_none() { Cow::Borrowed(word) } else { stem }
}

/// With which of the places a part of a text should begin to show the most of what was looked for. Each is where a word stands
/// and which word of the query it is, in the order of the text. It is the one within `reach` of which there are the most
/// different words, and the first of such; none where nothing was found.
pub fn densest(found: &[(usize, usize)], reach: usize) -> Option<usize> {
    let different = |nth: usize| {
        let (from, _) = found[nth];
        let near = found[nth..].iter().take_while(|(place, _)| place - from <= reach);
        near.map(|(_, word)| word).collect::<HashSet<_>>().len()
    };
    // The last of those alike would be taken otherwise.
    (0..found.len()).rev().max_by_key(|nth| different(*nth))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_word_have_one_stem() {
        for forms in
            [["встреча", "встречи", "встречу"], ["meeting", "meetings", "meet"], ["happy", "happi", "happy"]]
        {
            let stems = forms.map(|form| stem(form).into_owned());
            assert_eq!((&stems[0], &stems[0]), (&stems[1], &stems[2]), "{forms:?}");
        }
        assert_eq!(stem("как"), "как", "a short word is not cut");
    }

    #[test]
    fn a_part_of_a_text_is_chosen_by_how_many_of_the_words_it_shows() {
        assert_eq!(densest(&[], 10), None);
        assert_eq!(densest(&[(3, 0)], 10), Some(0));
        assert_eq!(densest(&[(3, 0), (5, 0), (50, 0), (55, 1)], 10), Some(2));
        assert_eq!(densest(&[(3, 0), (9, 1), (50, 0), (55, 1)], 10), Some(0), "the first of those alike");
        assert_eq!(densest(&[(3, 0), (14, 1)], 10), Some(0), "too far apart to be shown together");
    }

    #[test]
    fn quotes_hold_a_query_together() {
        assert_eq!(parts(r#" a  in:"big plan" b"#), ["a", "in:big plan", "b"]);
        assert_eq!(parts(r#"a "left open "#), ["a", "left open "]);
        assert!(parts(" \"\" ").is_empty());
    }

    #[test]
    fn words_are_parted_and_folded() {
        assert_eq!(split("Ёлка, 2-я (ёж)!").map(fold).collect::<Vec<_>>(), ["елка", "2", "я", "еж"]);
    }
}
