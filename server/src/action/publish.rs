//! Telling the living what has been committed, and filling the gaps between.

use std::{sync::Arc, time::Duration};

use protocol::{Conversation, ConversationId, ServerEvent, UserId, event::Change};

use crate::{
    app::App,
    error::Result,
    hub::Gap,
    store::{changes, conversations},
};

/// Another deed of this node may have committed first and publish a moment later.
const GRACE: Duration = Duration::from_millis(50);
/// Changes read at once.
const PAGE: i64 = 200;

/// Tells a change. If versions before it are missing, they are read from the store after a moment.
pub(super) fn change(app: &Arc<App>, change: Change) {
    if let Some(gap) = app.hub.publish(change) {
        let app_of_task = Arc::clone(app);
        app.tasks.spawn(async move {
            tokio::time::sleep(GRACE).await;
            if app_of_task.hub.gap(gap.conversation) == Some(gap)
                && let Err(error) = fill(&app_of_task, gap).await
            {
                tracing::warn!(%error, conversation = %gap.conversation, "a gap could not be filled");
            }
        });
    }
}

async fn fill(app: &App, gap: Gap) -> Result<()> {
    let mut since = gap.since;
    loop {
        let mut tx = app.store.snapshot().await?;
        let Some(facts) = conversations::facts(&mut tx, gap.conversation).await? else { return Ok(()) };
        // Nobody's own ids: a filled gap looks the same to all.
        let nobody = UserId::from(uuid::Uuid::nil());
        let mut found = changes::since(&mut tx, &facts, nobody, since, PAGE).await?;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let more = found.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
        let reached =
            if more { found.last().map_or(facts.version, |(version, _)| *version) } else { facts.version };
        let conversation_id = gap.conversation;
        let changes = found
            .into_iter()
            .map(|(version, changed)| Change { conversation_id, version, changed })
            .collect();
        app.hub.fill(gap.conversation, changes, reached);
        since = reached;
        if !more {
            return Ok(());
        }
    }
}

/// Tells somebody who has become a member, and lets their sockets hear the conversation.
pub(super) async fn added(app: &App, user: UserId, id: ConversationId) -> Result<()> {
    if !app.hub.hears(user) {
        return Ok(());
    }
    let line: Option<Conversation> = {
        let mut tx = app.store.snapshot().await?;
        super::conversations::line(&mut tx, user, id).await?
    };
    if let Some(conversation) = line {
        app.hub.join(user, id, conversation.version);
        app.hub.tell_user(user, ServerEvent::ConversationAdded { conversation });
    }
    Ok(())
}

/// Tells somebody who is no longer a member; nothing of the conversation reaches them after it.
pub(super) fn removed(app: &App, user: UserId, id: ConversationId) {
    app.hub.part(user, id);
    app.hub.tell_user(user, ServerEvent::ConversationRemoved { conversation_id: id });
}
