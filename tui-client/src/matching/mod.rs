//! Whether a name is meant by what somebody has typed: with letters left out or mixed up, in the letters of the other alphabet,
//! or on the wrong keyboard layout (`ghbdtn` is `привет`, `boris` is `Борис`).

mod folded;

pub use self::folded::Folded;
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
/// The name begins with what was typed first: a person is meant before the groups that are called after their members.
const FIRST: u32 = 20;
/// Next to nothing of the name is left over; less for each word that is.
const FEW_LEFT: u32 = 10;

/// What is looked for.
#[derive(Clone, Debug)]
pub struct Sought {
    /// As it was typed, and as it would be on the other layout; in the end all in Latin letters, word by word.
    forms: [Vec<Word>; 2],
}

/// A folded word that is looked for, with what tells quickly that it is not meant.
#[derive(Clone, Debug)]
struct Word {
    text: String,
    letters: usize,
    /// The letters in it, each a bit; several share one.
    set: u64,
}

impl Sought {
    /// What was typed.
    pub fn new(text: &str) -> Self {
        let swapped: String = text.chars().map(|c| other_layout(c).unwrap_or(c)).collect();
        let form = |text: &str| Folded::new(text).words().map(Word::new).collect();
        Self { forms: [form(text), form(&swapped)] }
    }

    /// No letter was typed: everything fits.
    pub const fn is_empty(&self) -> bool {
        self.forms[0].is_empty()
    }

    /// How well a name fits; nothing when it does not.
    pub fn fits(&self, name: &str) -> Option<u32> {
        if self.is_empty() { Some(0) } else { self.fits_folded(&Folded::new(name)) }
    }

    /// The same, for a name that is looked at again and again.
    pub fn fits_folded(&self, name: &Folded) -> Option<u32> {
        if self.is_empty() {
            return Some(0);
        }
        self.forms.iter().filter(|form| !form.is_empty()).filter_map(|form| fitting(form, name)).max()
    }
}

impl Word {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), letters: text.chars().count(), set: set(text) }
    }
}

fn fitting(form: &[Word], name: &Folded) -> Option<u32> {
    let (mut sum, mut begins) = (0, true);
    for word in form {
        let fits = best(word, name)?;
        sum += fits;
        begins &= fits >= BEGINS;
    }
    let left = name.words().count().checked_sub(form.len());
    let all = if begins && left == Some(0) { ALL_OF_IT } else { 0 };
    let first = form.first().zip(name.words().next()).and_then(|(word, name)| fit(word, name));
    let first = if first.is_some_and(|fits| fits >= BEGINS) { FIRST } else { 0 };
    let few = left.and_then(|left| u32::try_from(left).ok()).map_or(0, |left| FEW_LEFT.saturating_sub(left));
    Some(sum + all + first + few)
}

fn best(word: &Word, name: &Folded) -> Option<u32> {
    let in_one = name.words().filter_map(|name| fit(word, name)).max();
    in_one.or_else(|| in_order(&word.text, name.whole()).then_some(IN_ORDER))
}

fn fit(word: &Word, name: &str) -> Option<u32> {
    let text = word.text.as_str();
    if text == name {
        Some(WHOLE)
    } else if name.starts_with(text) {
        Some(BEGINS)
    } else if name.contains(text) {
        Some(WITHIN)
    } else {
        let most = word.letters / 4;
        // Each letter that is not there at all is a slip, and so is each that the name is too short for.
        let strange = (word.set & !set(name)).count_ones();
        let short = word.letters.saturating_sub(name.len());
        if most == 0 || usize::try_from(strange).is_ok_and(|strange| strange > most) || short > most {
            return None;
        }
        let slips = slips(word, name);
        (slips <= most).then(|| SLIPPED - u32::try_from(slips).unwrap_or(SLIPPED).min(SLIPPED))
    }
}

/// How many letters of the word are wrong, left out, doubled or exchanged, beside the name or its beginning.
fn slips(word: &Word, name: &str) -> usize {
    let beginning = |letters: usize| name.char_indices().nth(letters).map_or(name, |(end, _)| &name[..end]);
    let near = [word.letters.saturating_sub(1), word.letters, word.letters + 1].map(beginning);
    near.iter().map(|part| strsim::osa_distance(&word.text, part)).min().unwrap_or(word.letters)
}

fn in_order(word: &str, name: &str) -> bool {
    let mut letters = name.chars();
    word.chars().all(|wanted| letters.any(|letter| letter == wanted))
}

fn set(text: &str) -> u64 {
    text.chars().fold(0, |set, c| set | 1 << (u32::from(c) % u64::BITS))
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

    #[test]
    fn a_very_long_query_costs_no_more_than_it_is_long() {
        let sought = Sought::new(&"boris".repeat(20_000));
        assert!((0..2_000).all(|number| sought.fits(&format!("Борис {number}")).is_none()));
    }

    proptest! {
        #[test]
        fn what_is_told_quickly_is_told_rightly(word in "[a-e]{1,9}", name in "[a-f]{1,9}") {
            let word = Word::new(&word);
            let slips = slips(&word, &name);
            let plain = !name.contains(&word.text);
            prop_assert_eq!(plain && slips <= word.letters / 4, fit(&word, &name).is_some_and(|fits| fits <= SLIPPED));
        }

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

    #[test]
    fn a_person_goes_before_the_groups_that_they_are_in() {
        let worth = |name: &str| Sought::new("анна").fits(name).unwrap();
        let person = worth("Анна Кравец");
        assert!(person > worth("Анна Ткач, Женя Бондаренко, Дарья Бойко"));
        // More than a group gains by what is unread in it.
        assert!(person > worth("Olivia Jones, Анна Ткач") + 5);
    }
}
