//! Readings that wait for the next group commit: one for each member and conversation, the furthest, whatever number
//! of times it was said. What takes them out is `action::reader`.

use std::{
    collections::HashMap,
    mem,
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use protocol::{ConversationId, UserId};
use tokio::sync::{Notify, oneshot};

use crate::error::{Error, Result};

/// Who reads, and where.
pub type Key = (ConversationId, UserId);

/// What a member has read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Up to here, as they say.
    pub wanted: i64,
    /// By sending: from here to there it was raised already, and is only to be told.
    pub sent: Option<(i64, i64)>,
    /// Who waits until it is stored.
    pub waiting: Vec<oneshot::Sender<Result<()>>>,
}

/// Where readings go in and come out.
#[derive(Debug, Default)]
pub struct Readings {
    inner: Mutex<Inner>,
    some: Notify,
}

#[derive(Debug, Default)]
struct Inner {
    waiting: HashMap<Key, Reading>,
    closed: bool,
}

impl Readings {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing here panics half-way through a change.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A member has read up to this place; the receipt is ready when that is stored.
    pub fn read(&self, key: Key, seq: i64) -> Receipt {
        let (done, receipt) = oneshot::channel();
        let mut inner = self.lock();
        if !inner.closed {
            let reading = inner.waiting.entry(key).or_default();
            reading.wanted = reading.wanted.max(seq);
            reading.waiting.push(done);
        }
        drop(inner);
        self.some.notify_one();
        Receipt(receipt)
    }

    /// A member has read what was between by sending.
    pub fn sent(&self, key: Key, from: i64, to: i64) {
        let mut inner = self.lock();
        let reading = inner.waiting.entry(key).or_default();
        let (old_from, old_to) = reading.sent.unwrap_or((from, to));
        reading.sent = Some((old_from.min(from), old_to.max(to)));
        drop(inner);
        self.some.notify_one();
    }

    /// Waits for readings and takes all there are.
    pub async fn take(&self) -> HashMap<Key, Reading> {
        loop {
            let taken = mem::take(&mut self.lock().waiting);
            if !taken.is_empty() {
                return taken;
            }
            self.some.notified().await;
        }
    }

    /// Takes the last ones: whoever comes later is told that nobody is there.
    pub fn close(&self) -> HashMap<Key, Reading> {
        let mut inner = self.lock();
        inner.closed = true;
        mem::take(&mut inner.waiting)
    }
}

/// Becomes ready when a reading is stored.
#[derive(Debug)]
pub struct Receipt(oneshot::Receiver<Result<()>>);

impl Future for Receipt {
    type Output = Result<()>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let gone = Error::Unavailable { retry_after: Duration::from_secs(1) };
        Pin::new(&mut self.0).poll(cx).map(|outcome| outcome.unwrap_or(Err(gone)))
    }
}
