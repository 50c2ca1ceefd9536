//! Groups: broadcast conversations, public or private, in which the owner and the admins post.

use std::{collections::HashMap, sync::Arc};

use protocol::{
    Conversation, ConversationId, ConversationKind, Group, GroupType, Member, Role, Settings, Timestamp,
    UserId,
    limits::QUERY_CHARS,
    request::{AddMembers, CreateGroup, Rename, SetRole},
};

use super::{Caller, chats, conversations, members, people, titles};
use crate::{
    app::App,
    domain::{
        name::Name,
        permission::{self, Deed},
    },
    error::{Error, Result},
    guard::Limit,
    store::{
        Conn,
        conversations::{self as store, Facts},
        members as places,
    },
};

/// Groups that the directory shows at once.
const DIRECTORY: i64 = 50;

const MISSING: &str = "Group not found";

fn missing() -> Error {
    Error::not_found(MISSING)
}

/// A group's row, if that is what it is and the caller may do this to it.
async fn known(
    conn: &mut Conn,
    caller: &Caller,
    id: ConversationId,
    deed: Deed,
) -> Result<(Facts, Option<Role>)> {
    let facts = store::facts(conn, id).await?.ok_or_else(missing)?;
    let kind = facts.kind()?;
    if !kind.is_group() {
        return Err(missing());
    }
    let role = places::one(conn, id, caller.id()).await?.map(|place| place.role);
    permission::may(deed, kind, role, MISSING)?;
    Ok((facts, role))
}

/// Makes a group.
pub async fn create(app: &Arc<App>, caller: &Caller, wish: &CreateGroup) -> Result<Group> {
    app.limits.count(Limit::Create, caller.id())?;
    let name = Name::parse("name", &wish.name)?;
    let mut conn = app.store.read_long().await?;
    let others = people::others(&mut conn, caller.id(), &wish.participants).await?;
    drop(conn);
    let wish = chats::Making { kind: wish.group_type.into(), name: Some(name), pair: None, others };
    let id = chats::make(app, caller, wish).await?.ok_or_else(missing)?;
    one(app, caller, id).await
}

/// The caller's groups, the liveliest first.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Group>> {
    let mut tx = app.store.snapshot().await?;
    let lines = conversations::all(&mut tx, caller.id()).await?;
    let members = places::of_list(&mut tx, caller.id(), false).await?;
    let mut participants: HashMap<ConversationId, Vec<UserId>> = HashMap::new();
    for (id, member) in members {
        participants.entry(id).or_default().push(member.id);
    }
    let creators: HashMap<_, _> = places::creators(&mut tx, caller.id()).await?.into_iter().collect();
    let mut groups = Vec::new();
    for line in lines.into_iter().filter(|line| line.kind.is_group()) {
        let creator = creators.get(&line.id).copied().ok_or_else(missing)?;
        let of_line = participants.remove(&line.id).unwrap_or_default();
        groups.push(group(line, creator, of_line));
    }
    Ok(groups)
}

/// One group: all of it for a member, its name and size for somebody who may join.
pub async fn one(app: &App, caller: &Caller, id: ConversationId) -> Result<Group> {
    let mut tx = app.store.snapshot().await?;
    let (facts, role) = known(&mut tx, caller, id, Deed::Know).await?;
    if role.is_none() {
        return outline(&facts);
    }
    let line = conversations::line(&mut tx, caller.id(), id).await?.ok_or_else(missing)?;
    let members = places::ids(&mut tx, id).await?;
    Ok(group(line, facts.creator_id.into(), members))
}

/// The members of a group, for one of them. Who has read what is shown to those who post.
pub async fn people(app: &App, caller: &Caller, id: ConversationId) -> Result<Vec<Member>> {
    let mut tx = app.store.snapshot().await?;
    let (_, role) = known(&mut tx, caller, id, Deed::Read).await?;
    let mut members = places::all(&mut tx, id).await?;
    if role < Some(Role::Admin) {
        for member in members.iter_mut().filter(|member| member.id != caller.id()) {
            member.read_seq = None;
        }
    }
    Ok(members)
}

/// Public groups whose name contains the words, the largest first; the caller's own say so by their role.
pub async fn directory(app: &App, caller: &Caller, words: &str) -> Result<Vec<Group>> {
    if words.chars().count() > QUERY_CHARS {
        let message = format!("A search has at most {QUERY_CHARS} characters");
        return Err(Error::invalid("query", "too_long", message));
    }
    // Without words it is the same for all, and stands on a page.
    if !words.trim().is_empty() {
        app.limits.count(Limit::Search, caller.id())?;
    }
    if words.contains('\0') {
        return Ok(Vec::new());
    }
    let mut tx = app.store.snapshot().await?;
    let mut groups = Vec::new();
    for facts in store::directory(&mut tx, &words.trim().to_lowercase(), DIRECTORY).await? {
        let place = places::one(&mut tx, facts.id.into(), caller.id()).await?;
        groups.push(Group { role: place.map(|place| place.role), ..outline(&facts)? });
    }
    Ok(groups)
}

