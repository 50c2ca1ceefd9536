//! What the word before the caret may become.

use protocol::ConversationId;

/// What can be completed, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// In whose draft.
    pub conversation: ConversationId,
    /// What is written of it: of another word the rest means nothing.
    pub begun: String,
    /// Where the word begins: a byte index into the draft.
    pub from: usize,
    /// What it may become, the likeliest first; never empty.
    pub items: Vec<Suggestion>,
    /// The one under the cursor.
    pub selected: usize,
}

/// Something a word may become.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is written in place of the word.
    pub text: String,
    /// What it is called in the list.
    pub label: String,
    /// What it does or stands for.
    pub hint: String,
}

impl Completion {
    /// Moves the cursor, round and round.
    pub fn step(&mut self, down: bool) {
        let count = self.items.len().max(1);
        self.selected = (self.selected + if down { 1 } else { count - 1 }) % count;
    }

    /// What is under the cursor.
    pub fn chosen(&self) -> Option<&Suggestion> {
        self.items.get(self.selected)
    }
}
