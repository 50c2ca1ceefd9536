//! The group commit: many sends in one transaction, with multi-row statements, each with an outcome of its own. Rows
//! are read, checked and counted under the lock of their conversations, so that commit order is number order.

mod forwards;
mod standings;
mod statements;
mod steps;

use std::{collections::HashMap, time::Duration};

use protocol::{ClientId, ConversationId, Mention, Message, MessageId, Timestamp, UserId};

pub use self::standings::Standings;
pub(super) use self::statements::{APPEND, BULK, TWINS};
use self::steps::Writer;
use super::{Store, batch::Unwritten};
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
    /// What it says; already checked. Nothing when it forwards: its words are copied with it.
    pub text: String,
    /// Whom it mentions.
    pub mentions: Vec<Mention>,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// The message whose words it bears.
    pub forward_of: Option<MessageId>,
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
pub async fn append(store: &Store, standings: &Standings, drafts: &[Draft]) -> Vec<Outcome> {
    match group(store, standings, drafts).await {
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
                let alone = group(store, standings, std::slice::from_ref(draft)).await;
                outcomes.push(alone.map_or_else(Outcome::Refused, |mut one| {
                    one.pop().unwrap_or_else(|| Outcome::Refused(Error::not_found(MISSING)))
                }));
            }
            outcomes
        }
    }
}

/// Most messages are new, and most conversations are where they were left: only when that turns out not to be so, all
/// are looked up first.
async fn group(store: &Store, standings: &Standings, drafts: &[Draft]) -> Result<Vec<Outcome>> {
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    // A third time for a message that another node stores in another conversation just after it was looked for.
    let mut why = Unwritten::Otherwise;
    for looked_up in [false, true, true] {
        match attempt(store, standings, drafts, looked_up).await? {
            Ok(outcomes) => return Ok(outcomes),
            Err(unwritten) => why = unwritten,
        }
    }
    Err(match why {
        Unwritten::Otherwise => Error::Internal(anyhow::anyhow!("a message is there and cannot be found")),
        Unwritten::BrokenOff => Error::Unavailable { retry_after: Duration::from_secs(1) },
    })
}

/// One transaction; or why nothing has happened, such as that a message is there already or what was remembered is wrong.
async fn attempt(
    store: &Store,
    standings: &Standings,
    drafts: &[Draft],
    looked_up: bool,
) -> Result<Result<Vec<Outcome>, Unwritten>> {
    let mut outcomes: Vec<Option<Outcome>> = drafts.iter().map(|_| None).collect();
    // Others may have been faster than what is remembered: the writing finds out. What copies messages holds them, and whoever
    // holds messages has taken the conversations before.
    let copies = drafts.iter().any(|draft| draft.forward_of.is_some());
    let remembered = if looked_up || copies { None } else { steps::remember(standings, drafts) };
    let mut batch = store.batch(remembered.is_none()).await?;
    let conn = batch.conn();
    let mut counted = match remembered {
        Some(remembered) => remembered,
        None => steps::lock(conn, drafts).await?,
    };
    if looked_up {
        steps::find_known(conn, drafts, &mut outcomes).await?;
    }
    let mut senders = steps::check(conn, standings, (drafts, &counted), &mut outcomes).await?;
    let copies = forwards::copy(conn, drafts, &mut outcomes).await?;
    if !looked_up && outcomes.iter().any(Option::is_some) {
        // Who may not write any more may still ask for what they wrote.
        return Ok(Err(Unwritten::Otherwise));
    }
    let placed = steps::number((drafts, copies), &outcomes, &mut counted);
    if !placed.is_empty()
        && let Err(unwritten) = batch.write(steps::work((drafts, &placed), &counted)).await?
    {
        return Ok(Err(unwritten));
    }
    for (id, steps::Count { at, was }) in counted {
        standings.advance(id, was.version, at);
    }
    let mut read = HashMap::new();
    for place in placed {
        if let Some(Writer { sender, quote }) = senders.remove(&place.i) {
            let draft = &drafts[place.i];
            let (id, user) = (draft.conversation_id, draft.sender_id);
            let read_before = read.insert((id, user), place.seq()).unwrap_or(sender.read_seq);
            standings.read(id, user, place.seq());
            let i = place.i;
            outcomes[i] =
                Some(Outcome::New { message: place.message(draft, sender.name, quote), read_before });
        }
    }
    Ok(Ok(settle(drafts, outcomes)))
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
