//! What a client wants to say, tried with the same `client_id` until it is acknowledged or refused for good.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use protocol::{ClientCommand, ClientId, ConversationId, ErrorCode, MessageId};

/// An answer that takes longer will not come on this connection.
pub(super) const ANSWER: Duration = Duration::from_secs(8);
/// After "not at the moment".
const AGAIN: Duration = Duration::from_millis(500);

/// A message that is not acknowledged yet.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    /// The same for every try.
    pub(crate) client_id: ClientId,
    /// Where.
    pub(crate) conversation: ConversationId,
    /// What it answers.
    pub(crate) reply_to: Option<MessageId>,
    /// What.
    pub(crate) text: String,
    /// How often it was said.
    pub(crate) tries: u32,
    said: Option<Instant>,
    not_before: Option<Instant>,
}

/// What became of a refusal.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It is tried again. Those that were on their way behind it may be stored before it.
    Again {
        /// Which.
        overtaken: Vec<ClientId>,
    },
    /// It is given up. After a single try it must not be in the database either.
    ForGood {
        /// How often it had been said.
        tries: u32,
    },
    /// It was not ours.
    Unknown,
}

/// The messages that wait, oldest first.
#[derive(Debug)]
pub(crate) struct Outbox {
    waiting: VecDeque<Pending>,
    window: usize,
}

impl Outbox {
    /// One that has so many messages of a conversation on their way at once.
    pub(super) fn new(window: usize) -> Self {
        Self { waiting: VecDeque::new(), window }
    }

    /// Wants to say something.
    pub(crate) fn put(
        &mut self,
        client_id: ClientId,
        (conversation, reply_to): (ConversationId, Option<MessageId>),
        text: String,
    ) {
        self.waiting.push_back(Pending {
            client_id,
            conversation,
            reply_to,
            text,
            tries: 0,
            said: None,
            not_before: None,
        });
    }

    /// What to say now. Of a conversation only so many are on their way, and none before an older one.
    pub(super) fn next(&mut self, now: Instant) -> Option<(ClientCommand, u32)> {
        let mut ahead: Vec<(ConversationId, bool)> = Vec::new();
        for pending in &mut self.waiting {
            let before = ahead.iter().filter(|(id, _)| *id == pending.conversation);
            let in_order = before.clone().all(|(_, said)| *said) && before.count() < self.window;
            if pending.said.is_none() && pending.not_before.is_none_or(|then| then <= now) && in_order {
                pending.said = Some(now);
                pending.tries += 1;
                return Some((pending.command(), pending.tries));
            }
            ahead.push((pending.conversation, pending.said.is_some()));
        }
        None
    }

    /// The connection is gone: everything that was on its way is said again on the next one. Those that were on their
    /// way behind another: if that was refused, and the refusal has not arrived, they may be stored before it.
    pub(super) fn disconnected(&mut self) -> Vec<ClientId> {
        let (mut ahead, mut behind): (Vec<ConversationId>, Vec<ClientId>) = (Vec::new(), Vec::new());
        for pending in self.waiting.iter_mut().filter(|pending| pending.said.is_some()) {
            pending.said = None;
            if ahead.contains(&pending.conversation) {
                behind.push(pending.client_id);
            }
            ahead.push(pending.conversation);
        }
        behind
    }

    /// It is stored; whether that was said before an older one of its conversation was answered.
    pub(super) fn acked(&mut self, id: ClientId) -> Option<(Pending, bool)> {
        let at = self.waiting.iter().position(|pending| pending.client_id == id)?;
        let pending = self.waiting.remove(at)?;
        let overtook = self.waiting.iter().take(at).any(|other| other.conversation == pending.conversation);
        Some((pending, overtook))
    }

    /// It was refused.
    pub(super) fn refused(&mut self, id: ClientId, code: ErrorCode, now: Instant) -> Refusal {
        let Some(at) = self.waiting.iter().position(|pending| pending.client_id == id) else {
            return Refusal::Unknown;
        };
        if matches!(code, ErrorCode::Unavailable | ErrorCode::RateLimited | ErrorCode::Internal) {
            let conversation = self.waiting[at].conversation;
            self.waiting[at].said = None;
            self.waiting[at].not_before = Some(now + AGAIN);
            let behind = self.waiting.iter().skip(at + 1);
            let overtaking =
                |pending: &&Pending| pending.conversation == conversation && pending.said.is_some();
            let overtaken = behind.filter(overtaking).map(|pending| pending.client_id).collect();
            return Refusal::Again { overtaken };
        }
        self.waiting.remove(at).map_or(Refusal::Unknown, |pending| Refusal::ForGood { tries: pending.tries })
    }

