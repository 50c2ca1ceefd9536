//! How many turns this process has in hand. A turn that has begun may already have spent the secret that lies on the disk: whoever
//! ends the process waits until the new one lies there.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

/// The turns of this process, in whatever accounts.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns(Arc<Count>);

#[derive(Debug, Default)]
struct Count {
    in_hand: AtomicUsize,
    closed: AtomicBool,
}

/// One of them, for as long as this lives.
#[derive(Debug)]
pub(super) struct InHand(Turns);

impl Turns {
    /// Begins one; none after the last.
    pub(super) fn begin(&self) -> Option<InHand> {
        self.0.in_hand.fetch_add(1, Ordering::SeqCst);
        let begun = InHand(self.clone());
        (!self.0.closed.load(Ordering::SeqCst)).then_some(begun)
    }

    /// From now on none is begun.
    pub(super) fn close(&self) {
        self.0.closed.store(true, Ordering::SeqCst);
    }

    pub(super) fn any(&self) -> bool {
        self.0.in_hand.load(Ordering::SeqCst) > 0
    }
}

impl Drop for InHand {
    fn drop(&mut self) {
        self.0.0.in_hand.fetch_sub(1, Ordering::SeqCst);
    }
}
