//! What of the model is to be kept on the disk: noted while something happens, written down afterwards.

use protocol::{
    ClientId, Conversation, ConversationId, Epoch, Message, MessageId, Profile, Timestamp,
    request::ChangeSettings,
};

use super::{Held, Pending, PendingEdit};

/// Something to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Whose all this is, and of which life of the server's database.
    Greeted {
        /// Which life.
        epoch: Epoch,
        /// Whose.
        user: Profile,
    },
    /// Until now all this is what the server has.
    Contact(Timestamp),
    /// A line of the list, and how far its messages are known.
    Conversation(Box<Conversation>, Held),
    /// The user is no longer in it.
    Gone(ConversationId),
    /// Messages, of conversations of the list.
    Messages(Vec<Message>),
    /// Its messages are worthless.
    ForgetMessages(ConversationId),
    /// All that the server has said is worthless.
    ForgetAll,
    /// What was written here was written by somebody else.
    ForgetWriting,
    /// What the user has said of a conversation and the server does not know yet.
    Wished(ConversationId, ChangeSettings),
    /// The conversation that is open.
    Place(Option<ConversationId>),
    /// Those that were opened, the last one last.
    Visited(Vec<ConversationId>),
    /// A message on its way.
    Pending(Pending),
    /// It has arrived, or was given up.
    Sent(ClientId),
    /// Another text for a message, on its way or refused.
    Edit(PendingEdit),
    /// The message has it, or it was given up.
    Edited(MessageId),
    /// What is being written in a conversation.
    Draft {
        /// Where.
        conversation_id: ConversationId,
        /// What.
        draft: Draft,
    },
}

impl Entry {
    /// With this one nobody needs that one, which came before it.
    pub fn replaces(&self, older: &Self) -> bool {
        match (self, older) {
            (Self::Draft { conversation_id: id, .. }, Self::Draft { conversation_id, .. }) => {
                id == conversation_id
            }
            (Self::Contact(_), Self::Contact(_))
            | (Self::Place(_), Self::Place(_))
            | (Self::Visited(_), Self::Visited(_)) => true,
            _ => false,
        }
    }
}

/// What is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What it says.
    pub text: String,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// The message whose text is being changed meanwhile, and what it is to say.
    pub change: Option<(MessageId, String)>,
}

impl Draft {
    /// Nothing is being written.
    pub const fn is_empty(&self) -> bool {
        self.text.is_empty() && self.reply_to.is_none() && self.change.is_none()
    }
}

/// What has been noted.
#[derive(Clone, Debug, Default)]
pub struct Journal {
    forgotten: Vec<Entry>,
    messages: Vec<Message>,
    /// When the drafts are brought up to date on the disk.
    pub drafts_due: Option<Timestamp>,
}

impl Journal {
    /// Notes that something is worthless, or begins anew. It goes before everything else.
    pub fn begin(&mut self, entry: Entry) {
        self.forgotten.push(entry);
    }

    /// Notes a message as the server has it.
    pub fn message(&mut self, message: &Message) {
        self.messages.push(message.clone());
    }

    /// What was noted: first what is worthless, then the messages.
    pub fn take(&mut self) -> (Vec<Entry>, Vec<Message>) {
        (std::mem::take(&mut self.forgotten), std::mem::take(&mut self.messages))
    }
}
