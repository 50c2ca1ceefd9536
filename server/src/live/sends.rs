//! What one socket has said and is on its way to the disk: it says the next thing while the last is being stored.
//! Messages are answered in their order.

use std::{
    collections::VecDeque,
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll, ready},
};

use protocol::{ClientId, RequestId};

use crate::{
    action::{
        messages::{Receipt, Sent},
        reads,
    },
    error::{Error, Result},
};

/// So much may be on its way; more frames are read when the first of it is stored.
const IN_FLIGHT: usize = 64;

/// What became of what was said, and what the client calls it.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "nearly all are messages")]
pub(super) enum Outcome {
    Message(Option<ClientId>, Result<Sent>),
    Unread(Option<RequestId>, Error),
}

impl Outcome {
    /// Why it was refused, if it was, and which message.
    pub(super) fn refused(self) -> Option<(Option<ClientId>, Error)> {
        match self {
            Self::Message(client_id, outcome) => Some((client_id, outcome.err()?)),
            Self::Unread(_, error) => Some((None, error)),
        }
    }
}

/// In the order in which they were said.
#[derive(Debug, Default)]
pub(super) struct Sends {
    waiting: VecDeque<(Option<ClientId>, Receipt)>,
    readings: Vec<(Option<RequestId>, reads::Receipt)>,
    stored: Vec<Outcome>,
}

impl Sends {
    /// One more is on its way.
    pub(super) fn push(&mut self, client_id: Option<ClientId>, receipt: Receipt) {
        self.waiting.push_back((client_id, receipt));
    }

    /// A reading is on its way; only its refusal is answered.
    pub(super) fn push_reading(&mut self, request_id: Option<RequestId>, receipt: reads::Receipt) {
        self.readings.push((request_id, receipt));
    }

    /// Another frame may be read.
    pub(super) fn have_room(&self) -> bool {
        self.waiting.len() + self.readings.len() < IN_FLIGHT
    }

    /// Ready when there are outcomes to [take](Self::take).
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        while self.poll_first(context).is_ready() {}
        self.poll_readings(context);
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
        self.stored.push(Outcome::Message(*client_id, outcome));
        self.waiting.pop_front();
        Poll::Ready(())
    }

    fn poll_readings(&mut self, context: &mut Context<'_>) {
        let stored = &mut self.stored;
        self.readings.retain_mut(|(request_id, receipt)| match Pin::new(receipt).poll(context) {
            Poll::Pending => true,
            Poll::Ready(outcome) => {
                stored.extend(outcome.err().map(|error| Outcome::Unread(*request_id, error)));
                false
            }
        });
    }

    /// What has been stored or refused, to be answered.
    pub(super) fn take(&mut self) -> Vec<Outcome> {
        std::mem::take(&mut self.stored)
    }
}
