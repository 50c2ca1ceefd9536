//! The group commit: many sends in one transaction, with multi-row statements, each with an outcome of its own. Rows
//! are read, checked and counted under the lock of their conversations, so that commit order is number order.

mod statements;
mod steps;

use protocol::{ClientId, ConversationId, Message, MessageId, Timestamp, UserId};

pub(super) use self::statements::{LOCK, TWINS};
use super::Store;
use crate::error::{Error, Result};

/// What is said of a conversation that is not there, or not for the sender to know of.
const MISSING: &str = "Chat not found";

/// A message that wants to be stored.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which it will be.
    pub id: MessageId,
    /// Where.
    pub conversation_id: ConversationId,
    /// Who.
    pub sender_id: UserId,
    /// The same for every try.
    pub client_id: ClientId,
    /// What it says; already checked.
    pub text: String,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// When.
    pub created_at: Timestamp,
}

/// What became of a draft.
#[derive(Debug)]
pub enum Outcome {
    /// It is stored, and must be told to the living. Sending counts as reading: its sender had read up to
    /// `read_before`.
    New { message: Message, read_before: i64 },
    /// It was stored before; nothing has happened.
    Repeated(Message),
    /// It may not be.
    Refused(Error),
}

/// Stores the drafts in one durable transaction; if that fails, each in one of its own, so that a bad one does not
/// fail its neighbours. The outcomes are in the drafts' order.
pub async fn append(store: &Store, drafts: &[Draft]) -> Vec<Outcome> {
    match group(store, drafts).await {
        Ok(outcomes) => outcomes,
        Err(error) if drafts.len() == 1 => vec![Outcome::Refused(error)],
        // The database is away: asking for each would only keep all of them waiting.
        Err(Error::Unavailable { retry_after }) => {
            drafts.iter().map(|_| Outcome::Refused(Error::Unavailable { retry_after })).collect()
        }
        Err(error) => {
            tracing::warn!(%error, drafts = drafts.len(), "a group commit failed; one at a time");
            let mut outcomes = Vec::with_capacity(drafts.len());
            for draft in drafts {
                let alone = group(store, std::slice::from_ref(draft)).await;
                outcomes.push(alone.map_or_else(Outcome::Refused, |mut one| {
                    one.pop().unwrap_or_else(|| Outcome::Refused(Error::not_found(MISSING)))
                }));
            }
            outcomes
        }
    }
}

async fn group(store: &Store, drafts: &[Draft]) -> Result<Vec<Outcome>> {
    let mut tx = store.begin().await?;
    let mut outcomes: Vec<Option<Outcome>> = drafts.iter().map(|_| None).collect();
    steps::lock(&mut tx, drafts).await?;
    steps::find_known(&mut tx, drafts, &mut outcomes).await?;
    let mut senders = steps::check(&mut tx, drafts, &mut outcomes).await?;
    let placed = steps::number(&mut tx, drafts, &mut outcomes).await?;
    if !placed.is_empty() {
        steps::insert(&mut tx, drafts, &placed).await?;
    }
    tx.commit().await?;
    for place in placed {
        if let Some(sender) = senders.remove(&place.i) {
            let message = place.message(&drafts[place.i], sender.name);
            outcomes[place.i] = Some(Outcome::New { message, read_before: sender.read_seq });
        }
    }
    Ok(settle(drafts, outcomes))
}

/// What is still open is a second copy within the group: it has the outcome of the first.
fn settle(drafts: &[Draft], mut outcomes: Vec<Option<Outcome>>) -> Vec<Outcome> {
    for i in 0..outcomes.len() {
        if outcomes[i].is_some() {
            continue;
        }
        let twin =
            (0..outcomes.len()).find(|&j| j != i && same(&drafts[i], &drafts[j]) && outcomes[j].is_some());
        let message = match twin.and_then(|j| outcomes[j].as_ref()) {
            Some(Outcome::New { message, .. } | Outcome::Repeated(message)) => {
                Outcome::Repeated(message.clone())
            }
            _ => Outcome::Refused(Error::not_found(MISSING)),
        };
        outcomes[i] = Some(message);
    }
    outcomes.into_iter().flatten().collect()
}

fn same(one: &Draft, other: &Draft) -> bool {
    one.sender_id == other.sender_id && one.client_id == other.client_id
}
