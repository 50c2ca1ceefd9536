//! What a client that was away has missed, as state and not as a log of events.

use protocol::{
    ConversationId, RequestId, ServerEvent,
    event::{Change, Changed},
    limits::{PAGE_DEFAULT, SYNC_PAGE, SYNC_RESET},
};

use super::{Caller, conversations, messages::mark_read};
use crate::{
    app::App,
    domain::permission::Deed,
    error::{Error, Result},
    store::{
        Conn,
        changes::{self, Numbered},
        conversations::Facts,
        messages,
    },
};

/// Bytes of an answer, about: a page of long messages would be larger than what a socket may have waiting to be
/// written, and who is so far behind could never catch up.
const ANSWER_BYTES: usize = 512 * 1024;
/// What a change weighs beside its text, about.
const ENVELOPE: usize = 512;

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
        return reset(app, &mut tx, (caller, &facts), request_id).await;
    }
    let limit = usize::try_from(SYNC_PAGE).unwrap_or(usize::MAX);
    let mut found = changes::since(&mut tx, &facts, caller.id(), since, i64::from(SYNC_PAGE) + 1).await?;
    let fitting = limit.min(fitting(&found));
    let more = found.len() > fitting;
    found.truncate(fitting);
    let version =
        if more { found.last().map_or(facts.version, |(version, _)| *version) } else { facts.version };
    let mut items: Vec<Change> = found
        .into_iter()
        .map(|(version, changed)| Change { conversation_id: id, version, changed })
        .collect();
    mark_items(&mut tx, &facts, &mut items).await?;
    Ok(ServerEvent::Changes { request_id, conversation_id: id, items, version, more })
}

/// How many of these make one answer: as many as its bytes allow, and at least one.
fn fitting(found: &[Numbered]) -> usize {
    let mut bytes = 0;
    let fits = found.iter().take_while(|(_, changed)| {
        let first = bytes == 0;
        bytes += match changed {
            Changed::Message { message } => message.text.len(),
            _ => 0,
        } + ENVELOPE;
        first || bytes <= ANSWER_BYTES
    });
    fits.count()
}

/// A message that comes late comes with those who have read it meanwhile.
async fn mark_items(conn: &mut Conn, facts: &Facts, items: &mut [Change]) -> Result<()> {
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
    app: &App,
    conn: &mut Conn,
    (caller, facts): (&Caller, &Facts),
    request_id: RequestId,
) -> Result<ServerEvent> {
    let id = ConversationId::from(facts.id);
    let line = conversations::line(conn, caller.id(), id).await?;
    let mut conversation = line.ok_or_else(|| Error::not_found("Chat not found"))?;
    app.hub.mark_online(std::slice::from_mut(&mut conversation));
    let newest = messages::before(conn, id, i64::MAX, i64::from(PAGE_DEFAULT)).await?;
    let mut messages = messages::seen_by(conn, caller.id(), newest).await?;
    mark_read(conn, facts, &mut messages).await?;
    Ok(ServerEvent::Reset { request_id, conversation, messages })
}

#[cfg(test)]
mod tests {
    use protocol::{Message, Timestamp};
    use uuid::Uuid;

    use super::*;

    fn said(version: i64, bytes: usize) -> Numbered {
        let id = Uuid::nil();
        let message = Message {
            id: id.into(),
            conversation_id: id.into(),
            seq: version,
            version,
            sender_id: id.into(),
            sender_name: String::new(),
            text: "x".repeat(bytes),
            created_at: Timestamp::from_millis(0),
            client_id: None,
            edited_at: None,
            deleted: false,
            reply_to: None,
            quote: None,
            forwarded: None,
            mentions: Vec::new(),
            reactions: Vec::new(),
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        };
        (version, Changed::Message { message })
    }

    #[test]
    fn an_answer_is_cut_where_it_would_be_too_large_and_never_empty() {
        let small: Vec<_> = (1..=200).map(|version| said(version, 100)).collect();
        assert_eq!(fitting(&small), 200);
        let large: Vec<_> = (1..=200).map(|version| said(version, 16_000)).collect();
        let count = fitting(&large);
        assert!((10..=ANSWER_BYTES / 16_000).contains(&count), "{count}");
        assert_eq!(fitting(&[said(1, ANSWER_BYTES * 2), said(2, 1)]), 1);
        assert_eq!(fitting(&[]), 0);
    }
}
