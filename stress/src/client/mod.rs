//! A client: a model of what it holds ([`model`], [`room`], [`held`]), what it wants to say ([`outbox`]), and the connection that
//! both live on ([`life`], [`mod@line`]).

pub(crate) mod held;
mod life;
mod line;
pub(crate) mod model;
mod outbox;
pub(crate) mod room;
#[cfg(test)]
pub(crate) mod sample;
mod trail;

use std::{
    sync::{Arc, Mutex},
    time::Instant,
};

pub(crate) use self::{
    life::{fresh, live},
    model::Model,
    outbox::Outbox,
};
use crate::people::Account;

/// How a client behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nature {
    /// Writes, reads, types, drops its connection.
    Talker,
    /// Listens, and comes and goes with the crowd.
    Crowd,
}

/// A device of somebody.
pub(crate) struct Client {
    /// Which, for whoever reads the log.
    pub(crate) label: String,
    /// Whose.
    pub(crate) account: Arc<Account>,
    /// How it behaves.
    pub(crate) nature: Nature,
    /// What it holds.
    pub(crate) model: Mutex<Model>,
    /// What it wants to say.
    pub(crate) outbox: Mutex<Outbox>,
}

impl Client {
    /// One that knows nothing and is not connected.
    pub(crate) fn new(label: String, account: Arc<Account>, nature: Nature, began: Instant) -> Self {
        let model = Mutex::new(Model::new(account.id, began));
        // Half of them do not wait for one answer before they say the next.
        let window = if label.ends_with(".0") { 4 } else { 1 };
        Self { label, account, nature, model, outbox: Mutex::new(Outbox::new(window)) }
    }
}
