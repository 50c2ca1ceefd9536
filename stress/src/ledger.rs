//! What was sent and acknowledged, and who was a member when: the memory against which everything is checked.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use protocol::{ClientId, ConversationId, MessageId, RequestId, UserId};
use uuid::Uuid;

use crate::{
    amend::{Amend, Outcome},
    client::{Client, Outbox},
    tally::{Broken, Tally},
};

/// Where a message was stored, as an acknowledgement says: its id, `seq` and `version`.
pub(crate) type Place = (MessageId, i64, i64);

/// A message that somebody wanted to send.
#[derive(Clone, Debug)]
pub(crate) struct Sent {
    /// Who.
    pub(crate) author: UserId,
    /// Where.
    pub(crate) conversation: ConversationId,
    /// Of which client; messages of one client keep their order.
    pub(crate) stream: String,
    /// Its number in that stream.
    pub(crate) number: u64,
    /// What it says: no two are alike.
    pub(crate) text: String,
    /// Where it was stored.
    pub(crate) place: Option<Place>,
    /// It was on its way while an older one was refused for the moment: it need not stand behind that.
    pub(crate) overtook: bool,
    /// It was refused at its only try: it must not be stored.
    pub(crate) refused: bool,
}

/// What a client is about to write.
#[derive(Debug)]
pub(crate) struct Page {
    /// Where.
    pub(crate) conversation: ConversationId,
    /// What it answers.
    pub(crate) reply_to: Option<MessageId>,
    /// Whom it calls, as the end of the text.
    pub(crate) calling: String,
}

/// A membership, by version: whether they were in it, and when that was first known.
pub(crate) type Memberships = BTreeMap<(ConversationId, UserId), BTreeMap<i64, (bool, Duration)>>;

#[derive(Default)]
struct Inner {
    sent: HashMap<ClientId, Sent>,
    numbers: HashMap<String, u64>,
    memberships: Memberships,
    amends: HashMap<RequestId, Amend>,
}

/// The memory of a run.
#[derive(Default)]
pub(crate) struct Ledger(Mutex<Inner>);

impl Ledger {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A client wants to write something: it is noted here and put into its outbox.
    pub(crate) fn writes(&self, client: &Client, page: Page, outbox: &mut Outbox) {
        let Page { conversation, reply_to, calling } = page;
        let (id, text) = self.draft(client.account.id, conversation, (&client.label, &calling));
        outbox.put(id, (conversation, reply_to), text);
    }

    /// A new message of a stream: its id and its text.
    pub(crate) fn draft(
        &self,
        author: UserId,
        conversation: ConversationId,
        (stream, calling): (&str, &str),
    ) -> (ClientId, String) {
        let mut inner = self.lock();
        let number = inner.numbers.entry(stream.to_owned()).or_default();
        *number += 1;
        let (number, id) = (*number, ClientId::from(Uuid::new_v4()));
        let text = format!("{stream} says its {number}.{calling}");
        let sent = Sent {
            author,
            conversation,
            stream: stream.to_owned(),
            number,
            text: text.clone(),
            place: None,
            overtook: false,
            refused: false,
        };
        inner.sent.insert(id, sent);
        (id, text)
    }

    /// It is stored there. Told twice, it must be the same.
    pub(crate) fn acked(&self, id: ClientId, place: Place, tally: &Tally) {
        let mut inner = self.lock();
        let Some(sent) = inner.sent.get_mut(&id) else {
            return tally.broken(Broken::Fault, format!("an ack of {id}, which nobody sent"));
        };
        let before = *sent.place.get_or_insert(place);
        // Whoever asks again may hear of a later version: it was changed meanwhile.
        if (before.0, before.1) != (place.0, place.1) {
            let what = format!("“{}” was acked at {before:?} and again at {place:?}", sent.text);
            tally.broken(Broken::Doubled, what);
        }
    }

    /// It was refused after so many tries.
    pub(crate) fn refused(&self, id: ClientId, tries: u32) {
        if let Some(sent) = self.lock().sent.get_mut(&id) {
            sent.refused = tries == 1;
        }
    }

    /// These were on their way behind one that was refused for the moment.
    pub(crate) fn overtaken(&self, ids: &[ClientId]) {
        let mut inner = self.lock();
        for id in ids {
            if let Some(sent) = inner.sent.get_mut(id) {
                sent.overtook = true;
            }
        }
    }

    /// Somebody wants something of a message.
    pub(crate) fn wants(&self, request: RequestId, amend: Amend) {
        self.lock().amends.insert(request, amend);
    }

    /// That came of it.
    pub(crate) fn amended(&self, request: RequestId, outcome: Outcome) {
        if let Some(amend) = self.lock().amends.get_mut(&request) {
            amend.outcome = outcome;
        }
    }

    /// All is at rest: what nobody knew of was done or not, and nothing comes of it any more.
    pub(crate) fn settles(&self, became: impl Fn(&Amend) -> Outcome) {
        for amend in self.lock().amends.values_mut().filter(|amend| amend.outcome == Outcome::Open) {
            amend.outcome = became(amend);
        }
    }

    /// All that was wanted of messages.
    pub(crate) fn amends(&self) -> Vec<Amend> {
        self.lock().amends.values().cloned().collect()
    }

    /// Somebody was, or was not, a member at that version.
    pub(crate) fn witness(
        &self,
        (id, user, version, joined): (ConversationId, UserId, i64, bool),
        at: Duration,
    ) {
        let mut inner = self.lock();
        inner.memberships.entry((id, user)).or_default().entry(version).or_insert((joined, at));
    }

    /// Everything that was sent.
    pub(crate) fn sent(&self) -> HashMap<ClientId, Sent> {
        self.lock().sent.clone()
    }

    /// What is acknowledged at this moment.
    pub(crate) fn acknowledged(&self) -> HashSet<ClientId> {
        self.lock().sent.iter().filter(|(_, sent)| sent.place.is_some()).map(|(id, _)| *id).collect()
    }

    /// Who was where.
    pub(crate) fn memberships(&self) -> Memberships {
        self.lock().memberships.clone()
    }
}
