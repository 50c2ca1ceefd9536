//! Becoming a member and ceasing to be one, by oneself or by somebody who may decide that, whatever the conversation.

use std::{cmp::Reverse, sync::Arc};

use protocol::{
    ConversationId, ConversationKind, Member, Role, User, UserId,
    event::{Change, Changed},
};

use super::{complete, publish, reads};
use crate::{
    app::App,
    domain::permission::{self, Deed},
    error::{Error, Result},
    store::{
        Tx, conversations,
        members::{self, JoinedAt, Joining, Place},
    },
};

/// A conversation that is being changed: locked until the transaction ends.
pub(super) struct Locked {
    pub(super) tx: Tx,
    pub(super) name: Option<String>,
    kind: ConversationKind,
    role: Option<Role>,
    last_seq: i64,
}

/// Locks it for somebody who may do this to it.
pub(super) async fn lock(app: &App, id: ConversationId, user: UserId, deed: Deed) -> Result<Locked> {
    let mut tx = app.store.begin().await?;
    conversations::lock(&mut tx, id).await?;
    let facts = conversations::facts(&mut tx, id).await?.ok_or_else(|| Error::not_found("Chat not found"))?;
    let role = members::one(&mut tx, id, user).await?.map(|place| place.role);
    let kind = facts.kind()?;
    // The doors have looked already: this is said only when it vanishes meanwhile.
    permission::may(deed, kind, role, if kind.is_chat() { "Chat not found" } else { "Group not found" })?;
    Ok(Locked { tx, name: facts.name, kind, role, last_seq: facts.last_seq })
}

/// Makes people members, each counted by a version of its own; those who are already stay as they are.
pub(super) async fn add(
    app: &Arc<App>,
    caller: UserId,
    id: ConversationId,
    deed: Deed,
    who: Vec<User>,
) -> Result<()> {
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let mut locked = lock(&app, id, caller, deed).await?;
        let asked: Vec<UserId> = who.iter().map(|user| user.id).collect();
        let there = members::among(&mut locked.tx, id, &asked).await?;
        let is_new = |user: &User| there.iter().all(|member| member.id != user.id);
        let who: Vec<User> = who.into_iter().filter(is_new).collect();
        let changes = join(&app, &mut locked, id, &who).await?;
        locked.tx.commit().await?;
        let new: Vec<UserId> = who.iter().map(|user| user.id).collect();
        publish::added(&app, &new, id).await;
        for change in changes {
            publish::change(&app, change);
        }
        Ok(())
    })
    .await
}

async fn join(app: &App, locked: &mut Locked, id: ConversationId, who: &[User]) -> Result<Vec<Change>> {
    let count = i64::try_from(who.len()).unwrap_or_default();
    if count == 0 {
        return Ok(Vec::new());
    }
    let raised = conversations::raise(&mut locked.tx, id, count, count).await?;
    let versions = raised.version - count + 1..;
    let joining = who.iter().map(|user| Joining { user: user.id, role: Role::Member });
    let at = JoinedAt { time: app.clock.now(), last_seq: locked.last_seq };
    members::join(&mut locked.tx, id, joining.zip(versions.clone()), at).await?;
    let changes = who.iter().zip(versions).map(|(user, version)| {
        let member = Member { id: user.id, name: user.name.clone(), role: Role::Member, read_seq: None };
        let changed = Changed::MemberJoined { member, member_count: raised.member_count };
        Change { conversation_id: id, version, changed }
    });
    Ok(changes.collect())
}

/// The caller leaves. Nothing happens when they were no member of what they may know. Tells what kind it was.
pub(super) async fn leave(app: &Arc<App>, user: UserId, id: ConversationId) -> Result<ConversationKind> {
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let mut locked = lock(&app, id, user, Deed::Leave).await?;
        let kind = locked.kind;
        if let Some(place) = members::one(&mut locked.tx, id, user).await? {
            part(&app, locked, id, (user, place)).await?;
        }
        Ok(kind)
    })
    .await
}

