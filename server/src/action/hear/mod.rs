//! What other nodes tell: each hint is looked into, and the living of this node are told what they may know.

pub mod follow;
mod memory;

use std::{collections::HashMap, sync::Arc};

use protocol::{ConversationId, ConversationKind, UserId};

use self::memory::Memory;
use super::{catch_up, presence, publish};
use crate::{
    app::App,
    broker::{Heard, Hint},
    error::Result,
    hub::Standing,
    store::{accounts, conversations, members, reads::FullyRead, settings},
};

/// Hears until the server stops.
pub async fn run(app: Arc<App>, mut heard: Heard) {
    let mut memory = Memory::default();
    while let Some(Some(hints)) = app.end.run_until_cancelled(heard.recv()).await {
        if let Err(error) = take(&app, &mut memory, &hints).await {
            // What is durable is found by the sweep.
            tracing::warn!(%error, "what other nodes have told could not be looked into");
        }
    }
}

async fn take(app: &Arc<App>, memory: &mut Memory, hints: &[Hint]) -> Result<()> {
    let mut readers: HashMap<ConversationId, Vec<(UserId, i64)>> = HashMap::new();
    // Those that need no question first: a closed session, and what others will read.
    for hint in hints {
        match *hint {
            Hint::SessionEnded { user, session } => publish::session_ended_here(app, user, session),
            Hint::Here { .. } | Hint::Left { .. } | Hint::Shows { .. } => presence::hear(app, *hint),
            Hint::Changed { conversation, version } => {
                app.standings.changed(conversation, version);
                catch_up::to(app, conversation, version);
            }
            Hint::Read { conversation, user, seq } => {
                readers.entry(conversation).or_default().push((user, seq));
            }
            _ => {}
        }
    }
    for hint in hints {
        match *hint {
            Hint::Membership { conversation, user } => membership(app, user, conversation).await?,
            Hint::Settings { conversation, user, .. } => settings(app, user, conversation).await?,
            Hint::Typing { conversation, user } => typing(app, memory, (conversation, user)).await?,
            _ => {}
        }
    }
    for (conversation, readers) in readers {
        read(app, memory, conversation, &readers).await?;
    }
    for hint in hints {
        if let Hint::FullyRead { conversation, sender, message, seq } = *hint {
            fully_read(app, FullyRead { conversation, sender, message, seq }).await?;
        }
    }
    Ok(())
}

/// Somebody has come or gone: the store knows which.
pub(super) async fn membership(app: &App, user: UserId, id: ConversationId) -> Result<()> {
    let (lacks, listens) = (app.hub.lacks(user, id), app.hub.listens(user, id));
    if !lacks && !listens {
        return Ok(());
    }
    let place = members::one(&mut app.store.read().await?, id, user).await?;
    match place {
        Some(_) if lacks => publish::added_here(app, user, id).await,
        None if listens => {
            publish::removed_here(app, user, id);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Somebody has said at another node how they want to be told; what holds now is in the store.
async fn settings(app: &App, user: UserId, id: ConversationId) -> Result<()> {
    if !app.hub.listens(user, id) {
        return Ok(());
    }
    if let Some(said) = settings::of(&mut app.store.read().await?, id, user).await? {
        publish::settings_here(app, user, id, said);
    }
    Ok(())
}

async fn typing(app: &App, memory: &mut Memory, (id, user): (ConversationId, UserId)) -> Result<()> {
    if app.hub.standing(id) == Standing::Absent {
        return Ok(());
    }
    let name = match memory.names.get(&user) {
        Some(name) => name.clone(),
        None => {
            let known = accounts::resolve_id(&mut app.store.read().await?, user).await?;
            let Some(known) = known else { return Ok(()) };
            memory.names.put(user, known.name.clone());
            known.name
        }
    };
    publish::typing_here(app, id, user, name);
    Ok(())
}

async fn read(app: &App, memory: &mut Memory, id: ConversationId, readers: &[(UserId, i64)]) -> Result<()> {
    if app.hub.standing(id) == Standing::Absent {
        return Ok(());
    }
    match kind(app, memory, id).await? {
        Some(kind) => publish::read_here(app, (id, kind), readers).await,
        None => Ok(()),
    }
}

async fn kind(app: &App, memory: &mut Memory, id: ConversationId) -> Result<Option<ConversationKind>> {
    if let Some(kind) = memory.kinds.get(&id) {
        return Ok(Some(*kind));
    }
    let facts = conversations::facts(&mut app.store.read().await?, id).await?;
    let kind = facts.map(|facts| facts.kind()).transpose()?;
    if let Some(kind) = kind {
        memory.kinds.put(id, kind);
    }
    Ok(kind)
}

/// Whoever notes it first tells its own sockets, and so do all other nodes that have some: once each.
async fn fully_read(app: &App, fact: FullyRead) -> Result<()> {
    if !app.hub.hears(fact.sender) {
        return Ok(());
    }
    publish::note_told(app, &[fact]).await?;
    let mut conn = app.store.read().await?;
    let facts = conversations::facts(&mut conn, fact.conversation).await?;
    let is_member = members::one(&mut conn, fact.conversation, fact.sender).await?.is_some();
    drop(conn);
    if let Some(facts) = facts.filter(|_| is_member) {
        publish::fully_read_here(app, facts.name, fact).await;
    }
    Ok(())
}
