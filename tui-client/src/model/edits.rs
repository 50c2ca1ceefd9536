//! Other texts for messages, on their way. Each stands in the place of its message's text at once and survives the process. It
//! is asked for until it is answered; what is not done stands at its message until the user has decided. Of several for one
//! message the last holds.

use std::collections::BTreeSet;

use protocol::{ClientCommand, ConversationId, Message, MessageId, RequestId, Timestamp};

use crate::text::sanitise;

/// Another text for a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingEdit {
    /// Which message.
    pub message_id: MessageId,
    /// Where.
    pub conversation_id: ConversationId,
    /// What it is to say.
    pub text: String,
    /// What it was known to say, and was asked to say before: any other text is of another device.
    pub known: Vec<String>,
    /// Why it is not done, when that is decided.
    pub refused: Option<String>,
    /// It is not asked for before this time.
    pub not_before: Timestamp,
    /// With what the server was asked on this connection.
    pub asked: Option<RequestId>,
}

impl PendingEdit {
    /// To be asked for as soon as it can be.
    pub const fn new(conversation_id: ConversationId, message_id: MessageId, text: String) -> Self {
        Self {
            message_id,
            conversation_id,
            text,
            known: Vec::new(),
            refused: None,
            not_before: Timestamp::from_millis(0),
            asked: None,
        }
    }

    const fn is_waiting(&self) -> bool {
        self.refused.is_none() && self.asked.is_none()
    }
}

/// All of them.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// In the order in which they were written.
    items: Vec<PendingEdit>,
    /// Messages whose edits are to be kept as they are now, or that have none any more.
    touched: BTreeSet<MessageId>,
}

