//! The messages of one socket that are on their way to the disk: it says the next one while the last is being stored,
//! and is answered in their order.

use std::{
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use protocol::ClientId;

use crate::{
    action::messages::{Receipt, Sent},
    error::Result,
};

/// So many may be on their way; more frames are read when the first of them is stored.
const IN_FLIGHT: usize = 64;

/// What became of a message, and what its author calls it.
pub(super) type Outcome = (Option<ClientId>, Result<Sent>);

/// In the order in which they were said.
#[derive(Debug, Default)]
pub(super) struct Sends {
    waiting: VecDeque<(Option<ClientId>, Receipt)>,
    stored: Vec<Outcome>,
}

impl Sends {
    /// One more is on its way.
    pub(super) fn push(&mut self, client_id: Option<ClientId>, receipt: Receipt) {
        self.waiting.push_back((client_id, receipt));
    }

    /// Another frame may be read.
    pub(super) fn have_room(&self) -> bool {
        self.waiting.len() < IN_FLIGHT
    }

    /// Ready when there are outcomes to [take](Self::take).
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while self.poll_first(context).is_ready() {}
        if self.stored.is_empty() { Poll::Pending } else { Poll::Ready(()) }
    }

    /// Waits until nothing is on its way: what the client says next comes after all of it.
    pub(super) async fn settle(&mut self) {
        while !self.waiting.is_empty() {
            poll_fn(|context| self.poll_first(context)).await;
        }
    }

    fn poll_first(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some((client_id, receipt)) = self.waiting.front_mut() else { return Poll::Pending };
        let outcome = ready!(Pin::new(receipt).poll(context));
        self.stored.push((*client_id, outcome));
        self.waiting.pop_front();
        Poll::Ready(())
    }

    /// What has been stored or refused, to be answered.
    pub(super) fn take(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.stored)
    }
}
