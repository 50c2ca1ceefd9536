//! The one place from which every chat and everything that can be done is reached.

use std::collections::HashMap;

use protocol::ConversationId;

use super::Editor;
use crate::{keymap::Action, matching::Folded};

/// What is looked for, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// What is looked for.
    pub query: Editor,
    /// The names that were looked at: they are the same for each key.
    pub names: HashMap<String, Folded>,
    /// What was found, the likeliest first.
    pub found: Vec<Target>,
    /// The one under the cursor.
    pub selected: usize,
}

/// Where one can go from the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Open this chat.
    Chat(ConversationId),
    /// Do this.
    Action(Action),
}
