//! Drafts that wait for the next group commit, and who waits for each. What takes them out is
//! `action::sender`.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use protocol::Message;
use tokio::sync::{mpsc, oneshot};

use super::append::Draft;
use crate::error::{Error, Result};

/// Drafts that may wait; beyond that a sender waits for its place.
const WAITING: usize = 1024;

/// What is answered to a send: the message, and whether it is new.
pub type Sent = (Message, bool);

/// A draft, and where its outcome is waited for.
pub type Waiting = (Draft, oneshot::Sender<Result<Sent>>);

/// Where drafts go in.
#[derive(Clone, Debug)]
pub struct Queue(mpsc::Sender<Waiting>);

/// Where they come out.
pub type Drafts = mpsc::Receiver<Waiting>;

/// A queue.
pub fn queue() -> (Queue, Drafts) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Queue(sender), receiver)
}

impl Queue {
    /// Puts the draft into the queue, after all that this caller put in before; waits while the queue is full.
    pub async fn put(&self, draft: Draft) -> Result<Receipt> {
        let (answer, outcome) = oneshot::channel();
        self.0.send((draft, answer)).await.map_err(|_| gone())?;
        Ok(Receipt(outcome))
    }

    /// No draft waits to be taken out.
    pub fn is_empty(&self) -> bool {
        self.0.capacity() == self.0.max_capacity()
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
