//! What can be done with the message under the cursor, or which of its links is meant, to choose from.

use protocol::{ClientId, ConversationId, MessageId, Role};

use super::{Model, may_post};
use crate::{keymap::Action, text::links};

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
    /// Copy this text, which can be sent from nowhere any more.
    Text(Leftover, String),
}

/// What was written to a chat that is gone, or in which one may not write any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leftover {
    /// A message that was not sent.
    Message(ClientId),
    /// Another text for a message, which it has not got.
    Edit(MessageId),
    /// What was being written.
    Draft(ConversationId),
}

impl Menu {
    /// What is left over and under the cursor.
    pub fn leftover(&self) -> Option<(Leftover, &str)> {
        match self.offers.get(self.selected)? {
            Offer::Text(leftover, text) => Some((*leftover, text)),
            Offer::Act(_) | Offer::Link(_) => None,
        }
    }
}

impl Model {
    /// It makes sense to do this with a message of the open chat. What the server alone can know is left to it.
    pub fn can_do(&self, seq: i64, action: Action) -> bool {
        let (Some(chat), Some(timeline)) = (self.chats.opened(), self.timeline()) else { return true };
        let Some(message) = timeline.messages.get(&seq) else { return true };
        let own = self.me.as_ref().is_some_and(|me| me.id == message.sender_id);
        let there = !message.deleted;
        match action {
            Action::Reply => there && may_post(chat),
            Action::React | Action::CopyText | Action::Forward => there,
            Action::ChangeMessage => there && own && message.forwarded.is_none(),
            Action::DeleteMessage => there && (own || chat.role >= Role::Admin),
            Action::GoToQuoted => there && message.reply_to.is_some(),
            Action::Retry | Action::EditRefused | Action::Discard => {
                self.deeds.edits.refusal_of(message.id).is_some()
            }
            Action::OpenLink => there && !links(&message.text).is_empty(),
            _ => true,
        }
    }
}
