//! Reading: the position of a member is raised, the others see it, and an author learns once that all have read.

use std::sync::Arc;

use protocol::{ConversationId, Message, ServerEvent, UserId};

use super::{Caller, complete, conversations::known, publish};
use crate::{
    app::App,
    domain::permission::Deed,
    error::{Error, Result},
    store::{
        Store,
        conversations::{self, Facts},
        members, messages,
        reads::{self, FullyRead},
    },
};

/// The caller has read up to this place; beyond the last it means the last, before an earlier one nothing.
pub async fn read(app: &Arc<App>, caller: &Caller, id: ConversationId, seq: i64) -> Result<()> {
    if seq < 0 {
        return Err(Error::invalid("seq", "invalid", "A place in a conversation is 0 or more"));
    }
    let (app_of_deed, user) = (Arc::clone(app), caller.id());
    complete(app, async move {
        let mut conn = app_of_deed.store.read().await?;
        let facts = known(&mut conn, id, user, Deed::Read).await?;
        let old = members::one(&mut conn, id, user).await?.map_or(0, |place| place.read_seq);
        drop(conn);
        let new = seq.min(facts.last_seq);
        if new > old { raise(&app_of_deed, &facts, user, old, new).await } else { Ok(()) }
    })
    .await
}

/// The caller has read this message and all before it. Returns its place.
pub async fn read_message(
    app: &Arc<App>,
    caller: &Caller,
    id: ConversationId,
    message: protocol::MessageId,
) -> Result<i64> {
    let mut conn = app.store.read().await?;
    known(&mut conn, id, caller.id(), Deed::Read).await?;
    let place = messages::place(&mut conn, id, message).await?;
    drop(conn);
    let seq = place.ok_or_else(|| Error::not_found("Message not found"))?;
    read(app, caller, id, seq).await?;
    Ok(seq)
}

async fn raise(app: &App, facts: &Facts, user: UserId, old: i64, new: i64) -> Result<()> {
    let id = ConversationId::from(facts.id);
    let mut tx = app.store.begin().await?;
    if !reads::raise(&mut tx, id, user, new).await? {
        return Ok(());
    }
    tx.commit().await?;
    told(app, facts, user, (old, new)).await
}

/// Tells of a reading that has been committed: those who may see it, and the authors whose messages all have read now.
async fn told(app: &App, facts: &Facts, user: UserId, (old, new): (i64, i64)) -> Result<()> {
    publish::read(app, facts, &[(user, new)]).await?;
    fully_read(app, facts, user, (old, new)).await
}

/// Tells the authors who are here to hear it what has become fully read by somebody's reading of a span. The others
/// learn it when they come.
///
/// The reading must have been committed: of two last readers at once, each before its commit would see the other as
/// still behind, and nobody would be told. After it, the later one sees both; [`reads::tell`] lets only one tell.
async fn fully_read(app: &App, facts: &Facts, reader: UserId, (old, new): (i64, i64)) -> Result<()> {
    let id = ConversationId::from(facts.id);
    let found = reads::newly_in_span(&mut app.store.read().await?, id, reader, old, new).await?;
    for fact in found {
        publish::fully_read(app, facts, fact).await?;
    }
    Ok(())
}

/// What the author calls the conversation.
pub(super) async fn title_for(store: &Store, user: UserId, id: ConversationId) -> Result<String> {
    let line = super::conversations::line(&mut *store.snapshot().await?, user, id).await?;
    Ok(line.map(|line| line.title).unwrap_or_default())
}

pub(super) fn event(fact: &FullyRead, title: String) -> ServerEvent {
    ServerEvent::FullyRead {
        conversation_id: fact.conversation,
        title,
        message_id: fact.message,
        seq: fact.seq,
    }
}

/// Sending counts as reading: when the sender had not read everything before the message, the others see it now.
pub(super) fn by_sending(app: &Arc<App>, message: &Message, read_before: i64) {
    let (id, user, seq) = (message.conversation_id, message.sender_id, message.seq);
    if read_before >= seq - 1 {
        return;
    }
    let app_of_task = Arc::clone(app);
    app.tasks.spawn(async move {
        if let Err(error) = after(&app_of_task, id, user, (read_before, seq)).await {
            tracing::warn!(%error, conversation = %id, "readers could not be told");
        }
    });
}

/// A member has left: they hold nobody's message back any more.
pub(super) async fn by_leaving(app: &App, id: ConversationId, user: UserId, read_seq: i64) -> Result<()> {
    let facts = conversations::facts(&mut app.store.read().await?, id).await?;
    let Some(facts) = facts else { return Ok(()) };
    fully_read(app, &facts, user, (read_seq, facts.last_seq)).await
}

/// The position was raised with the message itself; what is left is to tell.
async fn after(app: &App, id: ConversationId, user: UserId, span: (i64, i64)) -> Result<()> {
    let facts = conversations::facts(&mut app.store.read().await?, id).await?;
    let Some(facts) = facts else { return Ok(()) };
    told(app, &facts, user, span).await
}

/// What became fully read while the caller was away, noted as told.
pub async fn pending(app: &App, caller: &Caller) -> Result<Vec<ServerEvent>> {
    let mut conn = app.store.read().await?;
    let facts = reads::pending(&mut conn, caller.id()).await?;
    drop(conn);
    let mut events = Vec::new();
    for fact in facts {
        if publish::note_told(app, &fact).await? {
            let title = title_for(&app.store, fact.sender, fact.conversation).await?;
            events.push(event(&fact, title));
        }
    }
    Ok(events)
}
