//! How everything looks, as data: which colours and attributes each kind of thing on the screen has. Nothing is said by a
//! colour alone: a glyph, a word or an attribute says it first. Knows no terminal and reads no files.

mod builtin;
mod colour;
mod file;

pub use colour::{Colour, Depth, contrast};
pub use file::{BadTheme, parse};

/// A kind of thing on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named after what it is for; `Role::about` says more")]
pub enum Role {
    Text,
    Dim,
    Strong,
    Bar,
    Selected,
    Author,
    Author2,
    Author3,
    Author4,
    Author5,
    Own,
    Lively,
    Wrong,
    Read,
    ReadByAll,
    Code,
    Link,
    Quote,
    Mention,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 19] = [
        Self::Text,
        Self::Dim,
        Self::Strong,
        Self::Bar,
        Self::Selected,
        Self::Author,
        Self::Author2,
        Self::Author3,
        Self::Author4,
        Self::Author5,
        Self::Own,
        Self::Lively,
        Self::Wrong,
        Self::Read,
        Self::ReadByAll,
        Self::Code,
        Self::Link,
        Self::Quote,
        Self::Mention,
    ];

    /// For the names of others: each has one of these for good.
    pub const AUTHORS: [Self; 5] = [Self::Author, Self::Author2, Self::Author3, Self::Author4, Self::Author5];

    /// What a theme's file calls it, and what it is for.
    pub const fn about(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("text", "what people write"),
            Self::Dim => ("dim", "times, rules, hints"),
            Self::Strong => ("strong", "titles, keys"),
            Self::Bar => ("bar", "the top row"),
            Self::Selected => ("selected", "the row under the cursor"),
            Self::Author => ("author", "the names of others"),
            Self::Author2 => {
                ("author-2", "the names of some of them; as `author` where a file sets that alone")
            }
            Self::Author3 => ("author-3", "of others"),
            Self::Author4 => ("author-4", "of others"),
            Self::Author5 => ("author-5", "of others"),
            Self::Own => ("own", "the user's own name"),
            Self::Lively => ("lively", "unread, new below, notices"),
            Self::Wrong => ("wrong", "what went wrong"),
            Self::Read => ("read", "read by somebody, typing, online"),
            Self::ReadByAll => ("read-by-all", "read by all"),
            Self::Code => ("code", "code in a message"),
            Self::Link => ("link", "addresses in a message"),
            Self::Quote => ("quote", "what is quoted or answered"),
            Self::Mention => ("mention", "a mention of the user"),
        }
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.about().0 == name)
    }
}

/// How a thing looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "a terminal has that many attributes, each on or off")]
pub struct Paint {
    /// Of the letters; the terminal's own when absent.
    pub fg: Option<Colour>,
    /// Behind them; the terminal's own when absent.
    pub bg: Option<Colour>,
    /// Bold.
    pub bold: bool,
    /// Faint.
    pub dim: bool,
    /// Italic.
    pub italic: bool,
    /// Underlined.
    pub underline: bool,
    /// Letters and background exchanged.
    pub reverse: bool,
}

/// How everything looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    name: String,
    paints: [Paint; Role::ALL.len()],
}

impl Theme {
    /// A built-in theme.
    pub fn builtin(name: &str) -> Option<Self> {
        builtin::NAMES.contains(&name).then(|| builtin::theme(name))
    }

    /// For a dark background.
    pub fn dark() -> Self {
        builtin::theme("dark")
    }

    /// For a light background.
    pub fn light() -> Self {
        builtin::theme("light")
    }

    /// The terminal's own sixteen colours, on whatever background.
    pub fn sixteen() -> Self {
        builtin::theme("16")
    }

    /// No colour at all.
    pub fn mono() -> Self {
        builtin::theme("mono")
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How a kind of thing looks.
    pub const fn paint(&self, role: Role) -> Paint {
        self.paints[role as usize]
    }

    /// The same as far as a terminal with fewer colours can show it.
    #[must_use]
    pub fn at(mut self, depth: Depth) -> Self {
        for paint in &mut self.paints {
            paint.fg = paint.fg.and_then(|colour| colour.at(depth));
            paint.bg = paint.bg.and_then(|colour| colour.at(depth));
        }
        self
    }
}

/// What lies behind the letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Background {
    /// Light letters are read on it.
    Dark,
    /// Dark letters are read on it.
    Light,
}

/// The themes of one run: one for each background that the terminal may turn out to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    dark: Theme,
    light: Theme,
    unknown: Theme,
}

impl Look {
    /// Always the same.
    pub fn fixed(theme: Theme) -> Self {
        Self { dark: theme.clone(), light: theme.clone(), unknown: theme }
    }

    /// Follows the terminal: dark or light once it has told its background, its own colours before.
    pub fn follow(depth: Depth) -> Self {
        match depth {
            Depth::None => Self::fixed(Theme::mono()),
            Depth::Sixteen => Self::fixed(Theme::sixteen()),
            Depth::Many | Depth::All => {
                Self { dark: Theme::dark(), light: Theme::light(), unknown: Theme::sixteen() }
            }
        }
    }

    /// The theme for a background.
    pub const fn on(&self, background: Option<Background>) -> &Theme {
        match background {
            Some(Background::Dark) => &self.dark,
            Some(Background::Light) => &self.light,
            None => &self.unknown,
        }
    }

    /// It matters which background the terminal has.
    pub fn follows(&self) -> bool {
        self.dark != self.light
    }
}
