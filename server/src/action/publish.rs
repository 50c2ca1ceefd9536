//! Telling what has been committed: the living of this node, and the other nodes by a hint. Each kind of news has one
//! function here, so that no deed tells the one and forgets the others. What other nodes tell us is in
//! [`hear`](super::hear), which ends in the `…_here` functions.

use std::{collections::HashSet, sync::Arc, time::Duration};

use protocol::{Conversation, ConversationId, ConversationKind, ServerEvent, SessionId, UserId};

use super::{catch_up, presence, reads};
use crate::{
    app::App,
    broker::Hint,
    error::Result,
    hub::News,
    store::{
        members,
        reads::{self as store_reads, FullyRead},
        settings::Said,
    },
};

/// Another deed of this node may have committed first and publish a moment later.
const GRACE: Duration = Duration::from_millis(50);

/// Tells a change. If versions before it are missing, they are read from the store after a moment.
pub(super) fn change(app: &Arc<App>, news: impl Into<News>) {
    let news = news.into();
    let (conversation, version) = (news.change.conversation_id, news.change.version);
    app.standings.changed(conversation, version);
    app.unindexed.add(conversation);
    app.broker.tell(Hint::Changed { conversation, version });
    if let Some(gap) = app.hub.publish(news) {
        let app_of_task = Arc::clone(app);
        app.tasks.spawn(async move {
            tokio::time::sleep(GRACE).await;
            if app_of_task.hub.gap(conversation) == Some(gap) {
                catch_up::to(&app_of_task, conversation, version);
            }
        });
    }
}

/// Tells those who have become members, and lets their sockets hear the conversation. That is committed: who cannot be told has
/// to come back with their sockets, and finds it; so have all after them, who would only wait as long for the same.
pub(super) async fn added(app: &App, users: &[UserId], id: ConversationId) {
    let mut is_away = false;
    for &user in users {
        app.broker.tell(Hint::Membership { conversation: id, user });
        if !is_away && let Err(error) = added_here(app, user, id).await {
            tracing::warn!(%error, conversation = %id, "new members could not be told, and have to sync");
            is_away = true;
        }
        if is_away {
            app.hub.resync(user);
        }
    }
}

pub(super) async fn added_here(app: &App, user: UserId, id: ConversationId) -> Result<()> {
    if !app.hub.lacks(user, id) {
        return Ok(());
    }
    let line: Option<Conversation> = {
        let mut tx = app.store.snapshot().await?;
        super::conversations::line(&mut tx, user, id).await?
    };
    let Some(mut conversation) = line else { return Ok(()) };
    presence::meet(app, user, std::slice::from_mut(&mut conversation));
    app.hub.join(user, id, conversation.version, ServerEvent::ConversationAdded { conversation });
    // Who has left since the line was read was looked for here before they could be found.
    if members::one(&mut app.store.read().await?, id, user).await?.is_none() {
        removed_here(app, user, id);
    }
    Ok(())
}

/// Tells somebody who is no longer a member; nothing of the conversation reaches them after it.
pub(super) fn removed(app: &App, user: UserId, id: ConversationId) {
    app.broker.tell(Hint::Membership { conversation: id, user });
    removed_here(app, user, id);
}

pub(super) fn removed_here(app: &App, user: UserId, id: ConversationId) {
    app.hub.part(user, id);
    app.hub.tell_user(user, ServerEvent::ConversationRemoved { conversation_id: id });
}

/// Tells the others that somebody is typing.
pub(super) fn typing(app: &App, id: ConversationId, user: UserId, name: String) {
    app.broker.tell(Hint::Typing { conversation: id, user });
    typing_here(app, id, user, name);
}

pub(super) fn typing_here(app: &App, id: ConversationId, user: UserId, name: String) {
    let event = ServerEvent::Typing { conversation_id: id, user_id: user, user_name: name };
    app.hub.tell_room(id, event, Some(user));
}

/// Tells somebody's own sockets how they want to be told of a conversation.
pub(super) fn settings(app: &App, user: UserId, id: ConversationId, said: Said) {
    let revision = said.settings.revision;
    app.broker.tell(Hint::Settings { conversation: id, user, revision });
    settings_here(app, user, id, said);
}

pub(super) fn settings_here(app: &App, user: UserId, id: ConversationId, said: Said) {
    app.hub.tell_user(user, super::settings::event(id, said, None));
}

/// Tells those who may see it that members have read up to a place each.
pub(super) async fn read(
    app: &App,
    (conversation, kind): (ConversationId, ConversationKind),
    readers: &[(UserId, i64)],
) -> Result<()> {
    for &(user, seq) in readers {
        app.broker.tell(Hint::Read { conversation, user, seq });
    }
    read_here(app, (conversation, kind), readers).await
}

pub(super) async fn read_here(
    app: &App,
    (id, kind): (ConversationId, ConversationKind),
    readers: &[(UserId, i64)],
) -> Result<()> {
    let event = |user_id, seq| ServerEvent::Read { conversation_id: id, user_id, seq };
    if !kind.is_group() {
        for &(user, seq) in readers {
            app.hub.tell_room(id, event(user, seq), None);
        }
        return Ok(());
    }
    // The readers of a group do not see each other; those who post see them all.
    let posters = members::posters(&mut app.store.read_long().await?, id).await?;
    let posters: HashSet<UserId> = posters.into_iter().collect();
    for &(user, seq) in readers {
        app.hub.tell_some(id, event(user, seq), |one| one == user || posters.contains(&one));
    }
    Ok(())
}

/// Tells authors that all others have read a message, once; those who have no socket here may have one at another
/// node, and else they learn it when they come. With each comes the conversation's title, where it is known.
pub(super) async fn fully_read(app: &App, found: Vec<(FullyRead, Option<String>)>) -> Result<()> {
    let (here, elsewhere): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(fact, _)| app.hub.hears(fact.sender));
    for (fact, _) in &elsewhere {
        hint_fully_read(app, fact);
    }
    let facts: Vec<_> = here.iter().map(|(fact, _)| *fact).collect();
    let mine = note_told(app, &facts).await?;
    for (fact, title) in here.into_iter().filter(|(fact, _)| mine.contains(fact)) {
        hint_fully_read(app, &fact);
        fully_read_here(app, title, fact).await;
    }
    Ok(())
}

fn hint_fully_read(app: &App, fact: &FullyRead) {
    let &FullyRead { conversation, sender, message, seq } = fact;
    app.broker.tell(Hint::FullyRead { conversation, sender, message, seq });
}

/// Tells the author's sockets, once; a title that is not known is looked up. It is noted as told: without a title, if need be.
pub(super) async fn fully_read_here(app: &App, title: Option<String>, fact: FullyRead) {
    let title = match title {
        Some(title) => title,
        None => reads::title_for(&app.store, fact.sender, fact.conversation).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "an author is told without the conversation's title");
            String::new()
        }),
    };
    app.hub.tell_fully_read(fact.sender, fact.conversation, fact.seq, reads::event(&fact, title));
}

/// Notes that the authors are told; returns those of whom nobody else was faster.
pub(super) async fn note_told(app: &App, facts: &[FullyRead]) -> Result<Vec<FullyRead>> {
    if facts.is_empty() {
        return Ok(Vec::new());
    }
    store_reads::tell(&app.store, facts).await
}

/// Closes the sockets of a session that was ended.
pub(super) fn session_ended(app: &App, user: UserId, session: SessionId) {
    app.broker.tell(Hint::SessionEnded { user, session });
    session_ended_here(app, user, session);
}

pub(super) fn session_ended_here(app: &App, user: UserId, session: SessionId) {
    app.hub.end_session(user, session);
}
