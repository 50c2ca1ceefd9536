//! Words in a form in which they can be compared, whatever alphabet and spelling they were written in.

/// The words of a text in small Latin letters, however they are spelt: what sounds alike looks alike.
#[derive(Clone, Debug)]
pub struct Folded {
    text: String,
    /// Where each word ends, and the next one begins.
    ends: Vec<usize>,
}

impl Folded {
    /// Those of a text.
    pub fn new(text: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(text.len()), ends: Vec::new() };
        let mut latin = String::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            latin.clear();
            for c in word.chars().flat_map(char::to_lowercase) {
                match latin_of(c) {
                    Some(letters) => latin.push_str(letters),
                    None => latin.push(c),
                }
            }
            folded.push(&latin);
        }
        folded
    }

    fn push(&mut self, mut latin: &str) {
        let from = self.text.len();
        while let Some(first) = latin.chars().next() {
            let alone = &latin[..first.len_utf8()];
            let all = SPELT.iter().filter(|_| SPELT_FROM.contains(&first));
            let (spelt, meant) =
                all.copied().find(|(spelt, _)| latin.starts_with(spelt)).unwrap_or((alone, alone));
            latin = &latin[spelt.len()..];
            for c in meant.chars() {
                // A letter that is doubled is one, a digit is not.
                if c.is_ascii_digit() || !self.text[from..].ends_with(c) {
                    self.text.push(c);
                }
            }
        }
        if self.text.len() > from {
            self.ends.push(self.text.len());
        }
    }

    /// All of them as one.
    pub(super) fn whole(&self) -> &str {
        &self.text
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.text[start..*end])
    }
}

/// What is spelt like this sounds like that.
const SPELT: [(&str, &str); 8] = [
    ("tshch", "ch"),
    ("shch", "sh"),
    ("kh", "h"),
    ("ts", "c"),
    ("x", "ks"),
    ("w", "v"),
    ("y", "i"),
    ("j", "i"),
];
/// What they begin with.
const SPELT_FROM: [char; 7] = ['t', 's', 'k', 'x', 'w', 'y', 'j'];

const fn latin_of(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'ы' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "h",
        'ц' => "c",
        'ч' => "ch",
        'ш' | 'щ' => "sh",
        'ъ' | 'ь' => "",
        'ю' => "iu",
        'я' => "ia",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each spelling after the other, in the whole word.
    fn slowly(word: &str) -> String {
        let mut latin = String::new();
        for c in word.chars().flat_map(char::to_lowercase) {
            latin.push_str(latin_of(c).map_or(c.to_string(), str::to_owned).as_str());
        }
        for (spelt, meant) in &SPELT[1..] {
            latin = latin.replace(spelt, meant);
        }
        latin.chars().fold(String::new(), |folded, c| {
            if folded.ends_with(c) && !c.is_ascii_digit() { folded } else { folded + &c.to_string() }
        })
    }

    proptest! {
        #[test]
        fn words_are_folded_as_if_slowly(text in "[tshckxwyjaт щ1хцшчь日É]{0,12}") {
            let words: Vec<String> = text.split(' ').map(slowly).filter(|word| !word.is_empty()).collect();
            let folded = Folded::new(&text);
            prop_assert_eq!(folded.words().collect::<Vec<_>>(), words);
        }
    }
}
