//! What can be done with the message under the cursor, to choose from.

use crate::keymap::Action;

/// An open menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Menu {
    /// What it offers.
    pub actions: Vec<Action>,
    /// The one under the cursor.
    pub selected: usize,
}