    /// Something was said long ago and never answered.
    pub(super) fn overdue(&self, now: Instant) -> bool {
        self.waiting.iter().any(|pending| pending.said.is_some_and(|said| now > said + ANSWER))
    }

    /// How much waits.
    pub(crate) fn len(&self) -> usize {
        self.waiting.len()
    }
}

impl Pending {
    fn command(&self) -> ClientCommand {
        ClientCommand::Send {
            conversation_id: self.conversation,
            client_id: self.client_id,
            text: self.text.clone(),
            reply_to: self.reply_to,
            forward_of: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn id<T: From<Uuid>>(n: u128) -> T {
        Uuid::from_u128(n).into()
    }

    fn said(outbox: &mut Outbox, now: Instant) -> Option<String> {
        match outbox.next(now) {
            Some((ClientCommand::Send { text, .. }, _)) => Some(text),
            _ => None,
        }
    }

    #[test]
    fn one_message_of_a_conversation_is_on_its_way_and_the_next_follows_its_ack() {
        let now = Instant::now();
        let mut outbox = Outbox::new(1);
        outbox.put(id(1), (id(10), None), "one".into());
        outbox.put(id(2), (id(10), None), "two".into());
        outbox.put(id(3), (id(20), None), "elsewhere".into());
        assert_eq!(said(&mut outbox, now).as_deref(), Some("one"));
        assert_eq!(said(&mut outbox, now).as_deref(), Some("elsewhere"));
        assert_eq!(said(&mut outbox, now), None);
        assert!(outbox.acked(id(1)).is_some());
        assert_eq!(said(&mut outbox, now).as_deref(), Some("two"));
    }

    #[test]
    fn several_may_be_on_their_way_in_order_and_those_behind_a_refused_one_overtake_it() {
        let now = Instant::now();
        let mut outbox = Outbox::new(2);
        for n in 1..=3 {
            outbox.put(id(n), (id(10), None), format!("{n}"));
        }
        assert_eq!(said(&mut outbox, now).as_deref(), Some("1"));
        assert_eq!(said(&mut outbox, now).as_deref(), Some("2"));
        assert_eq!(said(&mut outbox, now), None);
        let refused = outbox.refused(id(1), ErrorCode::Unavailable, now);
        assert_eq!(refused, Refusal::Again { overtaken: vec![id(2)] });
        assert_eq!(said(&mut outbox, now), None, "the third waits for the first");
        assert!(outbox.acked(id(2)).is_some_and(|(_, overtook)| overtook));
        assert_eq!(said(&mut outbox, now + AGAIN).as_deref(), Some("1"));
        assert_eq!(said(&mut outbox, now + AGAIN).as_deref(), Some("3"));
        assert_eq!(outbox.disconnected(), [id(3)]);
    }

    #[test]
    fn what_was_on_its_way_is_said_again_on_the_next_connection() {
        let now = Instant::now();
        let mut outbox = Outbox::new(1);
        outbox.put(id(1), (id(10), None), "one".into());
        assert_eq!(said(&mut outbox, now).as_deref(), Some("one"));
        assert_eq!(outbox.disconnected(), []);
        assert_eq!(said(&mut outbox, now).as_deref(), Some("one"));
        assert!(!outbox.overdue(now) && outbox.overdue(now + ANSWER * 2));
    }

    #[test]
    fn a_busy_server_is_asked_again_later_and_a_refusal_is_the_end() {
        let now = Instant::now();
        let mut outbox = Outbox::new(1);
        outbox.put(id(1), (id(10), None), "one".into());
        assert!(said(&mut outbox, now).is_some());
        assert_eq!(outbox.refused(id(1), ErrorCode::Unavailable, now), Refusal::Again { overtaken: vec![] });
        assert_eq!(said(&mut outbox, now), None);
        assert!(said(&mut outbox, now + AGAIN).is_some());
        assert_eq!(outbox.refused(id(1), ErrorCode::NotFound, now), Refusal::ForGood { tries: 2 });
        assert_eq!((outbox.len(), outbox.refused(id(1), ErrorCode::NotFound, now)), (0, Refusal::Unknown));
    }
}
