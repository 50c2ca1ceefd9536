//! What a model makes of answers to its questions, and of what others have read.

use std::time::Instant;

use protocol::{
    ClientCommand, Conversation, ConversationId, ErrorCode, Message, RequestId, UserId, event::Change,
};

use super::Model;
use crate::{
    amend::Outcome,
    client::room::Fault,
    tally::{Broken, Count},
};

impl Model {
    pub(super) fn changes(
        &mut self,
        (request, more): (RequestId, bool),
        items: Vec<Change>,
        version: i64,
        now: Instant,
    ) -> Vec<ClientCommand> {
        let Some((id, _)) = self.asked.remove(&request) else { return Vec::new() };
        for item in &items {
            self.witness(item);
        }
        self.note(Some(id), format!("{} changes up to {version}, more: {more}", items.len()));
        let me = self.me;
        let Some(room) = self.rooms.get_mut(&id) else { return Vec::new() };
        let faults = room.changes(items, (version, more), me);
        self.faulty(id, faults);
        if more { vec![self.ask(id, now)] } else { Vec::new() }
    }

    pub(super) fn reset(&mut self, request: RequestId, line: &Conversation, messages: &[Message]) {
        let Some((id, _)) = self.asked.remove(&request) else { return };
        self.counted.push(Count::Resets);
        self.witnessed.push((id, self.me, line.version, true));
        self.note(Some(id), format!("reset to {} with {} messages", line.version, messages.len()));
        let me = self.me;
        let Some(room) = self.rooms.get_mut(&id) else { return };
        let mut faults: Vec<Fault> = room.reset(line, messages, me).into_iter().collect();
        faults.extend(room.catch_up(me));
        self.faulty(id, faults);
    }

    /// A question was refused: the conversation is gone, or is asked for again after a while. What was no question was a
    /// wish to change a message.
    pub(super) fn unanswered(&mut self, request: RequestId, code: ErrorCode, now: Instant) {
        let Some((id, _)) = self.asked.remove(&request) else {
            // Where the database goes away, nobody knows what came of it.
            let outcome = if matches!(code, ErrorCode::Unavailable | ErrorCode::Internal) {
                Outcome::Open
            } else {
                Outcome::Refused
            };
            return self.amended.push((request, outcome));
        };
        self.note(Some(id), format!("sync refused: {code:?}"));
        if matches!(code, ErrorCode::NotFound | ErrorCode::Forbidden) {
            self.forget(id);
        } else if let Some(room) = self.rooms.get_mut(&id) {
            room.gap = Some(now);
        }
    }

    pub(super) fn read(&mut self, id: ConversationId, user: UserId, seq: i64) {
        let me = self.me;
        match self.rooms.get_mut(&id) {
            Some(room) => room.read(user, seq, me),
            None => self.fault(id, Broken::Leaked, format!("read {seq} of a conversation not told of")),
        }
    }

    pub(super) fn fully_read(&mut self, id: ConversationId, seq: i64) {
        self.counted.push(Count::FullyRead);
        self.note(Some(id), format!("fully read {seq}"));
        let told = self.fully_read.get(&id).copied().unwrap_or_default();
        if told == seq {
            self.note(Some(id), format!("AGAIN: fully read {seq}"));
            self.counted.push(Count::FullyReadAgain);
        }
        if seq < told {
            // It was implied already.
            self.counted.push(Count::FullyReadLate);
        }
        self.fully_read.insert(id, seq.max(told));
        let Some(room) = self.rooms.get_mut(&id) else {
            return self.fault(id, Broken::Leaked, format!("fully_read {seq} of a conversation not told of"));
        };
        room.watermark = room.watermark.max(seq);
        if room.messages.get(&seq).is_some_and(|held| !held.mine) {
            self.fault(id, Broken::Fault, format!("fully_read {seq} of somebody else's message"));
        }
    }
}
