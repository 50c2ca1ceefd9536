//! What kind of thing something is, from how it shows itself to programmers: the names of its variants, and nothing of what is
//! in them.

use std::fmt::{self, Debug, Write};

/// Names within names, at most.
const DEEPEST: usize = 3;

/// `Net.Said.Hello` for an event that holds a hello. What is in it is not even put into words.
pub(super) fn name(thing: &dyn Debug) -> String {
    let mut name = Name { whole: String::new(), part: String::new(), depth: 0 };
    // It ends with an error as soon as something else than a name comes.
    if write!(name, "{thing:?}").is_ok() {
        name.take();
    }
    name.whole
}

struct Name {
    whole: String,
    part: String,
    depth: usize,
}

impl Name {
    /// What was gathered is a name, when it looks like one of ours.
    fn take(&mut self) -> bool {
        let part = std::mem::take(&mut self.part);
        let is_name = part.starts_with(|c: char| c.is_ascii_uppercase());
        if is_name {
            self.depth += 1;
            self.whole += if self.whole.is_empty() { "" } else { "." };
            self.whole += &part;
        }
        is_name && self.depth < DEEPEST
    }
}

impl Write for Name {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for c in text.chars() {
            match c {
                _ if c.is_ascii_alphabetic() => self.part.push(c),
                '(' if self.take() => {}
                // A struct, a text or a number begins, or it is over: what was gathered is the last name.
                ' ' | '(' | ')' => {
                    self.take();
                    return Err(fmt::Error);
                }
                _ => return Err(fmt::Error),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    enum Thing {
        Alone,
        Text(#[expect(dead_code, reason = "shown")] String),
        Inner(#[expect(dead_code, reason = "shown")] Option<Box<Thing>>),
        Whole {
            #[expect(dead_code, reason = "shown")]
            text: String,
        },
    }

    #[test]
    fn names_are_told_and_nothing_that_is_in_them() {
        assert_eq!(name(&Thing::Alone), "Alone");
        assert_eq!(name(&Thing::Text("Secret".into())), "Text");
        assert_eq!(name(&Thing::Inner(Some(Box::new(Thing::Alone)))), "Inner.Some.Alone");
        assert_eq!(name(&Thing::Inner(None)), "Inner.None");
        assert_eq!(name(&Thing::Whole { text: "secret".into() }), "Whole");
        assert_eq!(name(&"Secret"), "");
        assert_eq!(name(&7), "");
    }
}
