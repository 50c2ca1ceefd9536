//! How everything is to look: which theme was asked for, and what the terminal can show of it.

use std::{env, fs, path::Path};

use crate::theme::{self, Depth, Look, Theme};

/// Follow the terminal's background.
const AUTO: &str = "auto";

/// The looks of this run. `name` is `auto`, a built-in theme or a file in the folder of themes.
pub(super) fn look(name: &str, themes: &Path, no_color: bool) -> anyhow::Result<Look> {
    let depth = if no_color { Depth::None } else { depth() };
    if depth == Depth::None {
        return Ok(Look::fixed(Theme::mono()));
    }
    let read = |name: &str| {
        // A name, not a path.
        let plain = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        plain.then(|| fs::read_to_string(themes.join(format!("{name}.toml"))).ok()).flatten()
    };
    if name == AUTO {
        return Ok(Look::follow(depth));
    }
    // The built-in ones know best what to do with few colours.
    if depth == Depth::Sixteen && matches!(name, "dark" | "light") && read(name).is_none() {
        return Ok(Look::fixed(Theme::sixteen()));
    }
    Ok(Look::fixed(theme::parse(name, &read)?.at(depth)))
}

/// What the terminal says of itself.
fn depth() -> Depth {
    let variable = |name: &str| env::var(name).unwrap_or_default();
    depth_of(&variable("TERM"), &variable("COLORTERM"))
}

fn depth_of(term: &str, colorterm: &str) -> Depth {
    let many = ["256color", "kitty", "alacritty", "ghostty", "foot", "wezterm", "contour", "direct"];
    if term == "dumb" {
        Depth::None
    } else if matches!(colorterm, "truecolor" | "24bit") {
        Depth::All
    } else if many.iter().any(|name| term.contains(name)) {
        Depth::Many
    } else {
        Depth::Sixteen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_says_how_many_colours_it_has() {
        assert_eq!(depth_of("xterm-256color", "truecolor"), Depth::All);
        assert_eq!(depth_of("tmux-256color", ""), Depth::Many);
        assert_eq!(depth_of("linux", ""), Depth::Sixteen);
        assert_eq!(depth_of("dumb", "truecolor"), Depth::None);
    }

    #[test]
    fn a_theme_of_the_users_is_a_file_in_the_folder_of_themes() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("mine.toml"), "[styles]\nown = \"red\"").unwrap();
        assert!(look("mine", folder.path(), false).is_ok());
        for wrong in ["yours", "../mine", ""] {
            let why = look(wrong, folder.path(), false).unwrap_err().to_string();
            assert!(why.contains("there is no theme"), "{why}");
        }
    }

    #[test]
    fn without_colours_every_theme_has_none() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look("dark", folder.path(), true).unwrap(), Look::fixed(Theme::mono()));
    }
}
