//! What a text from elsewhere may say here. It is about what went wrong, but it may quote whatever it was about.

/// Stands where something was left out.
const LEFT_OUT: &str = "<…>";
/// No word of a sentence is longer; a token is.
const LONGEST: usize = 20;
/// No reason is longer.
const MOST_WORDS: usize = 30;

/// The text without what is in quotes, and without what looks like an address, a path, a name of a machine, a key or a word of
/// another alphabet.
pub(super) fn scrub(text: &str) -> String {
    let unquoted = ['"', '\'', '`'].into_iter().fold(text.to_owned(), |text, quote| without(&text, quote));
    let words: Vec<&str> = unquoted.split_whitespace().collect();
    let kept = words.iter().take(MOST_WORDS).map(|word| if is_plain(word) { word } else { LEFT_OUT });
    let mut kept: Vec<&str> = kept.collect();
    kept.dedup_by(|word, before| *word == LEFT_OUT && *before == LEFT_OUT);
    kept.join(" ")
}

/// Without anything between the first and the last of these quotes: a quoted text may itself hold some.
fn without(text: &str, quote: char) -> String {
    match (text.find(quote), text.rfind(quote)) {
        (Some(first), Some(last)) if first < last => {
            format!("{} {LEFT_OUT} {}", &text[..first], &text[last + quote.len_utf8()..])
        }
        // Half a quotation may be the rest of one.
        (Some(first), _) => format!("{} {LEFT_OUT}", &text[..first]),
        _ => text.to_owned(),
    }
}

/// A word of an English sentence, or a number.
fn is_plain(word: &str) -> bool {
    let core = word.trim_matches(|c: char| matches!(c, '.' | ',' | ';' | ':' | '(' | ')' | '[' | ']'));
    let letters = core.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    letters && core.len() <= LONGEST
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_went_wrong_stays_and_what_it_was_about_goes() {
        for (said, kept) in [
            ("Connection refused (os error 111)", "Connection refused (os error 111)"),
            ("invalid peer certificate: NotValidForName", "invalid peer certificate: NotValidForName"),
            ("no such host chat.example.com:443", "no such host <…>"),
            ("cannot open /home/anna/.local/state: denied", "cannot open <…> denied"),
            (
                "invalid type: string \"he said \"hi\" to me\", expected a map",
                "invalid type: string <…> , expected a map",
            ),
            ("token eyJhbGciOiJIUzI1NiJ9eyJzdWIi is over", "token <…> is over"),
            ("unknown field `password`, stop", "unknown field <…> , stop"),
            ("user anna@example.com", "user <…>"),
            ("привет, мир", "<…>"),
            ("HTTP 502", "HTTP 502"),
            ("it's torn", "it <…>"),
        ] {
            assert_eq!(scrub(said), kept);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_quoted_is_gone(quoted in "[a-z \"']{8,40}zebra[a-z \"']{0,9}") {
            let scrubbed = scrub(&format!("bad value \"{quoted}\" here"));
            prop_assert!(!scrubbed.contains("zebra"), "{scrubbed}");
        }
    }
}
