//! Hints between nodes: what has just happened here that sockets of other nodes may want to hear of. Ids and numbers
//! only; the truth is in the store. A hint may be lost, late, doubled or out of order: whoever hears one looks into the
//! store, and a sweep finds what no hint told. Nothing here ever makes a deed wait.
//!
//! What hears the hints is `action::hear`, what sweeps is `action::sweep`.

mod backoff;
mod batch;
mod hint;
mod link;
mod postgres;

use std::sync::Arc;

pub use hint::{Hint, Node};
use metrics::counter;
use tokio::sync::{Notify, mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{clock::Clock, config::Config, store::Store};

/// Hints that wait to be said; beyond that they are left to the sweep.
const WAITING: usize = 4096;
/// Batches of others' hints that wait to be heard; beyond that they are left to the sweep.
const UNHEARD: usize = 1024;

/// How this node tells the others.
#[derive(Clone, Debug)]
pub enum Broker {
    /// There are no others: the database is embedded, or the process is no server.
    Alone,
    /// By LISTEN and NOTIFY of the database that all share.
    Postgres(Line),
}

/// Where hints go in.
#[derive(Clone, Debug)]
pub struct Line {
    outbox: mpsc::Sender<Hint>,
    back: Arc<Notify>,
}

/// The other ends of a [`Broker`]: to be started when the server is.
#[derive(Debug)]
pub struct Ends {
    node: Node,
    outbox: mpsc::Receiver<Hint>,
    back: Arc<Notify>,
}

/// What others have said, batch by batch.
pub type Heard = mpsc::Receiver<Vec<Hint>>;

/// The broker that the settings ask for. What is told before its ends are started waits.
pub fn open(config: &Config, clock: &Clock) -> (Broker, Option<Ends>) {
    if config.embedded().is_some() {
        return (Broker::Alone, None);
    }
    let (sender, outbox) = mpsc::channel(WAITING);
    let back = Arc::<Notify>::default();
    let line = Line { outbox: sender, back: Arc::clone(&back) };
    (Broker::Postgres(line), Some(Ends { node: clock.id(), outbox, back }))
}

impl Broker {
    /// Tells the other nodes, soon. Never waits: when too much waits already, the hint is dropped and counted.
    pub fn tell(&self, hint: Hint) {
        let Self::Postgres(line) = self else { return };
        if line.outbox.try_send(hint).is_err() {
            dropped(1);
        }
    }

    /// There may be other nodes.
    pub const fn has_others(&self) -> bool {
        !matches!(self, Self::Alone)
    }

    /// Waits until the others can be heard again after a time in which they could not: what they said meanwhile is
    /// lost.
    pub async fn back(&self) {
        match self {
            Self::Alone => std::future::pending().await,
            Self::Postgres(line) => line.back.notified().await,
        }
    }
}

impl Ends {
    /// Speaks and listens until the server stops, over whatever is lost meanwhile.
    pub fn start(self, store: &Store, stop: &CancellationToken, tasks: &TaskTracker) -> Heard {
        let (sender, heard) = mpsc::channel(UNHEARD);
        let inbox = Inbox { node: self.node, heard: sender, back: self.back };
        let ears = postgres::listen(store.clone(), inbox);
        let mouth = postgres::speak(store.clone(), self.node, self.outbox);
        let until = stop.clone();
        tasks.spawn(async move { until.run_until_cancelled(ears).await });
        let until = stop.clone();
        tasks.spawn(async move { until.run_until_cancelled(mouth).await });
        heard
    }
}

/// Where what others have said is put.
#[derive(Clone, Debug)]
struct Inbox {
    node: Node,
    heard: mpsc::Sender<Vec<Hint>>,
    back: Arc<Notify>,
}

impl Inbox {
    /// Takes a payload in, unless it is our own.
    fn put(&self, payload: &str) {
        let hints = batch::unpack(self.node, payload);
        let count = hints.len();
        if count == 0 {
            return;
        }
        counter!("messenger_broker_hints_heard_total").increment(count as u64);
        if self.heard.try_send(hints).is_err() {
            dropped(count);
        }
    }

    /// From here on everything is heard again.
    fn back(&self) {
        self.back.notify_one();
    }
}

fn said(hints: usize) {
    counter!("messenger_broker_hints_said_total").increment(hints as u64);
}

fn dropped(hints: usize) {
    counter!("messenger_broker_hints_dropped_total").increment(hints as u64);
}
