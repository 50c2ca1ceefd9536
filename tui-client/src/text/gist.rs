//! What a text says, where there is one line for it.

use super::{one_line, rich, sanitise};

/// A text of others on one line, without what marks it: what a list, a quote or a notification says of it.
pub fn gist(text: &str) -> String {
    let said: Vec<String> = rich(&sanitise(text), &[]).into_iter().map(|passage| passage.text).collect();
    one_line(&said.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gist_is_what_was_said_without_its_marks() {
        for (written, expected) in [
            ("Look:\n```rust\nfn main() {}\n```\n**now**", "Look: fn main() {} now"),
            ("> yes\nno, `make`\u{1b}[2J", "yes no, make[2J"),
            ("2 * 3", "2 * 3"),
        ] {
            assert_eq!(gist(written), expected);
        }
    }
}
