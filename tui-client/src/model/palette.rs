//! The one place from which every chat and everything that can be done is reached.

use std::collections::HashMap;

use protocol::ConversationId;

use super::{Editor, Setting};
use crate::{keymap::Action, matching::Folded, words::Word};

/// What one comes for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Errand {
    /// To go somewhere, or to do something.
    #[default]
    Go,
    /// To choose where a message is sent on to: the one at this place of that conversation.
    Forward(ConversationId, i64),
}

impl Errand {
    /// What it says above all.
    pub const fn title(self) -> Word {
        match self {
            Self::Go => Word::Anywhere,
            Self::Forward(..) => Word::ForwardWhere,
        }
    }

    /// What it says before the query.
    pub const fn label(self) -> Word {
        match self {
            Self::Go => Word::GoTo,
            Self::Forward(..) => Word::ForwardTo,
        }
    }
}

/// What is looked for, and what was found.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// What for.
    pub errand: Errand,
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
    /// Go to this on the page of settings.
    Setting(Setting),
}
