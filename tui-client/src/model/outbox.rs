//! Messages on their way, in the order in which they were written. One of each conversation is with the server at a
//! time, so that none overtakes another; a refused one stands aside. Each is on the disk before it is sent.

use std::{collections::HashSet, time::Duration};

use protocol::{ClientCommand, ClientId, ConversationId, ErrorCode, Forwarded, MessageId, Timestamp};
use serde::{Deserialize, Serialize};

use super::later;

/// An unanswered message is sent again after this long; its id makes that harmless.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);
/// A message that came at a bad time is sent again after this long, when the server does not say after how long.
pub const RETRY_AFTER: Duration = Duration::from_secs(3);

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// The same for every try.
    pub client_id: ClientId,
    /// Where.
    pub conversation_id: ConversationId,
    /// What it says; nothing when it forwards.
    pub text: String,
    /// The message that it answers.
    pub reply_to: Option<MessageId>,
    /// The words that it forwards.
    pub forward: Option<Box<Forward>>,
    /// When it was written.
    pub written_at: Timestamp,
    /// How far it is.
    pub state: PendingState,
}

/// The words of another message, sent on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forward {
    /// Which message bears them: the server copies them from there.
    pub message_id: MessageId,
    /// Whose they are.
    pub first: Forwarded,
    /// What they are, as far as that is known here.
    pub text: String,
}

impl Pending {
    /// What it will say, as far as that is known here.
    pub fn said(&self) -> &str {
        self.forward.as_ref().map_or(self.text.as_str(), |forward| forward.text.as_str())
    }

    /// How the server is asked to store it.
    pub fn command(self) -> ClientCommand {
        ClientCommand::Send {
            conversation_id: self.conversation_id,
            client_id: self.client_id,
            text: self.text,
            reply_to: self.reply_to,
            forward_of: self.forward.map(|forward| forward.message_id),
        }
    }
}

/// How far a message is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PendingState {
    /// Not on the disk yet.
    Unkept,
    /// To be sent, not before this time.
    Waiting(Timestamp),
    /// It came at a bad time, for this reason: to be sent again, not before this time.
    Later(Timestamp, String),
    /// With the server since this time.
    Sent(Timestamp),
    /// The server does not take it.
    Refused(String),
}

/// All messages on their way.
#[derive(Clone, Debug, Default)]
pub struct Outbox {
    items: Vec<Pending>,
    /// Those that are to be kept as they are now, or that are gone.
    touched: Vec<ClientId>,
}

