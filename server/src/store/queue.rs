//! Drafts that wait for the next group commit, and who waits for each. What takes them out is
//! `action::sender`.

use std::time::Duration;

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
    /// Stores the draft; returns when it is on the disk.
    pub async fn send(&self, draft: Draft) -> Result<Sent> {
        let gone = || Error::Unavailable { retry_after: Duration::from_secs(1) };
        let (answer, outcome) = oneshot::channel();
        self.0.send((draft, answer)).await.map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())?
    }
}
