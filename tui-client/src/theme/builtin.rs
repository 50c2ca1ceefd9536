//! The built-in themes: one line for each kind of thing. Their colours are those of the 256 that every terminal draws alike,
//! and are checked to be readable on the backgrounds that people have.

use super::{Colour, Paint, Role, Theme};

/// What they are called.
pub(super) const NAMES: [&str; 4] = ["dark", "light", "16", "mono"];

/// One of them; an unknown name is the one without colours.
pub(super) fn theme(name: &str) -> Theme {
    let paint = match name {
        "dark" => dark,
        "light" => light,
        "16" => sixteen,
        _ => mono,
    };
    Theme { name: name.to_owned(), paints: Role::ALL.map(paint) }
}

const PLAIN: Paint =
    Paint { fg: None, bg: None, bold: false, dim: false, italic: false, underline: false, reverse: false };
const BOLD: Paint = Paint { bold: true, ..PLAIN };
const DIM: Paint = Paint { dim: true, ..PLAIN };
const ITALIC: Paint = Paint { italic: true, ..PLAIN };
const UNDERLINE: Paint = Paint { underline: true, ..PLAIN };
const REVERSE: Paint = Paint { reverse: true, ..PLAIN };

const fn many(paint: Paint, index: u8) -> Paint {
    Paint { fg: Some(Colour::Indexed(index)), ..paint }
}

const fn own(paint: Paint, index: u8) -> Paint {
    Paint { fg: Some(Colour::Ansi(index)), ..paint }
}

const fn mono(role: Role) -> Paint {
    match role {
        Role::Text | Role::Code | Role::Read => PLAIN,
        Role::Dim => DIM,
        Role::Strong
        | Role::Author
        | Role::Author2
        | Role::Author3
        | Role::Author4
        | Role::Author5
        | Role::Own
        | Role::Lively
        | Role::Wrong
        | Role::ReadByAll => BOLD,
        Role::Bar | Role::Selected => REVERSE,
        Role::Link => UNDERLINE,
        Role::Quote => ITALIC,
        Role::Mention => Paint { bold: true, underline: true, ..PLAIN },
    }
}

const fn sixteen(role: Role) -> Paint {
    let base = mono(role);
    match role {
        Role::Author | Role::Author4 | Role::Code => own(base, 6),
        Role::Author2 | Role::Author5 => own(base, 5),
        Role::Own | Role::Read | Role::ReadByAll => own(base, 2),
        Role::Author3 | Role::Lively | Role::Mention => own(base, 3),
        Role::Wrong => own(base, 1),
        _ => base,
    }
}

const fn dark(role: Role) -> Paint {
    let base = mono(role);
    match role {
        // Grey, not faint: how faint is up to the terminal, and often too much.
        Role::Dim | Role::Quote => many(Paint { dim: false, ..base }, 248),
        Role::Author => many(base, 117),
        Role::Author2 => many(base, 216),
        Role::Author3 => many(base, 183),
        Role::Author4 => many(base, 116),
        Role::Author5 => many(base, 186),
        Role::Own | Role::Read | Role::ReadByAll => many(base, 114),
        Role::Lively => many(base, 221),
        Role::Wrong => many(base, 210),
        Role::Code => many(base, 223),
        Role::Link => many(base, 153),
        Role::Mention => many(base, 219),
        Role::Text | Role::Strong | Role::Bar | Role::Selected => base,
    }
}

const fn light(role: Role) -> Paint {
    let base = mono(role);
    match role {
        Role::Dim | Role::Quote => many(Paint { dim: false, ..base }, 240),
        Role::Author => many(base, 25),
        Role::Author2 => many(base, 88),
        Role::Author3 => many(base, 54),
        Role::Author4 => many(base, 23),
        Role::Author5 => many(base, 58),
        Role::Own | Role::Read | Role::ReadByAll => many(base, 22),
        Role::Lively => many(base, 94),
        Role::Wrong => many(base, 124),
        Role::Code => many(base, 90),
        Role::Link => many(base, 19),
        Role::Mention => many(base, 127),
        Role::Text | Role::Strong | Role::Bar | Role::Selected => base,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::{Depth, contrast};

    /// WCAG 2.1 asks for this of ordinary text.
    const READABLE: f64 = 4.5;
    /// Black, VS Code, One Dark, Solarized dark, Nord.
    const DARK: [&str; 5] = ["#000000", "#1e1e1e", "#282c34", "#002b36", "#2e3440"];
    /// White, Solarized light, two greys.
    const LIGHT: [&str; 4] = ["#ffffff", "#fdf6e3", "#f0f0f0", "#eeeeee"];

    #[test]
    fn every_colour_is_readable_on_the_backgrounds_that_people_have() {
        for (theme, backgrounds) in [(Theme::dark(), &DARK[..]), (Theme::light(), &LIGHT[..])] {
            for (role, background) in
                Role::ALL.into_iter().flat_map(|role| backgrounds.iter().map(move |b| (role, *b)))
            {
                let Some(colour) = theme.paint(role).fg.and_then(Colour::rgb) else { continue };
                let behind = Colour::parse(background).and_then(Colour::rgb).unwrap();
                let ratio = contrast(colour, behind);
                assert!(ratio >= READABLE, "{} {role:?} on {background}: {ratio:.2}", theme.name());
            }
        }
    }

    #[test]
    fn nothing_is_faint_where_there_are_greys() {
        for theme in [Theme::dark(), Theme::light()] {
            assert!(Role::ALL.iter().all(|role| !theme.paint(*role).dim), "{}", theme.name());
        }
    }

    #[test]
    fn sixteen_colours_are_enough_for_the_theme_of_sixteen() {
        assert_eq!(Theme::sixteen().at(Depth::Sixteen), Theme::sixteen());
        // Blue on black and the greys cannot be read everywhere.
        let shy = [0, 4, 7, 8, 12, 15].map(|index| Some(Colour::Ansi(index)));
        assert!(Role::ALL.iter().all(|role| !shy.contains(&Theme::sixteen().paint(*role).fg)));
    }

    #[test]
    fn monochrome_has_no_colour() {
        let colourless = |theme: &Theme| {
            Role::ALL.iter().all(|role| theme.paint(*role).fg.is_none() && theme.paint(*role).bg.is_none())
        };
        assert!(colourless(&Theme::mono()));
        assert!(NAMES.iter().all(|name| colourless(&theme(name).at(Depth::None))));
    }

    #[test]
    fn ticks_and_states_differ_without_colour() {
        assert_ne!(Theme::mono().paint(Role::Read), Theme::mono().paint(Role::ReadByAll));
        assert_ne!(Theme::mono().paint(Role::Text), Theme::mono().paint(Role::Selected));
    }
}