impl Edits {
    /// All of them, oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &PendingEdit> {
        self.items.iter()
    }

    /// That of a message.
    pub fn get(&self, message: MessageId) -> Option<&PendingEdit> {
        self.items.iter().find(|edit| edit.message_id == message)
    }

    /// The text that a message will have, unless the server does not do it.
    pub fn text_of(&self, message: MessageId) -> Option<&str> {
        self.get(message).filter(|edit| edit.refused.is_none()).map(|edit| edit.text.as_str())
    }

    /// Why a message does not say what it was to say, and what that is.
    pub fn refusal_of(&self, message: MessageId) -> Option<(&str, &str)> {
        let edit = self.get(message)?;
        edit.refused.as_deref().map(|why| (why, edit.text.as_str()))
    }

    /// The first refused one of a conversation.
    pub fn refused(&self, conversation: ConversationId) -> Option<&PendingEdit> {
        self.items.iter().find(|edit| edit.conversation_id == conversation && edit.refused.is_some())
    }

    /// How many the server has not answered.
    pub fn unanswered(&self) -> usize {
        self.items.iter().filter(|edit| edit.refused.is_none()).count()
    }

    /// Where something is to be asked for.
    pub fn waiting(&self) -> impl Iterator<Item = ConversationId> {
        self.items.iter().filter(|edit| edit.is_waiting()).map(|edit| edit.conversation_id)
    }

    /// Takes in a new one, in the place of an older one of the same message.
    pub fn put(&mut self, mut edit: PendingEdit) {
        if let Some(older) = self.remove(edit.message_id) {
            for known in older.known.into_iter().chain([older.text]) {
                if !edit.known.contains(&known) {
                    edit.known.push(known);
                }
            }
        }
        self.touched.insert(edit.message_id);
        self.items.push(edit);
    }

    /// Takes one out: it is done, or given up.
    pub fn remove(&mut self, message: MessageId) -> Option<PendingEdit> {
        let at = self.items.iter().position(|edit| edit.message_id == message)?;
        self.touched.insert(message);
        Some(self.items.remove(at))
    }

    /// Of which message the next one is to be asked for now; only where all that the server has said is known.
    pub fn next(&self, now: Timestamp, is_known: impl Fn(ConversationId) -> bool) -> Option<MessageId> {
        let is_due = |edit: &&PendingEdit| {
            edit.is_waiting() && edit.not_before <= now && is_known(edit.conversation_id)
        };
        self.items.iter().find(is_due).map(|edit| edit.message_id)
    }

    /// How the server is asked for one; the answer will bear the id.
    pub fn ask(&mut self, message: MessageId, request_id: RequestId) -> Option<ClientCommand> {
        let edit = self.items.iter_mut().find(|edit| edit.message_id == message)?;
        edit.asked = Some(request_id);
        let (conversation_id, text) = (edit.conversation_id, edit.text.clone());
        Some(ClientCommand::Edit { conversation_id, message_id: message, text, request_id })
    }

    /// Which message this was asked of.
    pub fn asked(&self, request: RequestId) -> Option<MessageId> {
        self.items.iter().find(|edit| edit.asked == Some(request)).map(|edit| edit.message_id)
    }

    /// When one that has to wait is to be asked for.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let waits = self.items.iter().filter(|edit| edit.is_waiting()).map(|edit| edit.not_before);
        waits.filter(|at| *at > now).min()
    }

    /// The server cannot do it before this time; says whether that is new.
    pub fn postpone(&mut self, message: MessageId, until: Timestamp) -> bool {
        let Some(edit) = self.items.iter_mut().find(|edit| edit.message_id == message) else { return false };
        let is_new = edit.not_before == Timestamp::from_millis(0);
        (edit.asked, edit.not_before) = (None, until);
        is_new
    }

    /// It is not done, unless that is decided already. An answer that is still on its way is known when it comes.
    pub fn refuse(&mut self, message: MessageId, why: &str) {
        let open = |edit: &&mut PendingEdit| edit.message_id == message && edit.refused.is_none();
        if let Some(edit) = self.items.iter_mut().find(open) {
            edit.refused = Some(why.to_owned());
            self.touched.insert(message);
        }
    }

    /// It is to be asked for again, whatever the message says now.
    pub fn retry(&mut self, message: MessageId, says: Option<String>) {
        if let Some(edit) = self.items.iter_mut().find(|edit| edit.message_id == message) {
            (edit.refused, edit.asked, edit.not_before) = (None, None, Timestamp::from_millis(0));
            edit.known.extend(says);
            self.touched.insert(message);
        }
    }

    /// What follows from what a message says. What was asked on this connection is decided by its answer alone.
    pub fn compared(&self, message: &Message) -> Compared {
        let says = |text: &str| !message.deleted && sanitise(text) == message.text;
        match self.get(message.id).filter(|edit| edit.refused.is_some() || edit.asked.is_none()) {
            Some(edit) if says(&edit.text) => Compared::Done,
            Some(edit) if edit.refused.is_some() => Compared::AsKnown,
            Some(_) if message.deleted => Compared::Deleted,
            Some(edit) if !edit.known.iter().any(|known| says(known)) => Compared::Changed,
            _ => Compared::AsKnown,
        }
    }

    /// The connection is new: what was not answered is asked for again.
    pub fn begin_again(&mut self) {
        self.items.iter_mut().for_each(|edit| edit.asked = None);
    }

    /// Those that have changed for the disk since this was asked last.
    pub fn take_touched(&mut self) -> BTreeSet<MessageId> {
        std::mem::take(&mut self.touched)
    }

    /// Begins with what an earlier run has left.
    pub fn restore(&mut self, items: Vec<PendingEdit>) {
        *self = Self { items, ..Self::default() };
    }

    /// What is there holds, whatever the disk has.
    pub fn hold_against(&mut self, on_disk: &[PendingEdit]) {
        self.touched.extend(on_disk.iter().chain(&self.items).map(|edit| edit.message_id));
    }
}

/// How a message stands to the text that it is to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// It has it.
    Done,
    /// Nothing is new.
    AsKnown,
    /// It was changed on another device.
    Changed,
    /// It is gone.
    Deleted,
}
