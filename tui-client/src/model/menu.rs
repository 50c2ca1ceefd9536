//! What can be done with the message under the cursor, or which of its links is meant, to choose from.

use crate::keymap::Action;

/// An open menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What it offers.
    pub offers: Vec<Offer>,
    /// The one under the cursor.
    pub selected: usize,
}

/// A row of a menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// Do this.
    Act(Action),
    /// Open this address.
    Link(String),
}