/// Puts somebody out.
pub(super) async fn remove(app: &Arc<App>, caller: UserId, id: ConversationId, who: UserId) -> Result<()> {
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let mut locked = lock(&app, id, caller, Deed::Remove).await?;
        if who == caller {
            return Err(Error::Conflict("Nobody removes themselves; leave instead".into()));
        }
        let place = members::one(&mut locked.tx, id, who).await?;
        let place = place.ok_or_else(|| Error::not_found("Member not found"))?;
        permission::outranks(locked.role.unwrap_or(Role::Member), place.role)?;
        part(&app, locked, id, (who, place)).await
    })
    .await
}

/// A member in that place is one no more, and all are told.
async fn part(app: &Arc<App>, mut locked: Locked, id: ConversationId, who: (UserId, Place)) -> Result<()> {
    let (user, place) = who;
    let raised = conversations::raise(&mut locked.tx, id, 1, -1).await?;
    members::leave(&mut locked.tx, id, user, app.clock.now(), raised.version).await?;
    let inherited = if place.role == Role::Owner { inherited(&mut locked, id).await? } else { Vec::new() };
    locked.tx.commit().await?;
    publish::removed(app, user, id);
    let changed = Changed::MemberLeft { user_id: user, member_count: raised.member_count };
    publish::change(app, Change { conversation_id: id, version: raised.version, changed });
    for change in inherited {
        publish::change(app, change);
    }
    if let Err(error) = reads::by_leaving(app, id, user, place.read_seq).await {
        // They learn it when they come back.
        tracing::warn!(%error, "what became fully read could not be told");
    }
    Ok(())
}

/// A chat whose owner has left goes to whoever has been in it for the longest time, so that somebody leads it.
async fn inherited(locked: &mut Locked, id: ConversationId) -> Result<Vec<Change>> {
    let members = members::all(&mut locked.tx, id).await?;
    let Some(heir) = members.iter().min_by_key(|member| Reverse(member.role)) else { return Ok(Vec::new()) };
    conversations::set_creator(&mut locked.tx, id, heir.id).await?;
    appointed(locked, id, vec![(heir.id, Role::Owner)]).await
}

/// Gives a member another role. Giving `owner` hands the conversation over: the caller stays as an admin.
pub(super) async fn appoint(
    app: &Arc<App>,
    caller: UserId,
    id: ConversationId,
    who: UserId,
    role: Role,
) -> Result<()> {
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let mut locked = lock(&app, id, caller, Deed::Appoint).await?;
        if who == caller {
            return Err(Error::Conflict(
                "Hand the group over to another member to change your own role".into(),
            ));
        }
        if members::one(&mut locked.tx, id, who).await?.is_none() {
            return Err(Error::not_found("Member not found"));
        }
        let mut new = vec![(who, role)];
        if role == Role::Owner {
            new.push((caller, Role::Admin));
            conversations::set_creator(&mut locked.tx, id, who).await?;
        }
        let changes = appointed(&mut locked, id, new).await?;
        locked.tx.commit().await?;
        for change in changes {
            publish::change(&app, change);
        }
        Ok(())
    })
    .await
}

async fn appointed(locked: &mut Locked, id: ConversationId, new: Vec<(UserId, Role)>) -> Result<Vec<Change>> {
    let mut all = Vec::with_capacity(new.len());
    for (user, role) in new {
        let raised = conversations::raise(&mut locked.tx, id, 1, 0).await?;
        members::set_role(&mut locked.tx, id, user, role, raised.version).await?;
        if let Some(member) = members::among(&mut locked.tx, id, &[user]).await?.pop() {
            let member = Member { read_seq: None, ..member };
            let changed = Changed::MemberJoined { member, member_count: raised.member_count };
            all.push(Change { conversation_id: id, version: raised.version, changed });
        }
    }
    Ok(all)
}
