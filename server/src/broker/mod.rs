//! Hints between nodes: what has just happened here that sockets of other nodes may want to hear of. Ids and numbers
//! only; the truth is in the store. A hint may be lost, late, doubled or out of order: whoever hears one looks into the
//! store, and a sweep finds what no hint told. Nothing here ever makes a deed wait.
//!
//! What hears the hints is `action::hear`, what sweeps is `action::sweep`.

mod backoff;
mod batch;
mod hint;
mod link;
mod nats;
mod postgres;

use std::sync::Arc;

use anyhow::ensure;
pub use hint::{Hint, Node, Topic};
use metrics::counter;
use protocol::Epoch;
use tokio::sync::{Notify, mpsc};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    clock::Clock,
    config::{Config, Secret},
    store::Store,
};

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
    /// By NATS.
    Nats(Line),
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
    nats: Option<Secret>,
    node: Node,
    outbox: mpsc::Receiver<Hint>,
    back: Arc<Notify>,
}

/// What others have said, batch by batch.
pub type Heard = mpsc::Receiver<Vec<Hint>>;

/// What somebody here begins to listen to (true) or ceases to (false), as it changes.
pub type Topics = mpsc::Receiver<Vec<(Topic, bool)>>;

/// What the ends need of a running server.
pub struct Around<'a> {
    /// What all nodes share.
    pub store: &'a Store,
    /// Which life of it.
    pub epoch: Epoch,
    /// Cancelled when the server stops.
    pub stop: &'a CancellationToken,
    /// What has to have ended then.
    pub tasks: &'a TaskTracker,
}

/// The broker that the settings ask for. What is told before its ends are started waits.
pub fn open(config: &Config, clock: &Clock) -> anyhow::Result<(Broker, Option<Ends>)> {
    if config.embedded().is_some() {
        ensure!(
            config.nats_url.is_none(),
            "NATS_URL is for several nodes, and SQLite serves one: take NATS_URL away, or set DATABASE_URL to the \
             PostgreSQL that the nodes share"
        );
        return Ok((Broker::Alone, None));
    }
    let (sender, outbox) = mpsc::channel(WAITING);
    let back = Arc::<Notify>::default();
    let line = Line { outbox: sender, back: Arc::clone(&back) };
    let nats = config.nats_url.clone();
    let broker = if nats.is_some() { Broker::Nats(line) } else { Broker::Postgres(line) };
    Ok((broker, Some(Ends { nats, node: clock.id(), outbox, back })))
}

impl Broker {
    /// Tells the other nodes, soon. Never waits: when too much waits already, the hint is dropped and counted.
    pub fn tell(&self, hint: Hint) {
        let (Self::Postgres(line) | Self::Nats(line)) = self else { return };
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
            Self::Postgres(line) | Self::Nats(line) => line.back.notified().await,
        }
    }
}

impl Ends {
    /// Speaks and listens until the server stops, over whatever is lost meanwhile. Does not wait for a broker that is
    /// away; fails for an address that can never be one.
    pub async fn start(self, around: Around<'_>, topics: impl FnOnce() -> Topics) -> anyhow::Result<Heard> {
        let (sender, heard) = mpsc::channel(UNHEARD);
        let inbox = Inbox { node: self.node, heard: sender, back: self.back };
        match self.nats {
            None => {
                around.spawn(postgres::listen(around.store.clone(), inbox));
                around.spawn(postgres::speak(around.store.clone(), self.node, self.outbox));
            }
            Some(url) => {
                let nats = Arc::new(nats::connect(&url, around.epoch, &inbox).await?);
                around.spawn(Arc::clone(&nats).mind_the_start());
                around.spawn(Arc::clone(&nats).follow(inbox, topics()));
                around.spawn(nats.speak(self.node, self.outbox));
            }
        }
        Ok(heard)
    }
}

impl Around<'_> {
    fn spawn(&self, work: impl Future<Output = ()> + Send + 'static) {
        let stop = self.stop.clone();
        self.tasks.spawn(async move { stop.run_until_cancelled(work).await });
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
