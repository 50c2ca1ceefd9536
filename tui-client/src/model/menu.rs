//! What can be done with the message under the cursor, or which of its links is meant, to choose from.

use protocol::{ClientId, ConversationId, MessageId, Role};

use super::{EntryKey, Model, Pending, PendingState, may_post};
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
    pub fn can_do(&self, key: EntryKey, action: Action) -> bool {
        match key {
            EntryKey::Message(seq) => self.can_do_stored(seq, action),
            EntryKey::Pending(id) => {
                self.outbox.get(id).is_none_or(|pending| can_do_pending(pending, action))
            }
        }
    }

    fn can_do_stored(&self, seq: i64, action: Action) -> bool {
        let (Some(chat), Some(timeline)) = (self.chats.opened(), self.timeline()) else { return true };
        let Some(message) = timeline.messages.get(&seq) else { return true };
        let own = self.me.as_ref().is_some_and(|me| me.id == message.sender_id);
        let there = !message.deleted;
        let text = self.deeds.edits.text_of(message.id).unwrap_or(&message.text);
        let refused = self.deeds.edits.refusal_of(message.id).is_some();
        match action {
            Action::Reply => there && may_post(chat),
            Action::React | Action::CopyText | Action::Forward => there,
            Action::ChangeMessage => there && own && message.forwarded.is_none(),
            Action::DeleteMessage => there && (own || chat.role >= Role::Admin),
            Action::GoToQuoted => there && message.reply_to.is_some(),
            Action::OpenLink => there && !links(text).is_empty(),
            Action::Retry | Action::Discard => refused,
            // Where the message is there, changing it goes on with what was refused.
            Action::EditRefused => refused && !there,
            _ => true,
        }
    }
}

/// With one that is not stored yet, perhaps because it was refused: then deleting discards it, and changing it writes it anew.
fn can_do_pending(pending: &Pending, action: Action) -> bool {
    let refused = matches!(pending.state, PendingState::Refused(_));
    match action {
        Action::Retry | Action::DeleteMessage => refused,
        Action::ChangeMessage => refused && pending.forward.is_none(),
        Action::Reply
        | Action::React
        | Action::Forward
        | Action::GoToQuoted
        | Action::OpenLink
        | Action::WhoRead
        | Action::MarkUnread
        | Action::EditRefused
        | Action::Discard => false,
        _ => true,
    }
}
