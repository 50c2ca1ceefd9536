//! What a client that was away has missed, as state and not as a log of events.

use protocol::{
    ConversationId, RequestId, ServerEvent,
    event::Change,
    limits::{PAGE_DEFAULT, SYNC_PAGE, SYNC_RESET},
};

use super::{Caller, conversations, messages::mark_read};
use crate::{
    app::App,
    domain::permission::Deed,
    error::{Error, Result},
    store::{Conn, changes, conversations::Facts, messages},
};

/// What changed in a conversation after version `since`: `changes`, or `reset` when that is too much, or when the
/// client claims to know more than there is.
pub async fn sync(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    since: i64,
    request_id: RequestId,
) -> Result<ServerEvent> {
    let mut tx = app.store.snapshot().await?;
    let facts = conversations::known(&mut tx, id, caller.id(), Deed::Read).await?;
    if since <= 0 || since > facts.version || facts.version - since > SYNC_RESET {
        return reset(&mut tx, caller, &facts, request_id).await;
    }
    let limit = usize::try_from(SYNC_PAGE).unwrap_or(usize::MAX);
    let mut found = changes::since(&mut tx, &facts, caller.id(), since, i64::from(SYNC_PAGE) + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let version =
        if more { found.last().map_or(facts.version, |(version, _)| *version) } else { facts.version };
    let mut items: Vec<Change> = found
        .into_iter()
        .map(|(version, changed)| Change { conversation_id: id, version, changed })
        .collect();
    mark_items(&mut tx, &facts, &mut items).await?;
    Ok(ServerEvent::Changes { request_id, conversation_id: id, items, version, more })
}

/// A message that comes late comes with those who have read it meanwhile.
async fn mark_items(conn: &mut Conn, facts: &Facts, items: &mut [Change]) -> Result<()> {
    use protocol::event::Changed;
    let mut page: Vec<_> = items
        .iter()
        .filter_map(|item| match &item.changed {
            Changed::Message { message } => Some(message.clone()),
            _ => None,
        })
        .collect();
    mark_read(conn, facts, &mut page).await?;
    let mut marked = page.into_iter();
    for item in items {
        if let Changed::Message { message } = &mut item.changed
            && let Some(same) = marked.next()
        {
            *message = same;
        }
    }
    Ok(())
}

async fn reset(
    conn: &mut Conn,
    caller: &Caller,
    facts: &Facts,
    request_id: RequestId,
) -> Result<ServerEvent> {
    let id = ConversationId::from(facts.id);
    let line = conversations::line(conn, caller.id(), id).await?;
    let conversation = line.ok_or_else(|| Error::not_found("Chat not found"))?;
    let newest = messages::before(conn, id, i64::MAX, i64::from(PAGE_DEFAULT)).await?;
    let mut messages: Vec<_> = newest.into_iter().map(|stored| stored.seen_by(caller.id())).collect();
    mark_read(conn, facts, &mut messages).await?;
    Ok(ServerEvent::Reset { request_id, conversation, messages })
}
