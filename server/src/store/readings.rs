//! Readings that wait for the next group commit: one for each member and conversation, the furthest, whatever number
//! of times it was said. What takes them out is `action::reader`.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    mem,
    pin::Pin,
    sync::{Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use protocol::{ConversationId, UserId};
use tokio::sync::{Notify, oneshot};

use crate::error::{Error, Result};

/// Readings in one group: messages must not wait long behind it.
const GROUP: usize = 64;

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
    /// The keys of all that wait, in the order in which they came.
    order: VecDeque<Key>,
    /// The keys of those that were taken last, and may be on their way to the disk.
    taken: HashSet<Key>,
    closed: bool,
}

impl Inner {
    fn entry(&mut self, key: Key) -> &mut Reading {
        self.waiting.entry(key).or_insert_with(|| {
            self.order.push_back(key);
            Reading::default()
        })
    }

    fn take_oldest(&mut self) -> HashMap<Key, Reading> {
        let count = self.order.len().min(GROUP);
        let oldest = self.order.drain(..count);
        let oldest: HashMap<_, _> = oldest.filter_map(|key| self.waiting.remove_entry(&key)).collect();
        self.taken = oldest.keys().copied().collect();
        oldest
    }
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
            let reading = inner.entry(key);
            reading.wanted = reading.wanted.max(seq);
            reading.waiting.push(done);
        }
        drop(inner);
        self.some.notify_one();
        Receipt(receipt)
    }

    /// What a member has read before is on the disk when the receipt is ready, before all that others have read; `None` when it
    /// is there already.
    pub fn first(&self, key: Key) -> Option<Receipt> {
        let mut inner = self.lock();
        if inner.waiting.contains_key(&key) {
            inner.order.retain(|other| *other != key);
        } else if !inner.taken.contains(&key) {
            return None;
        }
        let (done, receipt) = oneshot::channel();
        if !inner.closed {
            inner.order.push_front(key);
            inner.waiting.entry(key).or_default().waiting.push(done);
        }
        drop(inner);
        self.some.notify_one();
        Some(Receipt(receipt))
    }

    /// A member has read what was between by sending.
    pub fn sent(&self, key: Key, from: i64, to: i64) {
        let mut inner = self.lock();
        let reading = inner.entry(key);
        let (old_from, old_to) = reading.sent.unwrap_or((from, to));
        reading.sent = Some((old_from.min(from), old_to.max(to)));
        drop(inner);
        self.some.notify_one();
    }

    /// Waits for readings and takes those that have waited longest.
    pub async fn take(&self) -> HashMap<Key, Reading> {
        loop {
            let taken = self.lock().take_oldest();
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
        inner.order.clear();
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key(n: u128) -> Key {
        (Uuid::from_u128(n).into(), Uuid::from_u128(n).into())
    }

    #[tokio::test]
    async fn the_oldest_are_taken_first_and_only_so_many() {
        let readings = Readings::default();
        let many = GROUP as u128 + 10;
        for n in (0..many).chain(0..many) {
            readings.sent(key(n), 0, 1);
        }
        let first = readings.take().await;
        assert_eq!(first.len(), GROUP);
        assert!((0..GROUP as u128).all(|n| first.contains_key(&key(n))));
        assert_eq!(readings.take().await.len(), 10);
        assert!(readings.close().is_empty());
    }

    #[tokio::test]
    async fn who_waits_for_their_own_reading_waits_for_no_others() {
        let readings = Readings::default();
        for n in 0..3 * GROUP as u128 {
            readings.sent(key(n), 0, 1);
        }
        let (last, taken, other) = (key(3 * GROUP as u128 - 1), key(0), key(1_000));
        assert!(readings.first(other).is_none(), "there is nothing to wait for");
        assert!(readings.take().await.contains_key(&taken));
        assert!(readings.first(taken).is_some() && readings.first(last).is_some(), "not on the disk yet");
        let next = readings.take().await;
        assert_eq!(next.len(), GROUP);
        assert!(next.contains_key(&taken) && next[&last].sent.is_some());
        let rest = [readings.take().await.len(), readings.take().await.len()];
        assert_eq!(rest, [GROUP, 1], "each comes once");
    }
}
