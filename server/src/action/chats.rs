//! Chats: conversations in which every member writes.

use std::{collections::HashMap, slice, sync::Arc};

use protocol::{
    Chat, ChatType, Conversation, ConversationId, ConversationKind, Member, Role, User, UserId,
    request::{CreateChat, Rename},
};

use super::{Caller, complete, conversations, people, publish, titles};
use crate::{
    app::App,
    domain::{
        name::Name,
        permission::{self, Deed},
    },
    error::{Error, Result},
    guard::Limit,
    store::{
        Conn, Tx, conversations as store,
        conversations::NewConversation,
        known,
        members::{self, JoinedAt, Joining},
    },
};

/// What is answered to the making of a chat: the chat, and whether it is new.
pub type Made = (Chat, bool);

/// Makes a chat, or finds the personal chat that is there already.
pub async fn create(app: &Arc<App>, caller: &Caller, wish: &CreateChat) -> Result<Made> {
    app.limits.count(Limit::Create, caller.id())?;
    let mut conn = app.store.read_long().await?;
    let others = people::others(&mut conn, caller.id(), &wish.participants).await?;
    drop(conn);
    if others.is_empty() {
        return Err(Error::Malformed("Not enough participants".into()));
    }
    let (id, new) = match wish.chat_type {
        ChatType::Personal => personal(app, caller, others).await?,
        ChatType::Group => {
            let name = wish.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
            let name = name.map(|name| Name::parse("name", name)).transpose()?;
            let wish = Making { kind: ConversationKind::GroupChat, name, pair: None, others };
            (make(app, caller, wish).await?.ok_or_else(gone)?, true)
        }
    };
    Ok((one(app, caller, id).await?, new))
}

async fn personal(app: &Arc<App>, caller: &Caller, others: Vec<User>) -> Result<(ConversationId, bool)> {
    let [other] = &others[..] else {
        let message = "A personal chat is between two people";
        return Err(Error::invalid("participants", "too_many", message));
    };
    let pair = (caller.id(), other.id);
    let mut conn = app.store.read().await?;
    if let Some(id) = store::personal(&mut conn, pair.0, pair.1).await? {
        return Ok((id, false));
    }
    drop(conn);
    let wish = Making { kind: ConversationKind::PersonalChat, name: None, pair: Some(pair), others };
    if let Some(id) = make(app, caller, wish).await? {
        return Ok((id, true));
    }
    // Somebody was faster.
    let mut conn = app.store.read().await?;
    Ok((store::personal(&mut conn, pair.0, pair.1).await?.ok_or_else(gone)?, false))
}

fn gone() -> Error {
    Error::not_found(conversations::MISSING)
}

/// A conversation to be made, with its first members beside the caller.
pub(super) struct Making {
    pub(super) kind: ConversationKind,
    pub(super) name: Option<Name>,
    pub(super) pair: Option<(UserId, UserId)>,
    pub(super) others: Vec<User>,
}

/// Makes it and tells its members; `None` when the pair has one already.
pub(super) async fn make(app: &Arc<App>, caller: &Caller, wish: Making) -> Result<Option<ConversationId>> {
    let (app_of_deed, creator) = (Arc::clone(app), caller.id());
    complete(app, async move {
        let app = app_of_deed;
        let new = NewConversation {
            id: app.clock.id(),
            kind: wish.kind,
            name: wish.name.as_ref().map(Name::as_str),
            pair: wish.pair,
            creator,
            created_at: app.clock.now(),
        };
        let mut tx = app.store.begin().await?;
        if !store::insert(&mut tx, &new).await? {
            return Ok(None);
        }
        settle(&mut tx, &new, &wish.others).await?;
        tx.commit().await?;
        let members: Vec<UserId> = wish.others.iter().map(|other| other.id).chain([creator]).collect();
        publish::added(&app, &members, new.id).await;
        Ok(Some(new.id))
    })
    .await
}

/// The first members: the creator owns it, but for a personal chat, which nobody does.
async fn settle(tx: &mut Tx, new: &NewConversation<'_>, others: &[User]) -> Result<()> {
    let own = if new.kind == ConversationKind::PersonalChat { Role::Member } else { Role::Owner };
    let creator = Joining { user: new.creator, role: own };
    let others = others.iter().map(|other| Joining { user: other.id, role: Role::Member });
    let all: Vec<Joining> = std::iter::once(creator).chain(others).collect();
    let count = i64::try_from(all.len()).unwrap_or_default();
    store::raise(tx, new.id, count, count).await?;
    members::join(tx, new.id, all.into_iter().zip(1..), JoinedAt { time: new.created_at, last_seq: 0 }).await
}

