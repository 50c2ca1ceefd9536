//! A socket's outbound queue: bounded, so that a slow reader slows nobody else and never grows the process.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
};

use protocol::{ConversationId, ServerEvent, event::Change};

use super::{Delivery, Listener};

/// Events that a queue holds.
const EVENTS: usize = 256;
/// Bytes that a queue holds.
const BYTES: usize = 1024 * 1024;

/// Why a socket is closed from our side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Close {
    /// It did not read fast enough: come back and sync.
    Resync,
    /// Its session was ended.
    SessionEnded,
    /// Its user opened one too many, and it was the oldest.
    Replaced,
    /// Its user is no longer a member of the conversation it was about.
    NotAMember,
}

/// What waits to be written to one socket.
#[derive(Debug)]
pub struct Queue {
    id: u64,
    listener: Listener,
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    waiting: Vec<Arc<Delivery>>,
    bytes: usize,
    /// The socket's task, when it sleeps.
    waker: Option<Waker>,
    close: Option<Close>,
    rooms: Vec<ConversationId>,
}

impl Inner {
    /// Has the task woken by whatever comes next.
    fn wait(&mut self, context: &Context<'_>) {
        match &mut self.waker {
            Some(waker) => waker.clone_from(context.waker()),
            none => *none = Some(context.waker().clone()),
        }
    }
}

impl Queue {
    pub(super) fn new(id: u64, listener: Listener) -> Self {
        Self { id, listener, inner: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        // Nothing here panics half-way through a change.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Which socket of this process.
    pub const fn id(&self) -> u64 {
        self.id
    }

    /// Whose it is.
    pub const fn listener(&self) -> Listener {
        self.listener
    }

    /// Puts an event in; `passing` ones only while the queue is less than half full. A full queue is given up: its
    /// client finds everything in the store when it comes back.
    pub(super) fn push(&self, delivery: &Arc<Delivery>, passing: bool) {
        let mut inner = self.lock();
        if inner.close.is_some() {
            return;
        }
        let (events, bytes) = (inner.waiting.len() + 1, inner.bytes + delivery.weight());
        if passing && (events > EVENTS / 2 || bytes > BYTES / 2) {
            return;
        }
        if events > EVENTS || bytes > BYTES {
            inner.close = Some(Close::Resync);
            inner.waiting = Vec::new();
        } else {
            inner.bytes = bytes;
            inner.waiting.push(Arc::clone(delivery));
        }
        wake(inner);
    }

    /// Closes it: what still waits is dropped.
    pub(super) fn close(&self, why: Close) {
        let mut inner = self.lock();
        inner.close.get_or_insert(why);
        inner.waiting = Vec::new();
        wake(inner);
    }

    /// Tells this socket alone.
    pub fn tell(&self, event: ServerEvent) {
        self.push(&Delivery::new(event), false);
    }

    /// Appends all that waits to be written to `batch`, or sees to it that the task is woken when there is something.
    ///
    /// # Errors
    /// When the socket is to be closed.
    pub fn poll_next(
        &self,
        context: &mut Context<'_>,
        batch: &mut Vec<Arc<Delivery>>,
    ) -> Poll<Result<(), Close>> {
        let mut inner = self.lock();
        if let Some(why) = inner.close {
            return Poll::Ready(Err(why));
        }
        if inner.waiting.is_empty() {
            inner.wait(context);
            return Poll::Pending;
        }
        inner.bytes = 0;
        batch.append(&mut inner.waiting);
        Poll::Ready(Ok(()))
    }

    /// Ready when the socket is to be closed.
    pub fn poll_closed(&self, context: &Context<'_>) -> Poll<()> {
        let mut inner = self.lock();
        if inner.close.is_some() {
            return Poll::Ready(());
        }
        inner.wait(context);
        Poll::Pending
    }

    /// Drops what waits and is known already: changes up to the version that `known` tells, and that somebody was taken in where
    /// they are, as of that version; but not when it is told before that they were put out. Returns those that are known and of
    /// which that is the last word.
    pub fn skip(&self, known: impl Fn(ConversationId) -> Option<i64>) -> HashSet<ConversationId> {
        let mut inner = self.lock();
        let (mut removed, mut out) = (HashSet::new(), HashSet::new());
        inner.waiting.retain(|delivery| match &delivery.event {
            ServerEvent::Change(Change { conversation_id, version, .. }) => {
                known(*conversation_id).is_none_or(|mine| *version > mine)
            }
            ServerEvent::ConversationRemoved { conversation_id } => {
                removed.insert(*conversation_id);
                out.insert(*conversation_id);
                true
            }
            ServerEvent::ConversationAdded { conversation } => {
                out.remove(&conversation.id);
                known(conversation.id).is_none_or(|mine| conversation.version > mine)
                    || removed.contains(&conversation.id)
            }
            _ => true,
        });
        inner.bytes = inner.waiting.iter().map(|delivery| delivery.weight()).sum();
        out.retain(|id| known(*id).is_some());
        out
    }

    pub(super) fn note_room(&self, id: ConversationId) {
        self.lock().rooms.push(id);
    }

    pub(super) fn forget_room(&self, id: ConversationId) {
        self.lock().rooms.retain(|room| *room != id);
    }

    pub(super) fn take_rooms(&self) -> Vec<ConversationId> {
        std::mem::take(&mut self.lock().rooms)
    }
}

/// Wakes the task once it can have the lock: one wake-up for all that it finds then.
fn wake(mut inner: MutexGuard<'_, Inner>) {
    let waker = inner.waker.take();
    drop(inner);
    if let Some(waker) = waker {
        waker.wake();
    }
}
