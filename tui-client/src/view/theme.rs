//! The look of things in the words of the screen's library. In monochrome no cell gets any colour: crossterm turns a colour
//! under `NO_COLOR` into a full reset, which would take bold and reverse with it.

use protocol::UserId;
use ratatui::style::{Color, Modifier, Style};

use crate::theme::{Colour, Paint, Role, Theme as Look};

#[derive(Clone, Copy)]
pub(super) struct Theme<'a> {
    look: &'a Look,
}

impl<'a> Theme<'a> {
    pub(super) const fn new(look: &'a Look) -> Self {
        Self { look }
    }

    /// How a kind of thing looks.
    pub(super) fn of(self, role: Role) -> Style {
        style(self.look.paint(role))
    }

    pub(super) fn text(self) -> Style {
        self.of(Role::Text)
    }

    pub(super) fn strong(self) -> Style {
        self.of(Role::Strong)
    }

    pub(super) fn dim(self) -> Style {
        self.of(Role::Dim)
    }

    pub(super) fn selected(self) -> Style {
        self.of(Role::Selected)
    }

    pub(super) fn bar(self) -> Style {
        self.of(Role::Bar)
    }

    /// A heading.
    pub(super) fn author(self) -> Style {
        self.of(Role::Author)
    }

    /// The name of somebody else, who is always seen in the same colour.
    pub(super) fn name_of(self, user: UserId) -> Style {
        let shades = Role::AUTHORS.len();
        let shade = user.uuid().as_bytes().iter().fold(0, |sum, byte| sum + usize::from(*byte)) % shades;
        self.of(Role::AUTHORS[shade])
    }

    /// Something that asks for a look: unread, new below.
    pub(super) fn lively(self) -> Style {
        self.of(Role::Lively)
    }

    /// Something that went wrong.
    pub(super) fn wrong(self) -> Style {
        self.of(Role::Wrong)
    }

    /// Somebody has read it, or is here.
    pub(super) fn read(self) -> Style {
        self.of(Role::Read)
    }
}

fn style(paint: Paint) -> Style {
    let mut style = Style::new();
    style.fg = paint.fg.map(colour);
    style.bg = paint.bg.map(colour);
    let attributes = [
        (paint.bold, Modifier::BOLD),
        (paint.dim, Modifier::DIM),
        (paint.italic, Modifier::ITALIC),
        (paint.underline, Modifier::UNDERLINED),
        (paint.reverse, Modifier::REVERSED),
    ];
    attributes.iter().filter(|(on, _)| *on).fold(style, |style, (_, modifier)| style.add_modifier(*modifier))
}

const fn colour(colour: Colour) -> Color {
    match colour {
        Colour::Rgb(r, g, b) => Color::Rgb(r, g, b),
        Colour::Indexed(index) => Color::Indexed(index),
        Colour::Ansi(index) => match index {
            0 => Color::Black,
            1 => Color::Red,
            2 => Color::Green,
            3 => Color::Yellow,
            4 => Color::Blue,
            5 => Color::Magenta,
            6 => Color::Cyan,
            7 => Color::Gray,
            8 => Color::DarkGray,
            9 => Color::LightRed,
            10 => Color::LightGreen,
            11 => Color::LightYellow,
            12 => Color::LightBlue,
            13 => Color::LightMagenta,
            14 => Color::LightCyan,
            _ => Color::White,
        },
    }
}
