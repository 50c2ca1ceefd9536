//! What is known of the terminal by its name.

use std::env;

/// Whether it may be asked about its modes. Those that may not write the end of the question onto the screen.
pub fn bears_questions() -> bool {
    let named = |name: &str| env::var(name).unwrap_or_default();
    bears(&named("TERM"), &named("TERM_PROGRAM"))
}

fn bears(term: &str, program: &str) -> bool {
    // The console of Linux, and the terminal of macOS, whose name goes on within tmux, where it is tmux that is asked.
    term != "linux" && (program != "Apple_Terminal" || term.starts_with("tmux") || term.starts_with("screen"))
}

#[cfg(test)]
mod tests {
    use super::bears;

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
