//! What people do to messages that are there: edit them, take them back, put signs to them and take those away. Each is
//! noted before it is said, so that whatever becomes of a message can be explained.

use protocol::{ClientCommand, ConversationId, MessageId, RequestId, UserId};

/// Signs that people use: few, so that they meet.
pub(crate) const SIGNS: [&str; 5] = ["👍", "❤️", "😀", "🎉", "🙈"];

/// What somebody wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Deed {
    /// The message says something else; no two say the same.
    Edit(String),
    /// It is taken back.
    Delete,
    /// A sign shall be there, or not.
    React {
        /// Which.
        emoji: &'static str,
        /// Whether.
        set: bool,
    },
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nobody knows, or not yet.
    Open,
    /// It is so since this version of the message, or was so then.
    Done(i64),
    /// It was refused: nothing has come of it.
    Refused,
}

/// Somebody wants something of a message.
#[derive(Clone, Debug)]
pub(crate) struct Amend {
    /// Where.
    pub(crate) conversation: ConversationId,
    /// Of which.
    pub(crate) message: MessageId,
    /// Who.
    pub(crate) by: UserId,
    /// What.
    pub(crate) deed: Deed,
    /// What became of it.
    pub(crate) outcome: Outcome,
}

impl Amend {
    /// As a client says it.
    pub(crate) fn command(&self, request_id: RequestId) -> ClientCommand {
        let (conversation_id, message_id) = (self.conversation, self.message);
        match &self.deed {
            Deed::Edit(text) => {
                ClientCommand::Edit { conversation_id, message_id, text: text.clone(), request_id }
            }
            Deed::Delete => ClientCommand::Delete { conversation_id, message_id, request_id },
            Deed::React { emoji, set } => ClientCommand::React {
                conversation_id,
                message_id,
                emoji: (*emoji).to_owned(),
                set: *set,
                request_id,
            },
        }
    }
}
