//! Drafts that wait for the next group commit, and who waits for each. What takes them out is
//! `action::sender`.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use protocol::{ConversationId, Message};
use tokio::sync::{mpsc, oneshot};

use super::{Kind, append::Draft};
use crate::error::{Error, Result};

/// Drafts that may wait in a shard; beyond that a sender waits for its place.
const WAITING: usize = 1024;

/// Groups that are committed at the same time on PostgreSQL, none of two with a conversation in common.
pub(super) const SHARDS: u32 = 4;

/// What is answered to a send: the message, and whether it is new.
pub type Sent = (Message, bool);

/// A draft, and where its outcome is waited for.
pub type Waiting = (Draft, oneshot::Sender<Result<Sent>>);

/// Where drafts go in: each conversation has its shard, and each shard a place where they come out.
#[derive(Clone, Debug)]
pub struct Queue(Vec<mpsc::Sender<Waiting>>);

/// Where those of a shard come out.
pub type Drafts = mpsc::Receiver<Waiting>;

/// A queue, with as many shards as this database takes groups at the same time: SQLite has one writer.
pub fn queue(kind: Kind) -> (Queue, Vec<Drafts>) {
    let shards = match kind {
        Kind::Sqlite => 1,
        Kind::Postgres => SHARDS,
    };
    let (doors, drafts) = (0..shards).map(|_| mpsc::channel(WAITING)).unzip();
    (Queue(doors), drafts)
}

impl Queue {
    /// Puts the draft into the queue, after all that this caller put in before for its conversation; waits while that shard
    /// is full.
    pub async fn put(&self, draft: Draft) -> Result<Receipt> {
        let (answer, outcome) = oneshot::channel();
        let door = self.shard(draft.conversation_id).ok_or_else(gone)?;
        door.send((draft, answer)).await.map_err(|_| gone())?;
        Ok(Receipt(outcome))
    }

    fn shard(&self, id: ConversationId) -> Option<&mpsc::Sender<Waiting>> {
        let number = id.uuid().as_u128().checked_rem(self.0.len() as u128)?;
        self.0.get(usize::try_from(number).ok()?)
    }

    /// No draft waits to be taken out.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|shard| shard.capacity() == shard.max_capacity())
    }
}

/// Becomes the outcome of a draft, once that is on the disk. Dropped, the draft is stored all the same.
#[derive(Debug)]
pub struct Receipt(oneshot::Receiver<Result<Sent>>);

impl Future for Receipt {
    type Output = Result<Sent>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(|outcome| outcome.unwrap_or_else(|_| Err(gone())))
    }
}

const fn gone() -> Error {
    Error::Unavailable { retry_after: Duration::from_secs(1) }
}