/// The caller becomes a member.
pub async fn join(app: &Arc<App>, caller: &Caller, id: ConversationId) -> Result<Group> {
    app.limits.count(Limit::Join, caller.id())?;
    let mut conn = app.store.read().await?;
    known(&mut conn, caller, id, Deed::Join).await?;
    drop(conn);
    let user = protocol::User { id: caller.id(), name: caller.user.name.clone() };
    members::add(app, caller.id(), id, Deed::Join, vec![user]).await?;
    one(app, caller, id).await
}

/// The caller leaves. Tells whether the group can still be seen.
pub async fn leave(app: &Arc<App>, caller: &Caller, id: ConversationId) -> Result<GroupType> {
    app.limits.count(Limit::Join, caller.id())?;
    let mut conn = app.store.read().await?;
    known(&mut conn, caller, id, Deed::Leave).await?;
    drop(conn);
    Ok(group_type(members::leave(app, caller.id(), id).await?))
}

/// The caller adds people.
pub async fn add(app: &Arc<App>, caller: &Caller, id: ConversationId, wish: &AddMembers) -> Result<Group> {
    app.limits.count(Limit::Lead, caller.id())?;
    let mut conn = app.store.read_long().await?;
    known(&mut conn, caller, id, Deed::Invite).await?;
    let who = people::others(&mut conn, caller.id(), &wish.participants).await?;
    drop(conn);
    if who.is_empty() {
        return Err(Error::Malformed("Not enough participants".into()));
    }
    members::add(app, caller.id(), id, Deed::Invite, who).await?;
    one(app, caller, id).await
}

/// The caller gives a member another role.
pub async fn appoint(app: &Arc<App>, caller: &Caller, id: ConversationId, wish: SetRole) -> Result<Group> {
    app.limits.count(Limit::Lead, caller.id())?;
    let mut conn = app.store.read().await?;
    known(&mut conn, caller, id, Deed::Appoint).await?;
    drop(conn);
    members::appoint(app, caller.id(), id, wish.user_id, wish.role).await?;
    one(app, caller, id).await
}

/// The caller puts somebody out.
pub async fn remove(app: &Arc<App>, caller: &Caller, id: ConversationId, who: UserId) -> Result<Group> {
    app.limits.count(Limit::Lead, caller.id())?;
    let mut conn = app.store.read().await?;
    known(&mut conn, caller, id, Deed::Remove).await?;
    drop(conn);
    members::remove(app, caller.id(), id, who).await?;
    one(app, caller, id).await
}

/// The caller calls it something else.
pub async fn rename(app: &Arc<App>, caller: &Caller, id: ConversationId, wish: &Rename) -> Result<Group> {
    app.limits.count(Limit::Lead, caller.id())?;
    let mut conn = app.store.read().await?;
    known(&mut conn, caller, id, Deed::Rename).await?;
    drop(conn);
    titles::rename(app, caller.id(), id, Name::parse("name", &wish.name)?).await?;
    one(app, caller, id).await
}

const fn group_type(kind: ConversationKind) -> GroupType {
    match kind {
        ConversationKind::PublicGroup => GroupType::Public,
        _ => GroupType::Private,
    }
}

fn group(line: Conversation, creator_id: UserId, participants: Vec<UserId>) -> Group {
    Group {
        id: line.id,
        created_at: line.created_at,
        group_type: group_type(line.kind),
        creator_id,
        role: Some(line.role),
        member_count: line.member_count,
        participants,
        unread_count: line.unread_count(),
        name: line.title,
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

/// What somebody sees who has not joined.
fn outline(facts: &Facts) -> Result<Group> {
    Ok(Group {
        id: facts.id.into(),
        name: facts.name.clone().unwrap_or_default(),
        created_at: Timestamp::from_millis(facts.created_at),
        group_type: group_type(facts.kind()?),
        creator_id: facts.creator_id.into(),
        role: None,
        member_count: facts.member_count,
        participants: Vec::new(),
        last_message: None,
        unread_count: 0,
        last_seq: 0,
        read_seq: 0,
        read_watermark: 0,
        read_by_some: 0,
        unread_mentions: 0,
        settings: Settings::default(),
        version: 0,
    })
}
