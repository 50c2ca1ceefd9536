//! What is known of the terminal by its name.

use std::env;

/// Whether it may be asked about its modes. Those that may not write the end of the question onto the screen.
pub fn bears_questions() -> bool {
    let named = |name: &str| env::var(name).unwrap_or_default();
    bears(&named("TERM"), &named("TERM_PROGRAM"))
}

/// Nothing can be drawn on it: it knows no place but the next one.
pub fn is_dumb() -> bool {
    env::var("TERM").is_ok_and(|term| term == "dumb")
}

/// Whether where its cursor stands says how wide the terminal draws. Within a terminal that lies in another one the inner one
/// answers, and the outer one draws.
pub fn draws_itself() -> bool {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    bears_questions() && !lies_within(&env::var("TERM").unwrap_or_default(), is_set)
}

fn lies_within(term: &str, is_set: impl Fn(&str) -> bool) -> bool {
    let named = ["tmux", "screen"].iter().any(|inner| term.starts_with(inner));
    named || ["TMUX", "STY", "ZELLIJ"].iter().any(|name| is_set(name))
}

fn bears(term: &str, program: &str) -> bool {
    // The console of Linux, and the terminal of macOS, whose name goes on within tmux, where it is tmux that is asked.
    term != "linux" && (program != "Apple_Terminal" || term.starts_with("tmux") || term.starts_with("screen"))
}

#[cfg(test)]
mod tests {
    use super::{bears, lies_within};

    #[test]
    fn one_that_lies_in_another_does_not_say_how_that_one_draws() {
        assert!(!lies_within("xterm-256color", |_| false));
        assert!(lies_within("tmux-256color", |_| false) && lies_within("screen", |_| false));
        assert!(lies_within("xterm-256color", |name| name == "ZELLIJ"));
    }

    #[test]
    fn those_that_would_write_the_question_are_not_asked() {
        for (term, program, expected) in [
            ("xterm-256color", "", true),
            ("linux", "", false),
            ("xterm-256color", "Apple_Terminal", false),
            ("tmux-256color", "Apple_Terminal", true),
        ] {
            assert_eq!(bears(term, program), expected, "{term} {program}");
        }
    }
}
