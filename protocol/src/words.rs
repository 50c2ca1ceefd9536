//! The words of a text as they are compared when somebody looks for them: the same on the server and in its clients.

use std::borrow::Cow;

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
