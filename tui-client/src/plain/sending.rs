//! What is written: sent in its order, one message of a chat at a time, and again as long as the server cannot take it.

use protocol::{ClientId, ErrorCode, MessageId, Timestamp};

use super::{
    command::Line,
    talk::{Deed, Talk},
};
use crate::{
    effect::Effect,
    model::{Pending, PendingState, RETRY_AFTER, bearable, later},
    text::one_line,
    words::Word,
};

impl Talk {
    pub(super) fn send(
        &mut self,
        text: String,
        reply_to: Option<MessageId>,
        client_id: ClientId,
    ) -> Vec<Deed> {
        let Some(conversation_id) = self.open else {
            self.astray += 1;
            return vec![self.say(Word::PlainNoChat)];
        };
        self.sent.insert(client_id);
        self.outbox.push(Pending {
            client_id,
            conversation_id,
            text,
            reply_to,
            forward: None,
            written_at: self.now,
            state: PendingState::Waiting(self.now),
        });
        if self.online { self.deliver() } else { vec![self.say(Word::PlainLater)] }
    }

    /// Sends those whose turn it is, for the first time or again.
    pub(super) fn deliver(&mut self) -> Vec<Deed> {
        // Nothing of it is kept on the disk.
        drop(self.outbox.take_touched());
        if !self.online {
            return Vec::new();
        }
        let due = self.outbox.take_due(self.now).into_iter();
        due.map(|pending| Deed::Wish(Effect::Say(pending.command()))).collect()
    }

    pub(super) fn acknowledged(&mut self, id: ClientId, message: MessageId) -> Vec<Deed> {
        let Some(pending) = self.outbox.remove(id) else { return Vec::new() };
        if self.open == Some(pending.conversation_id) {
            self.became(message, &pending.text);
        }
        vec![self.say(Word::PlainSent)]
    }

    /// The server does not take a message. What will pass by itself is not worth a word.
    pub(super) fn message_refused(
        &mut self,
        id: ClientId,
        (code, retry_after): (ErrorCode, Option<u64>),
        detail: &str,
    ) -> Vec<Deed> {
        let again_at = later(self.now, retry_after.map_or(RETRY_AFTER, bearable));
        self.outbox.refuse(id, code, detail.to_owned(), again_at);
        let is_refused = |pending: &Pending| matches!(pending.state, PendingState::Refused(_));
        if self.outbox.get(id).is_some_and(is_refused) {
            vec![self.fill(Word::PlainRefused, &[&one_line(detail)])]
        } else {
            Vec::new()
        }
    }

    /// When something is to be sent or told that the server could not take before, or did not answer.
    pub(super) fn due(&self) -> Option<Timestamp> {
        let all = [self.wishes.due(), self.outbox.due(self.now)];
        all.into_iter().flatten().min().filter(|_| self.online)
    }

    /// It is that time.
    pub(super) fn is_due(&mut self, now: Timestamp) -> Vec<Deed> {
        self.now = now;
        let mut deeds = self.deliver();
        deeds.extend(self.tell());
        deeds
    }

    /// How many messages are on their way, or will be.
    pub(super) fn leaving(&self) -> usize {
        self.outbox.unsent() + self.early(is_message)
    }

    /// How many messages the server does not have, those that it refused among them.
    pub(super) fn unsent(&self) -> usize {
        self.outbox.iter().count() + self.early(is_message)
    }
}

const fn is_message(line: &Line) -> bool {
    matches!(line, Line::Text(_) | Line::Reply(_))
}
