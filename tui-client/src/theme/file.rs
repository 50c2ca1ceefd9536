//! A theme of the user's, as a file says it:
//!
//! ```toml
//! inherits = "dark"
//!
//! [styles]
//! author = { fg = "#ffaf00", bold = true }
//! dim = "244"
//! ```

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Colour, Paint, Role, Theme, builtin};

/// Themes that stand on one another, at most.
const DEEPEST: usize = 8;

/// What is wrong with a theme.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTheme {
    /// There is no such theme.
    #[error("there is no theme {0:?}; built in are {builtin}", builtin = builtin::NAMES.join(", "))]
    Unknown(String),
    /// The file is not what a theme is.
    #[error("theme {0:?}: {1}")]
    Unreadable(String, String),
    /// A kind of thing that does not exist.
    #[error("theme {0:?}: there is no style {1:?}; there are {all}", all = names())]
    Style(String, String),
    /// A colour that is none.
    #[error(
        "theme {0:?}, style {1:?}: {2:?} is no colour; write a name like red or bright-cyan, a number up to 255, or #rrggbb"
    )]
    Colour(String, String, String),
    /// It stands on itself.
    #[error("theme {0:?} inherits from itself, or from too many others")]
    Circle(String),
}

fn names() -> String {
    Role::ALL.map(|role| role.about().0).join(", ")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    inherits: Option<String>,
    #[serde(default)]
    styles: BTreeMap<String, Style>,
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "a colour, or a table of fg, bg, bold, dim, italic, underline and reverse")]
enum Style {
    Colour(String),
    Whole(Whole),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Whole {
    fg: Option<String>,
    bg: Option<String>,
    bold: Option<bool>,
    dim: Option<bool>,
    italic: Option<bool>,
    underline: Option<bool>,
    reverse: Option<bool>,
}

/// The theme of that name: a built-in one, or one that `read` finds the text of. What a file does not say it inherits.
pub fn parse(name: &str, read: &dyn Fn(&str) -> Option<String>) -> Result<Theme, BadTheme> {
    inherit(name, read, 0)
}

fn inherit(name: &str, read: &dyn Fn(&str) -> Option<String>, depth: usize) -> Result<Theme, BadTheme> {
    if depth > DEEPEST {
        return Err(BadTheme::Circle(name.to_owned()));
    }
    let Some(text) = read(name) else {
        return Theme::builtin(name).ok_or_else(|| BadTheme::Unknown(name.to_owned()));
    };
    let file: File =
        toml::from_str(&text).map_err(|e| BadTheme::Unreadable(name.to_owned(), e.to_string()))?;
    // A file that is named like a built-in theme and inherits it means the built-in one.
    let parent = file.inherits.as_deref().unwrap_or("16");
    let mut theme = match Theme::builtin(parent).filter(|_| parent == name) {
        Some(builtin) => builtin,
        None => inherit(parent, read, depth + 1)?,
    };
    name.clone_into(&mut theme.name);
    let one_for_all = file.styles.contains_key(Role::Author.about().0);
    let said: Vec<String> = file.styles.keys().cloned().collect();
    for (style, wanted) in file.styles {
        let unknown = || BadTheme::Style(name.to_owned(), style.clone());
        let role = Role::named(&style).ok_or_else(unknown)?;
        theme.paints[role as usize] = painted(theme.paint(role), &wanted)
            .map_err(|colour| BadTheme::Colour(name.to_owned(), style.clone(), colour))?;
    }
    // Who gives the names of others a look means all of them.
    for role in
        Role::AUTHORS.into_iter().filter(|role| one_for_all && !said.iter().any(|s| s == role.about().0))
    {
        theme.paints[role as usize] = theme.paint(Role::Author);
    }
    Ok(theme)
}

fn painted(base: Paint, style: &Style) -> Result<Paint, String> {
    match style {
        Style::Colour(text) => Ok(Paint { fg: colour(text)?, dim: false, ..base }),
        Style::Whole(whole) => Ok(Paint {
            fg: whole.fg.as_ref().map_or(Ok(base.fg), |text| colour(text))?,
            bg: whole.bg.as_ref().map_or(Ok(base.bg), |text| colour(text))?,
            bold: whole.bold.unwrap_or(base.bold),
            dim: whole.dim.unwrap_or(base.dim),
            italic: whole.italic.unwrap_or(base.italic),
            underline: whole.underline.unwrap_or(base.underline),
            reverse: whole.reverse.unwrap_or(base.reverse),
        }),
    }
}

/// `none` is the terminal's own.
fn colour(text: &str) -> Result<Option<Colour>, String> {
    if text == "none" {
        return Ok(None);
    }
    Colour::parse(text).map(Some).ok_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn with<'a>(files: &'a [(&'a str, &'a str)]) -> impl Fn(&str) -> Option<String> + 'a {
        |name| files.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
    }

    #[test]
    fn what_a_file_does_not_say_it_inherits() {
        let files = [
            ("mine", "inherits = \"warm\"\n[styles]\nown = \"none\""),
            (
                "warm",
                "inherits = \"dark\"\n[styles]\nauthor = { fg = \"#ffaf00\", italic = true }\ndim = \"244\"",
            ),
        ];
        let theme = parse("mine", &with(&files)).unwrap();
        assert_eq!(theme.name(), "mine");
        let author = theme.paint(Role::Author);
        assert_eq!((author.fg, author.bold, author.italic), (Some(Colour::Rgb(255, 175, 0)), true, true));
        assert!(Role::AUTHORS.iter().all(|role| theme.paint(*role) == author), "one look for all names");
        assert_eq!(theme.paint(Role::Own).fg, None);
        assert_eq!(theme.paint(Role::Dim).fg, Some(Colour::Indexed(244)));
        assert_eq!(theme.paint(Role::Lively), Theme::dark().paint(Role::Lively));
    }

    #[test]
    fn what_is_wrong_is_said_with_where_it_stands() {
        let said = |text: &str| parse("mine", &with(&[("mine", text)])).unwrap_err().to_string();
        assert!(said("[styles]\nauthr = \"red\"").contains("no style \"authr\"; there are text, dim"));
        assert!(said("[styles]\nauthor = \"reddish\"").contains("\"reddish\" is no colour"));
        assert!(
            said("inherits = \"noir\"").contains("no theme \"noir\"; built in are dark, light, 16, mono")
        );
        assert!(said("inherits = \"mine\"").contains("inherits from itself"));
        assert!(said("[styles]\nauthor = 3").contains("line 2"), "{}", said("[styles]\nauthor = 3"));
        assert!(said("colour = 1").contains("unknown field"));
    }

    #[test]
    fn a_file_may_change_a_built_in_theme() {
        let theme =
            parse("dark", &with(&[("dark", "inherits = \"dark\"\n[styles]\nlink = \"33\"")])).unwrap();
        assert_eq!(theme.paint(Role::Link).fg, Some(Colour::Indexed(33)));
        assert_eq!(theme.paint(Role::Author), Theme::dark().paint(Role::Author));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_fall(text in "(inherits|\\[styles\\]|author|[=\"{}#\n a-z0-9])*") {
            let _ = parse("mine", &with(&[("mine", &text)]));
        }
    }
}
