//! Whether a name is meant by what somebody has typed: with letters left out or mixed up, in the letters of the other alphabet,
//! or on the wrong keyboard layout (`ghbdtn` is `привет`, `boris` is `Борис`).

use crate::keymap::other_layout;

/// A whole word fits.
const WHOLE: u32 = 100;
/// The beginning of one.
const BEGINS: u32 = 80;
/// Something within one.
const WITHIN: u32 = 50;
/// One with slips, less for each of them.
const SLIPPED: u32 = 30;
/// Letters in this order.
const IN_ORDER: u32 = 10;
/// Nothing of the name is left over: whoever writes out a name means that one, not all in which it occurs.
const ALL_OF_IT: u32 = 80;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Sought {
    /// As it was typed, and as it would be on the other layout; in the end all in Latin letters, word by word.
    forms: [Vec<String>; 2],
}

impl Sought {
    /// What was typed.
    pub fn new(text: &str) -> Self {
        let swapped: String = text.chars().map(|c| other_layout(c).unwrap_or(c)).collect();
        Self { forms: [text, &swapped].map(words) }
    }

    /// No letter was typed: everything fits.
    pub const fn is_empty(&self) -> bool {
        self.forms[0].is_empty()
    }

    /// How well a name fits; nothing when it does not.
    pub fn fits(&self, name: &str) -> Option<u32> {
        if self.is_empty() {
            return Some(0);
        }
        let names = words(name);
        let fitting = |form: &Vec<String>| {
            let each: Option<Vec<u32>> = form.iter().map(|word| best(word, &names)).collect();
            let each = each?;
            let written_out = each.len() == names.len() && each.iter().all(|fits| *fits >= BEGINS);
            Some(each.into_iter().sum::<u32>() + if written_out { ALL_OF_IT } else { 0 })
        };
        self.forms.iter().filter(|form| !form.is_empty()).filter_map(fitting).max()
    }
}

fn best(word: &str, names: &[String]) -> Option<u32> {
    let in_one = names.iter().filter_map(|name| fit(word, name)).max();
    in_one.or_else(|| in_order(word, &names.concat()).then_some(IN_ORDER))
}

fn fit(word: &str, name: &str) -> Option<u32> {
    if word == name {
        Some(WHOLE)
    } else if name.starts_with(word) {
        Some(BEGINS)
    } else if name.contains(word) {
        Some(WITHIN)
    } else {
        let slips = slips(word, name);
        (slips <= word.chars().count() / 4)
            .then(|| SLIPPED - u32::try_from(slips).unwrap_or(SLIPPED).min(SLIPPED))
    }
}

/// How many letters of the word are wrong, left out, doubled or exchanged, beside the name or its beginning.
fn slips(word: &str, name: &str) -> usize {
    let length = word.chars().count();
    let beginning = |letters: usize| name.chars().take(letters).collect::<String>();
    let near = [length.saturating_sub(1), length, length + 1].map(beginning);
    near.iter().map(|part| strsim::osa_distance(word, part)).min().unwrap_or(length)
}

fn in_order(word: &str, name: &str) -> bool {
    let mut letters = name.chars();
    word.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).map(fold).filter(|word| !word.is_empty()).collect()
}

/// A word in small Latin letters, however it is spelt: what sounds alike looks alike.
fn fold(word: &str) -> String {
    let mut latin = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match latin_of(c) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(c),
        }
    }
    for (spelt, meant) in
        [("shch", "sh"), ("kh", "h"), ("ts", "c"), ("x", "ks"), ("w", "v"), ("y", "i"), ("j", "i")]
    {
        latin = latin.replace(spelt, meant);
    }
    let mut folded = String::with_capacity(latin.len());
    for c in latin.chars() {
        if !folded.ends_with(c) || c.is_ascii_digit() {
            folded.push(c);
        }
    }
    folded
}

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

    fn fits(sought: &str, name: &str) -> bool {
        Sought::new(sought).fits(name).is_some()
    }

    #[test]
    fn the_other_alphabet_and_the_wrong_layout_are_understood() {
        for (sought, name) in [
            ("ghbdtn", "Привет, мир"),
            ("борис", "Boris Smith"),
            ("boris", "Борис"),
            (",jhbc", "Борис"),
            ("ифкшы", "bar is"),
            ("сергей", "Sergey"),
            ("sergej", "Сергей"),
            ("юлия", "Yulia"),
            ("щука", "Shchuka"),
            ("elka", "Ёлка"),
        ] {
            assert!(fits(sought, name), "{sought} {name}");
        }
    }

    #[test]
    fn slips_are_forgiven_but_not_everything_fits() {
        assert!(
            fits("brois", "Борис")
                && fits("bors", "Boris")
                && fits("borris", "Борис")
                && fits("брс", "Борис")
        );
        assert!(fits("ha ne", "Harbour news") && fits("news har", "Harbour news"));
        assert!(!fits("boris", "Саша") && !fits("xq", "Team") && !fits("harbour blue", "Harbour news"));
    }

    #[test]
    fn the_nearer_fits_better() {
        let sought = Sought::new("an");
        assert!(sought.fits("an") > sought.fits("Anna"));
        assert!(sought.fits("Anna") > sought.fits("Ivan"));
        assert!(sought.fits("Ivan") > sought.fits("Asian".trim_end_matches("an")));
        assert_eq!(Sought::new(" ").fits("anything"), Some(0));
    }

    proptest! {
        #[test]
        fn a_name_fits_itself_and_nothing_falls(name in "\\PC{0,20}", sought in "\\PC{0,12}") {
            prop_assert!(fits(&name, &name));
            Sought::new(&sought).fits(&name);
        }
    }

    #[test]
    fn a_name_that_is_written_out_goes_before_those_in_which_it_occurs() {
        let worth = |sought: &str, name: &str| Sought::new(sought).fits(name).unwrap();
        for sought in ["Ольга Короленко", "ольга коро", "jkmuf rjhj"] {
            let others = worth(sought, "Ольга Короленко, Максим Ткач, Денис Кравец");
            assert!(worth(sought, "Ольга Короленко") >= others + 80, "{sought}");
        }
    }
}
