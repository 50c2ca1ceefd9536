//! Putting a sign to a message: which, and those that are offered.

use super::Editor;

/// A sign that can be put to a message, or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The emoji.
    pub emoji: String,
    /// What it is called.
    pub name: String,
    /// The user has put it there already.
    pub mine: bool,
}

/// Choosing a sign for a message of the open chat.
#[derive(Clone, Debug)]
pub struct Signs {
    /// The message's place.
    pub seq: i64,
    /// What is looked for.
    pub query: Editor,
    /// What was found, the likeliest first.
    pub found: Vec<Sign>,
    /// The one under the cursor.
    pub selected: usize,
}
