//! Reading: the position of a member is raised, the others see it, and an author learns once that all have read.

use protocol::{ConversationId, Message, ServerEvent, UserId};

use super::{Caller, conversations::known, publish};
pub use crate::store::readings::Receipt;
use crate::{
    app::App,
    domain::permission::Deed,
    error::{Error, Result},
    store::{
        Store, conversations, messages,
        reads::{self, FullyRead, Span},
    },
};

/// The caller has read up to this place; beyond the last it means the last, before an earlier one nothing.
pub async fn read(app: &App, caller: &Caller, id: ConversationId, seq: i64) -> Result<()> {
    submit(app, caller, id, seq)?.await
}

/// The same, without waiting until it is stored.
pub fn submit(app: &App, caller: &Caller, id: ConversationId, seq: i64) -> Result<Receipt> {
    if seq < 0 {
        return Err(Error::invalid("seq", "invalid", "A place in a conversation is 0 or more"));
    }
    Ok(app.readings.read((id, caller.id()), seq))
}

/// The caller has read this message and all before it; does not wait until that is stored.
pub async fn submit_message(
    app: &App,
    caller: &Caller,
    id: ConversationId,
    message: protocol::MessageId,
) -> Result<Receipt> {
    let mut conn = app.store.read().await?;
    known(&mut conn, id, caller.id(), Deed::Read).await?;
    let place = messages::place(&mut conn, id, message).await?;
    drop(conn);
    submit(app, caller, id, place.ok_or_else(|| Error::not_found("Message not found"))?)
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
pub(super) fn by_sending(app: &App, message: &Message, read_before: i64) {
    if read_before < message.seq - 1 {
        app.readings.sent((message.conversation_id, message.sender_id), read_before, message.seq);
    }
}

/// A member has left: they hold nobody's message back any more.
pub(super) async fn by_leaving(app: &App, id: ConversationId, user: UserId, read_seq: i64) -> Result<()> {
    let mut conn = app.store.read_long().await?;
    let Some(facts) = conversations::facts(&mut conn, id).await? else { return Ok(()) };
    let (from, to) = (read_seq, facts.last_seq);
    let span = Span { conversation: id, reader: user, stored: from, from, to };
    let found = reads::newly_in_spans(&mut conn, &[span]).await?;
    drop(conn);
    let titled = found.into_iter().map(|fact| (fact, facts.name.clone())).collect();
    publish::fully_read(app, titled).await
}

/// Tells the caller, wherever they listen, what became fully read while nobody told them.
pub async fn tell_pending(app: &App, caller: &Caller) -> Result<()> {
    let facts = reads::pending(&mut app.store.read_long().await?, caller.id()).await?;
    publish::fully_read(app, facts.into_iter().map(|fact| (fact, None)).collect()).await
}