impl Outbox {
    /// All of them, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Pending> {
        self.items.iter()
    }

    /// Those of one conversation, oldest first.
    pub fn of(&self, conversation: ConversationId) -> impl DoubleEndedIterator<Item = &Pending> {
        self.items.iter().filter(move |item| item.conversation_id == conversation)
    }

    /// How many are neither stored nor refused.
    pub fn unsent(&self) -> usize {
        self.items.iter().filter(|item| !matches!(item.state, PendingState::Refused(_))).count()
    }

    /// One of them.
    pub fn get(&self, id: ClientId) -> Option<&Pending> {
        self.items.iter().find(|item| item.client_id == id)
    }

    /// Puts a new one at the end.
    pub fn push(&mut self, pending: Pending) {
        self.touched.push(pending.client_id);
        self.items.push(pending);
    }

    /// Begins with what an earlier run has left.
    pub fn restore(&mut self, items: Vec<Pending>) {
        *self = Self { items, touched: Vec::new() };
    }

    /// What is there holds, whatever the disk has: all of it is to be kept, and of the rest nothing.
    pub fn hold_against(&mut self, on_disk: &[Pending]) {
        let gone = on_disk.iter().filter(|item| self.get(item.client_id).is_none());
        let ids: Vec<ClientId> = self.items.iter().chain(gone).map(|item| item.client_id).collect();
        self.touched = ids;
    }

    /// One is on the disk: it may be sent.
    pub fn kept(&mut self, id: ClientId) {
        if self.get(id).is_some_and(|item| item.state == PendingState::Unkept) {
            self.set(id, PendingState::Waiting(Timestamp::from_millis(0)));
        }
    }

    /// Those that have changed for the disk since this was asked last.
    pub fn take_touched(&mut self) -> Vec<ClientId> {
        std::mem::take(&mut self.touched)
    }

    /// Takes one out: it is stored, or given up.
    pub fn remove(&mut self, id: ClientId) -> Option<Pending> {
        let at = self.items.iter().position(|item| item.client_id == id)?;
        self.touched.push(id);
        Some(self.items.remove(at))
    }

    /// The first refused one of a conversation.
    pub fn refused(&self, conversation: ConversationId) -> Option<&Pending> {
        self.of(conversation).find(|item| matches!(item.state, PendingState::Refused(_)))
    }

    /// The server did not take it. What will pass by itself is tried again, not before `again_at`.
    pub fn refuse(&mut self, id: ClientId, code: ErrorCode, reason: String, again_at: Timestamp) {
        let state = if passes(code) {
            PendingState::Later(again_at, reason)
        } else {
            self.touched.push(id);
            PendingState::Refused(reason)
        };
        self.set(id, state);
    }

    /// Sends one again, as soon as its turn comes.
    pub fn retry(&mut self, id: ClientId) {
        self.touched.push(id);
        self.set(id, PendingState::Waiting(Timestamp::from_millis(0)));
    }

    /// The connection is new: nothing is with the server any more.
    pub fn begin_again(&mut self) {
        for item in &mut self.items {
            if matches!(item.state, PendingState::Sent(_)) {
                item.state = PendingState::Waiting(Timestamp::from_millis(0));
            }
        }
    }

    /// Refuses everything of a conversation that is gone; says how many that were not refused before.
    pub fn refuse_all(&mut self, conversation: ConversationId, reason: &str) -> usize {
        let open = |item: &&mut Pending| !matches!(item.state, PendingState::Refused(_));
        let mut count = 0;
        for item in self.items.iter_mut().filter(|item| item.conversation_id == conversation).filter(open) {
            count += 1;
            item.state = PendingState::Refused(reason.to_owned());
            self.touched.push(item.client_id);
        }
        count
    }

    /// Those whose turn it is; they count as sent from now on.
    pub fn take_due(&mut self, now: Timestamp) -> Vec<Pending> {
        let mut due = Vec::new();
        for at in self.heads() {
            let Some(item) = self.items.get_mut(at) else { continue };
            if when(item).is_some_and(|time| time <= now) {
                item.state = PendingState::Sent(now);
                due.push(item.clone());
            }
        }
        due
    }

    /// When the next one is due, or the number of seconds until it is sent again is another one.
    pub fn due(&self, now: Timestamp) -> Option<Timestamp> {
        let next = |item: &Pending| match item.state {
            PendingState::Later(until, _) => {
                let after_this = (seconds_until(until, now) - 1).max(0);
                Some(Timestamp::from_millis(until.millis().saturating_sub(after_this.saturating_mul(1_000))))
            }
            _ => when(item),
        };
        self.heads().into_iter().filter_map(|at| next(self.items.get(at)?)).min()
    }

    /// The first of each conversation that is not refused.
    fn heads(&self) -> Vec<usize> {
        let mut seen = HashSet::new();
        let open = |item: &Pending| !matches!(item.state, PendingState::Refused(_));
        let numbered = self.items.iter().enumerate();
        numbered
            .filter(|(_, item)| open(item) && seen.insert(item.conversation_id))
            .map(|(at, _)| at)
            .collect()
    }

    fn set(&mut self, id: ClientId, state: PendingState) {
        if let Some(item) = self.items.iter_mut().find(|item| item.client_id == id) {
            item.state = state;
        }
    }
}

/// A refusal that will pass by itself.
pub const fn passes(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::RateLimited | ErrorCode::Unavailable | ErrorCode::Unauthenticated)
}

/// Whole seconds, the last of them begun.
pub fn seconds_until(until: Timestamp, now: Timestamp) -> i64 {
    until.millis().saturating_sub(now.millis()).saturating_add(999).div_euclid(1_000).max(0)
}

fn when(item: &Pending) -> Option<Timestamp> {
    match item.state {
        PendingState::Waiting(time) | PendingState::Later(time, _) => Some(time),
        PendingState::Sent(time) => Some(later(time, ANSWER_WITHIN)),
        PendingState::Unkept | PendingState::Refused(_) => None,
    }
}
