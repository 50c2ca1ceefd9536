//! How somebody wants to be told of a conversation: kept for all their devices, told to those alone.

use std::sync::Arc;

use protocol::{ConversationId, RequestId, ServerEvent, request::ChangeSettings};

use super::{Caller, complete, conversations, publish};
use crate::{
    app::App,
    domain::permission::Deed,
    error::{Error, Result},
    guard::Limit,
    store::settings::{self, Said},
};

/// The caller wants to be told of it otherwise. What is so already is not told again.
pub async fn change(
    app: &Arc<App>,
    caller: &Caller,
    id: ConversationId,
    wish: ChangeSettings,
) -> Result<Said> {
    app.limits.count(Limit::Settings, caller.id())?;
    // What they have read before, on whatever device, and is not stored yet would take the mark away.
    if wish.marked_unread == Some(true)
        && let Some(stored) = app.readings.first((id, caller.id()))
    {
        stored.await?;
    }
    let (app_of_deed, user) = (Arc::clone(app), caller.id());
    complete(app, async move {
        let app = app_of_deed;
        let mut conn = app.store.read().await?;
        conversations::known(&mut conn, id, user, Deed::Read).await?;
        let said = settings::of(&mut conn, id, user).await?.ok_or_else(gone)?;
        drop(conn);
        if wish.applied_to(said.settings) == said.settings {
            return Ok(said);
        }
        let mut tx = app.store.begin().await?;
        let said = settings::change(&mut tx, id, user, wish).await?.ok_or_else(gone)?;
        tx.commit().await?;
        publish::settings(&app, user, id, said);
        Ok(said)
    })
    .await
}

/// Left since it was asked.
fn gone() -> Error {
    Error::not_found(conversations::MISSING)
}

/// As it is told to their own sockets, and to the one that has asked.
pub fn event(id: ConversationId, said: Said, request_id: Option<RequestId>) -> ServerEvent {
    let Said { settings, read_seq } = said;
    ServerEvent::Settings { conversation_id: id, settings, read_seq, request_id }
}
