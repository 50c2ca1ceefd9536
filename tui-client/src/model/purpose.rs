//! What is being written in a chat, beside a new message: an answer to one, or another text for one.

use protocol::{ConversationId, MessageId};

use super::{Editor, Model};

/// What the composer's text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It answers this message.
    Reply(MessageId),
    /// It takes the place of this message's text.
    Edit(MessageId),
}

/// A message whose text is being changed.
#[derive(Clone, Debug)]
pub struct Editing {
    /// Which.
    pub message_id: MessageId,
    /// What was being written before, which comes back afterwards.
    pub aside: Editor,
}

impl Model {
    /// What is being written in a chat is for this, when it is no new message of its own.
    pub fn purpose(&self, id: ConversationId) -> Option<Purpose> {
        let edit = self.editing.get(&id).map(|editing| Purpose::Edit(editing.message_id));
        edit.or_else(|| self.replies.get(&id).copied().map(Purpose::Reply))
    }
}