/// The caller's chats, the liveliest first.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Chat>> {
    let mut tx = app.store.snapshot().await?;
    let mut lines = conversations::all(&mut tx, caller.id()).await?;
    app.hub.mark_online(&mut lines);
    let mut members: HashMap<ConversationId, Vec<Member>> = HashMap::new();
    for (id, member) in members::of_list(&mut tx, caller.id(), true).await? {
        members.entry(id).or_default().push(member);
    }
    let chats = lines.into_iter().filter(|line| line.kind.is_chat()).map(|line| {
        let of_line = members.remove(&line.id).unwrap_or_else(|| pair(caller, &line));
        chat(line, of_line)
    });
    Ok(chats.collect())
}

/// The members of a personal chat, of which its line says everything: the slowest of the others is the other one.
fn pair(caller: &Caller, line: &Conversation) -> Vec<Member> {
    let member = |id, name: &str, read_seq| Member {
        id,
        name: name.to_owned(),
        role: Role::Member,
        read_seq: Some(read_seq),
    };
    let mut members = vec![member(caller.id(), &caller.user.name, line.read_seq)];
    members.extend(line.peer.as_ref().map(|peer| member(peer.id, &peer.name, line.read_watermark)));
    members.sort_by_key(|member| member.id);
    members
}

/// One of them.
pub async fn one(app: &App, caller: &Caller, id: ConversationId) -> Result<Chat> {
    let mut tx = app.store.snapshot().await?;
    let mut line = line(&mut tx, caller, id).await?;
    app.hub.mark_online(slice::from_mut(&mut line));
    let members = members::all(&mut tx, id).await?;
    Ok(chat(line, members))
}

async fn line(conn: &mut Conn, caller: &Caller, id: ConversationId) -> Result<Conversation> {
    let line = conversations::line(conn, caller.id(), id).await?;
    line.filter(|line| line.kind.is_chat()).ok_or_else(gone)
}

/// The caller leaves a group chat.
pub async fn leave(app: &Arc<App>, caller: &Caller, id: ConversationId) -> Result<()> {
    app.limits.count(Limit::Join, caller.id())?;
    line(&mut *app.store.snapshot().await?, caller, id).await?;
    super::members::leave(app, caller.id(), id).await?;
    Ok(())
}

/// The caller puts somebody out of a group chat.
pub async fn remove(app: &Arc<App>, caller: &Caller, id: ConversationId, who: UserId) -> Result<Chat> {
    app.limits.count(Limit::Lead, caller.id())?;
    known(app, caller, id, Deed::Remove).await?;
    super::members::remove(app, caller.id(), id, who).await?;
    one(app, caller, id).await
}

/// The caller calls a group chat something else.
pub async fn rename(app: &Arc<App>, caller: &Caller, id: ConversationId, wish: &Rename) -> Result<Chat> {
    app.limits.count(Limit::Lead, caller.id())?;
    known(app, caller, id, Deed::Rename).await?;
    titles::rename(app, caller.id(), id, Name::parse("name", &wish.name)?).await?;
    one(app, caller, id).await
}

/// Whether it is a chat to which the caller may do this.
async fn known(app: &App, caller: &Caller, id: ConversationId, deed: Deed) -> Result<()> {
    let found = known::to(&mut app.store.read().await?, id, caller.id()).await?;
    let (facts, role) = found.ok_or_else(gone)?;
    let kind = facts.kind()?;
    if !kind.is_chat() {
        return Err(gone());
    }
    permission::may(deed, kind, role, conversations::MISSING)
}

fn chat(line: Conversation, members: Vec<Member>) -> Chat {
    let personal = line.kind == ConversationKind::PersonalChat;
    Chat {
        id: line.id,
        created_at: line.created_at,
        chat_type: if personal { ChatType::Personal } else { ChatType::Group },
        name: (!personal).then(|| line.title.clone()),
        unread_count: line.unread_count(),
        title: line.title,
        participants: members.iter().map(|member| member.id).collect(),
        members,
        presence: line.presence,
        last_message: line.last_message,
        last_seq: line.last_seq,
        read_seq: line.read_seq,
        read_watermark: line.read_watermark,
        read_by_some: line.read_by_some,
        unread_mentions: line.unread_mentions,
        settings: line.settings,
        version: line.version,
    }
}
