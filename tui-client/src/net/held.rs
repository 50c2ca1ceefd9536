//! How an account is held by this process: for its screen alone, or beside the process that shows it.

use std::{io, time::Duration};

use tokio::{
    task::spawn_blocking,
    time::{sleep, timeout},
};

use crate::{
    message::Failure,
    session::{Account, AccountName, Device, OpenError, Session, Store, Turn},
};

/// Another process may be waiting for the server just as long before it gives the turn back.
const TURN_WITHIN: Duration = Duration::from_mins(1);
/// How often the turn is asked for.
const TURN_EVERY: Duration = Duration::from_millis(20);
/// How long the last turns may take when the process ends, and how often it is looked whether they are over.
const LAST_TURNS: Duration = Duration::from_millis(1_600);
const LOOK: Duration = Duration::from_millis(5);

/// How an account is to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// No other process shows it.
    Alone,
    /// Beside whoever shows it.
    Beside,
}

impl Hold {
    /// What is shown is what the next start shows.
    pub(super) fn remember(self, store: &Store, name: &AccountName) {
        if self == Self::Alone {
            // Else the next start asks for the account.
            let _ = store.remember(name);
        }
    }

    pub(super) fn take(self, store: &Store, name: &AccountName) -> Result<Held, Failure> {
        let opened = match self {
            Self::Alone => store.open(name).map(|account| (account.device().clone(), Some(account))),
            Self::Beside => store.device(name).map(|device| (device, None)).map_err(OpenError::Io),
        };
        let (device, alone) = opened.map_err(|error| match error {
            OpenError::Locked(process) => Failure::Locked(process),
            OpenError::Io(error) => Failure::Unreachable(error.to_string().into()),
        })?;
        Ok(Held { device, alone })
    }
}

/// Keeps a session, on a thread of its own: the keyring may have to ask its owner.
pub(super) async fn save(turn: Turn, session: Session) -> Result<(), Failure> {
    aside(move || turn.save(&session)).await
}

/// The secret of a session, likewise.
pub(super) async fn secret(turn: Turn, kept: Session) -> Result<(Turn, String), Failure> {
    aside(move || turn.secret(&kept).map(|secret| (turn, secret))).await
}

/// Forgets the session, likewise.
pub(super) async fn forget(turn: Turn) -> Result<(), Failure> {
    aside(move || turn.forget()).await
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Failure> {
    let done = spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)));
    done.map_err(|error| Failure::Unreachable(error.to_string().into()))
}

/// Waits until no session is being changed any more, before the process ends: the server has spent the secret that lies on the disk,
/// and takes it for a stolen one at the next start unless the new one lies there.
pub async fn settled(store: &Store) {
    store.close();
    let changed = async {
        while store.is_changing() {
            sleep(LOOK).await;
        }
    };
    // A server that has not answered by then has perhaps not even been reached.
    let _ = timeout(LAST_TURNS, changed).await;
}

/// A held account.
pub(super) struct Held {
    pub(super) device: Device,
    pub(super) alone: Option<Account>,
}

impl Held {
    /// Waits for the turn to change the session.
    pub(super) async fn turn(&self) -> Result<Turn, Failure> {
        let asked = async {
            loop {
                match self.device.try_turn() {
                    Ok(Some(turn)) => return Ok(turn),
                    Ok(None) => sleep(TURN_EVERY).await,
                    Err(error) => return Err(Failure::Unreachable(error.to_string().into())),
                }
            }
        };
        let late = |_| Failure::Unreachable("another process holds the session".into());
        timeout(TURN_WITHIN, asked).await.map_err(late)?
    }
}
