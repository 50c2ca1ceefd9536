//! What can be done with the message under the cursor, or which of its links is meant, to choose from.

use protocol::Role;

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
            Action::OpenLink => there && !links(&message.text).is_empty(),
            _ => true,
        }
    }
}
