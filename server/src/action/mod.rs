//! The deeds: permission, then write, then publish; the same for every door. No SQL and no HTTP here: the store is
//! asked, the hub is told.

pub mod accounts;
pub mod amend;
mod calling;
mod catch_up;
pub mod chats;
pub mod conversations;
pub mod demo;
pub mod groups;
pub mod hear;
pub mod listen;
pub mod members;
pub mod messages;
pub mod people;
pub mod presence;
pub mod publish;
pub mod reader;
pub mod reads;
pub mod rights;
pub mod search;
pub mod seed;
pub mod sender;
pub mod sessions;
pub mod settings;
pub mod sweep;
pub mod sync;
mod titles;

use std::{future::Future, sync::Arc};

use protocol::{Profile, SessionId, Timestamp, UserId};

use crate::{
    app::App,
    error::{Error, Result},
};

/// Who asks: somebody with a good session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who.
    pub user: Profile,
    /// On which device.
    pub session: SessionId,
    /// Until when this is known: then the access token runs out.
    pub until: Timestamp,
}

impl Caller {
    /// Who.
    pub const fn id(&self) -> UserId {
        self.user.id
    }
}

/// Does it to the end, even when whoever asked for it goes away: what is committed is also published.
pub(crate) async fn complete<T: Send + 'static>(
    app: &Arc<App>,
    deed: impl Future<Output = Result<T>> + Send + 'static,
) -> Result<T> {
    app.tasks.spawn(deed).await.map_err(|error| Error::Internal(error.into()))?
}

#[cfg(test)]
mod tests;
