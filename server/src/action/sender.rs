//! The queue of sends: whatever waits is committed as one group, published in its order, and each sender is answered
//! after that.

use std::sync::Arc;

use protocol::{
    Message,
    event::{Change, Changed},
};
use tokio::sync::{mpsc, oneshot};

use super::{publish, reads};
use crate::{
    app::App,
    error::{Error, Result},
    store::append::{self, Draft, Outcome},
};

/// Sends in one group: more would make the first wait too long.
const GROUP: usize = 128;
/// Sends that may wait; beyond that a sender waits for its place.
const WAITING: usize = 1024;

/// What is answered to a send: the message, and whether it is new.
pub type Sent = (Message, bool);

/// A draft, and who waits for its outcome.
type Job = (Draft, oneshot::Sender<Result<Sent>>);

/// The door to the queue.
#[derive(Clone, Debug)]
pub struct Sender {
    queue: mpsc::Sender<Job>,
}

/// The queue's other end, until [`run`](Receiver::run) empties it.
#[derive(Debug)]
pub struct Receiver {
    queue: mpsc::Receiver<Job>,
}

/// A queue.
pub fn queue() -> (Sender, Receiver) {
    let (sender, receiver) = mpsc::channel(WAITING);
    (Sender { queue: sender }, Receiver { queue: receiver })
}

impl Sender {
    /// Stores the draft; returns when it is on the disk.
    pub async fn send(&self, draft: Draft) -> Result<Sent> {
        let gone = || Error::Unavailable { retry_after: std::time::Duration::from_secs(1) };
        let (answer, outcome) = oneshot::channel();
        self.queue.send((draft, answer)).await.map_err(|_| gone())?;
        outcome.await.map_err(|_| gone())?
    }
}

impl Receiver {
    /// Takes what waits, group by group, until the server stops and the queue is empty.
    pub async fn run(mut self, app: Arc<App>) {
        let mut group: Vec<Job> = Vec::with_capacity(GROUP);
        loop {
            tokio::select! {
                biased;
                count = self.queue.recv_many(&mut group, GROUP) => if count == 0 { return },
                () = app.stop.cancelled(), if !self.queue.is_closed() => {
                    self.queue.close();
                    continue;
                }
            }
            let (drafts, answers): (Vec<Draft>, Vec<_>) = group.drain(..).unzip();
            let outcomes = append::append(&app.store, &drafts).await;
            for (outcome, answer) in outcomes.into_iter().zip(answers) {
                // Whoever asked may be gone; the message is stored all the same.
                _ = answer.send(settle(&app, outcome));
            }
        }
    }
}

fn settle(app: &Arc<App>, outcome: Outcome) -> Result<Sent> {
    match outcome {
        Outcome::New { message, read_before } => {
            let changed = Changed::Message { message: message.clone() };
            let (conversation_id, version) = (message.conversation_id, message.version);
            publish::change(app, Change { conversation_id, version, changed });
            reads::by_sending(app, &message, read_before);
            Ok((message, true))
        }
        Outcome::Repeated(message) => Ok((message, false)),
        Outcome::Refused(error) => Err(error),
    }
}
