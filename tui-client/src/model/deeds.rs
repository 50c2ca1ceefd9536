//! What has been asked of the server about messages that are there: changes, deletions, signs. Each is said again on a new
//! connection until it is answered, which does no harm.

use protocol::{ClientCommand, ConversationId, MessageId, RequestId};

/// What is not answered yet, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    asked: Vec<(RequestId, ClientCommand)>,
}

impl Deeds {
    /// Notes what is being asked.
    pub fn ask(&mut self, id: RequestId, command: ClientCommand) {
        self.asked.push((id, command));
    }

    /// It has been answered: what it was, when it is known.
    pub fn answered(&mut self, id: RequestId) -> Option<ClientCommand> {
        let at = self.asked.iter().position(|(asked, _)| *asked == id)?;
        Some(self.asked.remove(at).1)
    }

    /// The newest text that is asked for in a conversation, and for which message.
    pub fn edit_in(&self, conversation: ConversationId) -> Option<(MessageId, &str)> {
        self.edits()
            .rev()
            .find(|(id, ..)| *id == conversation)
            .map(|(_, message_id, text)| (message_id, text))
    }

    /// The text that is asked for in place of a message's.
    pub fn edit_of(&self, message: MessageId) -> Option<&str> {
        self.edits().rev().find(|(_, id, _)| *id == message).map(|(.., text)| text)
    }

    fn edits(&self) -> impl DoubleEndedIterator<Item = (ConversationId, MessageId, &str)> {
        self.asked.iter().filter_map(|(_, command)| match command {
            ClientCommand::Edit { conversation_id, message_id, text, .. } => {
                Some((*conversation_id, *message_id, text.as_str()))
            }
            _ => None,
        })
    }

    /// All of it, to be said again in its order.
    pub fn all(&self) -> impl Iterator<Item = &ClientCommand> {
        self.asked.iter().map(|(_, command)| command)
    }
}
