//! Reading from the store what the living have not been told: because two deeds committed in one order and published in
//! the other, because another node wrote, or because nobody told us.

use std::{sync::Arc, time::Duration};

use protocol::{
    ConversationId, Message, UserId,
    event::{Change, Changed},
};

use super::{messages::mark_read, publish};
use crate::{
    app::App,
    error::{Error, Result},
    hub::{News, Standing},
    store::{
        Conn,
        changes::{self, Numbered},
        conversations::{self, Facts},
        reactions::{self, Sign},
    },
};

/// Changes read at once.
const PAGE: i64 = 200;
/// How long somebody who has just begun to listen may take to read the conversation, in tries …
const TRIES: u32 = 40;
/// … of this.
const TRY: Duration = Duration::from_millis(50);

/// Sees to it that a conversation that lives here is told up to this version, if the store has it. One reading is under
/// way for each conversation; whoever comes meanwhile makes it go further.
pub(super) fn to(app: &Arc<App>, id: ConversationId, version: i64) {
    let news = match app.hub.standing(id) {
        Standing::Absent => false,
        Standing::Unsettled => true,
        Standing::At(last) => last < version,
    };
    if news && app.hub.fills.begin(id, version) {
        let app_of_task = Arc::clone(app);
        app.tasks.spawn(async move {
            if let Err(error) = run(&app_of_task, id).await {
                app_of_task.hub.fills.done(id, i64::MAX);
                tracing::warn!(%error, conversation = %id, "what was missed could not be read; the next sweep tries again");
            }
        });
    }
}

async fn run(app: &App, id: ConversationId) -> Result<()> {
    loop {
        let asked = app.hub.fills.wanted(id);
        let reached = advance(app, id).await?;
        // The store has been read after it was asked for: what it does not have is not there.
        if app.hub.fills.done(id, reached.max(asked)) {
            return Ok(());
        }
    }
}

/// Tells what the store has; returns up to which version.
async fn advance(app: &App, id: ConversationId) -> Result<i64> {
    for _ in 0..TRIES {
        match app.hub.standing(id) {
            Standing::Absent => return Ok(i64::MAX),
            Standing::Unsettled => tokio::time::sleep(TRY).await,
            Standing::At(last) => {
                let closed = |_| Error::Unavailable { retry_after: TRY };
                let _permit = app.hub.fills.permits.acquire().await.map_err(closed)?;
                return fill(app, id, last).await;
            }
        }
    }
    Ok(i64::MAX)
}

async fn fill(app: &App, id: ConversationId, since: i64) -> Result<i64> {
    let mut since = since;
    loop {
        let mut tx = app.store.snapshot().await?;
        let Some(facts) = conversations::facts(&mut tx, id).await? else { return Ok(i64::MAX) };
        // Nobody's own ids: a filled gap looks the same to all.
        let nobody = UserId::from(uuid::Uuid::nil());
        let mut found = changes::since(&mut tx, &facts, nobody, since, PAGE).await?;
        found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
        let signs = signs(&mut tx, &facts, &mut found).await?;
        drop(tx);
        let more = found.len() == usize::try_from(PAGE).unwrap_or(usize::MAX);
        let reached =
            if more { found.last().map_or(facts.version, |(version, _)| *version) } else { facts.version };
        for (_, changed) in &found {
            mind(app, id, changed).await?;
        }
        let news = |(version, changed)| News {
            signs: of_message(&signs, &changed),
            change: Change { conversation_id: id, version, changed },
        };
        app.hub.fill(id, found.into_iter().map(news).collect(), reached);
        since = reached;
        if !more {
            return Ok(since);
        }
    }
}

/// Fills in who has read the messages that are not new, and tells who has put which sign to them.
async fn signs(conn: &mut Conn, facts: &Facts, found: &mut [Numbered]) -> Result<Vec<Sign>> {
    let id = ConversationId::from(facts.id);
    let is_old =
        |message: &Message| message.deleted || message.edited_at.is_some() || !message.reactions.is_empty();
    let mut old: Vec<&mut Message> = found
        .iter_mut()
        .filter_map(|(_, changed)| match changed {
            Changed::Message { message } if is_old(message) => Some(message),
            _ => None,
        })
        .collect();
    if old.is_empty() {
        return Ok(Vec::new());
    }
    let mut page: Vec<Message> = old.iter().map(|message| (**message).clone()).collect();
    mark_read(conn, facts, &mut page).await?;
    let signs = reactions::signs(conn, id, &page).await?;
    for (message, marked) in old.iter_mut().zip(page) {
        **message = marked;
    }
    Ok(signs)
}

fn of_message(signs: &[Sign], changed: &Changed) -> Vec<(UserId, String)> {
    let Changed::Message { message } = changed else { return Vec::new() };
    let of_message = signs.iter().filter(|sign| sign.seq == message.seq);
    of_message.map(|sign| (sign.user, sign.emoji.clone())).collect()
}

/// Who has left hears nothing of what came after, and who has come hears it: before any of it is told.
async fn mind(app: &App, id: ConversationId, changed: &Changed) -> Result<()> {
    match changed {
        Changed::MemberLeft { user_id, .. } if app.hub.listens(*user_id, id) => {
            publish::removed_here(app, *user_id, id);
            Ok(())
        }
        Changed::MemberJoined { member, .. } => publish::added_here(app, member.id, id).await,
        _ => Ok(()),
    }
}
