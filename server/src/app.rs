//! What all rooms of a running server share.

use std::{
    fmt,
    sync::{Arc, OnceLock},
    time::Duration,
};

use protocol::Epoch;
use tokio::sync::Semaphore;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    broker::Broker,
    clock::Clock,
    config::{Config, Secret},
    error::Result,
    guard::{Hasher, Limits, Tokens},
    hub::Hub,
    metrics::Metrics,
    store::{
        self, Kind, Store,
        append::Standings,
        queue::{Drafts, Queue, queue},
        readings::Readings,
        search::Unindexed,
    },
};

/// An embedded database has four connections that read.
const SEARCHES: usize = 2;

/// Sockets that begin at once: an embedded database has three connections for lists, PostgreSQL is asked over sixteen, and
/// others want some of them.
const fn beginnings(kind: Kind) -> usize {
    match kind {
        Kind::Sqlite => 2,
        Kind::Postgres => 8,
    }
}

/// The only shared state.
pub struct App {
    /// The settings.
    pub config: Config,
    /// Time and fresh ids.
    pub clock: Clock,
    /// What is remembered.
    pub store: Store,
    /// Which life of the database this is.
    pub epoch: Epoch,
    /// Who listens.
    pub hub: Arc<Hub>,
    /// What is known of those who write.
    pub standings: Standings,
    /// How the other nodes are told.
    pub broker: Broker,
    /// Drafts that wait for the next group commit.
    pub queue: Queue,
    /// Readings that wait for theirs.
    pub readings: Readings,
    /// Conversations that wait for the index of messages.
    pub unindexed: Unindexed,
    /// Searches among messages at once; the rest of the database is for others.
    pub searches: Semaphore,
    /// Sockets that read at once what there is for them; the rest of the database is for others.
    pub beginnings: Semaphore,
    /// Access tokens.
    pub tokens: Tokens,
    /// Password hashes.
    pub hasher: Hasher,
    /// How often is too often.
    pub limits: Limits,
    /// What is counted.
    pub metrics: Metrics,
    /// Cancelled first when the server shall stop: it is not ready any more, but still answers.
    pub drain: CancellationToken,
    /// Cancelled next: the doors close, and sockets are told to come back. Cancels `drain` too.
    pub stop: CancellationToken,
    /// Cancelled last, when nobody can ask for anything any more: all else ends. Cancels the others too.
    pub end: CancellationToken,
    /// Over how long the sockets are closed, once that is known.
    pub spread: OnceLock<Duration>,
    /// Connections and sockets: what may still ask for something.
    pub doors: TaskTracker,
    /// Everything else that must have ended before the process may.
    pub tasks: TaskTracker,
}

impl App {
    /// Puts the parts together, over a store that is up to date. `secret` is the key of access tokens. Whoever starts
    /// the app also sees to the drafts of each shard, or nothing is sent.
    pub async fn new(
        config: Config,
        clock: Clock,
        secret: &Secret,
        store: Store,
        broker: Broker,
    ) -> Result<(Arc<Self>, Vec<Drafts>)> {
        let epoch = {
            let mut tx = store.begin().await?;
            let epoch = store::meta::epoch(&mut tx, clock.id()).await?;
            tx.commit().await?;
            epoch
        };
        let (queue, drafts) = queue(store.kind());
        let beginnings = Semaphore::new(beginnings(store.kind()));
        let end = CancellationToken::new();
        let stop = end.child_token();
        let app = Arc::new(Self {
            tokens: Tokens::new(secret, clock.clone(), config.access_ttl),
            hasher: Hasher::new(),
            limits: Limits::new(config.rate_limits),
            config,
            clock,
            store,
            epoch,
            hub: Arc::default(),
            standings: Standings::default(),
            broker,
            queue,
            readings: Readings::default(),
            unindexed: Unindexed::default(),
            searches: Semaphore::new(SEARCHES),
            beginnings,
            metrics: Metrics::install(),
            drain: stop.child_token(),
            stop,
            end,
            spread: OnceLock::new(),
            doors: TaskTracker::new(),
            tasks: TaskTracker::new(),
        });
        Ok((app, drafts))
    }

    /// An app over a fresh database, whose file is gone as soon as it is open.
    #[cfg(test)]
    pub(crate) async fn for_tests(config: Config) -> Arc<Self> {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&format!("sqlite:{}", folder.path().join("test.db").display())).await.unwrap();
        store.migrate().await.unwrap();
        Self::new(config, Clock::system(), &Secret::new("for tests"), store, Broker::Alone).await.unwrap().0
    }

    /// Why no more work should be sent here, if so.
    pub async fn unready(&self) -> Option<&'static str> {
        if self.drain.is_cancelled() {
            return Some("stopping");
        }
        self.store.ping().await.is_err().then_some("the database does not answer")
    }
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("epoch", &self.epoch).finish_non_exhaustive()
    }
}
