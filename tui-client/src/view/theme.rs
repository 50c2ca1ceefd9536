//! Colours and attributes. Everything is said by a glyph, a word or an attribute first; colour only repeats it. The sixteen
//! colours of the terminal are used, so that its own theme decides. In monochrome no cell gets any colour: crossterm turns
//! a colour under `NO_COLOR` into a full reset, which would take bold and reverse with it.

use ratatui::style::{Color, Modifier, Style};

#[derive(Clone, Copy)]
pub(super) struct Theme {
    mono: bool,
}

impl Theme {
    pub(super) const fn new(mono: bool) -> Self {
        Self { mono }
    }

    pub(super) const fn plain() -> Style {
        Style::new()
    }

    pub(super) const fn bold() -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(super) const fn dim() -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub(super) const fn reverse() -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// The name of somebody else.
    pub(super) const fn author(self) -> Style {
        self.colour(Self::bold(), Color::Cyan)
    }

    /// The user's own name.
    pub(super) const fn own(self) -> Style {
        self.colour(Self::bold(), Color::Green)
    }

    /// Something that asks for a look: unread, new below.
    pub(super) const fn lively(self) -> Style {
        self.colour(Self::bold(), Color::Yellow)
    }

    /// Something that went wrong.
    pub(super) const fn wrong(self) -> Style {
        self.colour(Self::bold(), Color::Red)
    }

    /// Somebody has read it.
    pub(super) const fn read(self) -> Style {
        self.colour(Style::new(), Color::Green)
    }

    /// All have read it.
    pub(super) const fn read_by_all(self) -> Style {
        self.colour(Self::bold(), Color::Green)
    }

    const fn colour(self, style: Style, colour: Color) -> Style {
        if self.mono { style } else { style.fg(colour) }
    }
}
