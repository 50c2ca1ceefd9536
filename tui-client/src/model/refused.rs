//! What the server did not do and the user has to decide about: messages, and other texts for messages.

use protocol::{ClientId, MessageId};

use super::{EntryKey, Model, PendingState};

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A message.
    Message(ClientId),
    /// Another text for this message.
    Edit(MessageId),
}

impl Model {
    /// Which of the open chat the keys for it reach: the one under the cursor, else the first.
    pub fn refused(&self) -> Option<Refused> {
        let first = || {
            let id = self.chats.open?;
            let message = self.outbox.refused(id).map(|pending| Refused::Message(pending.client_id));
            message.or_else(|| self.deeds.edits.refused(id).map(|edit| Refused::Edit(edit.message_id)))
        };
        self.picked.and_then(|key| self.refused_at(key)).or_else(first)
    }

    fn refused_at(&self, key: EntryKey) -> Option<Refused> {
        let seq = match key {
            EntryKey::Message(seq) => seq,
            EntryKey::Pending(id) => {
                let is_refused = matches!(self.outbox.get(id)?.state, PendingState::Refused(_));
                return is_refused.then_some(Refused::Message(id));
            }
        };
        let message = self.timeline()?.messages.get(&seq)?.id;
        self.deeds.edits.refusal_of(message).map(|_| Refused::Edit(message))
    }
}
