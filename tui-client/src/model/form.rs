//! The form for a group chat or a group: what to make, what to call it, and who is in it.

use protocol::User;

use super::{Editor, Entrance, Picker};

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormKind {
    /// All write.
    Chat,
    /// Anybody can join, few post.
    Public,
    /// Few post, few know of it.
    Private,
}

impl FormKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chat, Self::Public, Self::Private];

    /// The next or the previous one.
    #[must_use]
    pub fn step(self, forward: bool) -> Self {
        let at = Self::ALL.iter().position(|kind| *kind == self).unwrap_or(0);
        let next = if forward { at + 1 } else { at + Self::ALL.len() - 1 };
        Self::ALL[next % Self::ALL.len()]
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// What to make.
    Kind,
    /// What to call it.
    Name,
    /// Who is in it.
    People,
}

/// Somebody who is to be in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitee {
    /// An id or an address.
    pub who: String,
    /// What to call them here.
    pub name: String,
}

/// Making a group chat or a group.
#[derive(Clone, Debug)]
pub struct Form {
    /// What to make.
    pub kind: FormKind,
    /// What to call it.
    pub name: Editor,
    /// The search for people.
    pub people: Picker<User>,
    /// Who has been chosen.
    pub chosen: Vec<Invitee>,
    /// The field with the caret.
    pub field: Field,
    /// What the server has been asked for.
    pub entering: Option<Entrance>,
    /// Why it did not work.
    pub error: Option<String>,
}

impl Default for Form {
    fn default() -> Self {
        Self {
            kind: FormKind::Chat,
            name: Editor::default(),
            people: Picker::default(),
            chosen: Vec::new(),
            field: Field::Name,
            entering: None,
            error: None,
        }
    }
}

impl Form {
    /// Moves the caret to the next or the previous field.
    pub const fn step(&mut self, forward: bool) {
        self.field = match (self.field, forward) {
            (Field::Kind, true) | (Field::People, false) => Field::Name,
            (Field::Name, true) | (Field::Kind, false) => Field::People,
            (Field::People, true) | (Field::Name, false) => Field::Kind,
        };
    }
}
