//! Changing what was written: its author edits it, it is taken back, people put signs to it. Each is one version of its
//! conversation, and is told as the message as it is now.

use std::sync::Arc;

use protocol::{
    ClientId, ConversationId, Message, MessageId, Role, Timestamp, UserId,
    event::{Change, Changed},
    limits::{REACTIONS, REACTIONS_OF_ONE},
};

use super::{Caller, calling, complete, messages::mark_read, publish};
use crate::{
    app::App,
    domain::{
        editing,
        emoji::Emoji,
        permission::{self, Deed},
        text::Text,
    },
    error::{Error, Result},
    guard::Limit,
    hub::News,
    store::{
        Tx, amend,
        conversations::{self, Facts},
        members, mentions, messages,
        reactions::{self, At},
    },
};

const MISSING: &str = "Message not found";

fn missing() -> Error {
    Error::not_found(MISSING)
}

/// Which message is meant.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// Where the caller believes it to be, if they say so.
    pub conversation: Option<ConversationId>,
    /// Which.
    pub message: MessageId,
}

/// One message, if the caller may read it.
pub async fn one(app: &App, caller: &Caller, id: MessageId) -> Result<Message> {
    let mut tx = app.store.snapshot().await?;
    let (facts, message, _) = look(&mut tx, caller.id(), Target { conversation: None, message: id }).await?;
    permitted(&mut tx, &facts, caller.id(), Deed::Read).await?;
    let mut page = [message];
    mark_read(&mut tx, &facts, &mut page).await?;
    let [message] = page;
    Ok(message)
}

/// Its author says something else.
pub async fn edit(app: &Arc<App>, caller: &Caller, target: Target, text: &str) -> Result<Message> {
    app.limits.count(Limit::Amend, caller.id())?;
    let text = Text::parse(text)?.into_string();
    let mut open = open(app, caller, target).await?;
    let role = open.permitted(Deed::Write).await?;
    editing::may(&open.message, open.caller, open.now)?;
    let changed = open.message.text != text;
    if changed {
        let asked = (open.id(), open.facts.kind()?, role);
        let called = calling::find(&mut open.tx, asked, &text).await?;
        let at = open.raise().await?;
        amend::edit(&mut open.tx, at, &text, open.now).await?;
        mentions::set(&mut open.tx, at.conversation, at.seq, &called).await?;
    }
    finish(app, open, changed).await
}

/// Takes a message back: one's own, or, by those who lead, anybody's. What is gone already stays gone.
pub async fn delete(app: &Arc<App>, caller: &Caller, target: Target) -> Result<Message> {
    app.limits.count(Limit::Amend, caller.id())?;
    let mut open = open(app, caller, target).await?;
    let own = open.message.sender_id == open.caller;
    open.permitted(if own { Deed::Read } else { Deed::Moderate }).await?;
    let changed = !open.message.deleted;
    if changed {
        let at = open.raise().await?;
        amend::delete(&mut open.tx, at, open.now).await?;
    }
    finish(app, open, changed).await
}

/// Whether a sign shall be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// It shall.
    Put,
    /// It shall not.
    Taken,
    /// It shall be the other way round.
    Toggled,
}

impl From<bool> for Wanted {
    fn from(set: bool) -> Self {
        if set { Self::Put } else { Self::Taken }
    }
}

/// Puts a sign to a message, or takes it away.
pub async fn react(
    app: &Arc<App>,
    caller: &Caller,
    target: Target,
    emoji: &str,
    wanted: Wanted,
) -> Result<Message> {
    app.limits.count(Limit::Amend, caller.id())?;
    let emoji = Emoji::parse(emoji)?;
    let mut open = open(app, caller, target).await?;
    open.permitted(Deed::React).await?;
    let there = open.message.reactions.iter().find(|one| one.emoji == emoji.as_str());
    let is_mine = there.is_some_and(|one| one.mine);
    let put = match wanted {
        Wanted::Put => true,
        Wanted::Taken => false,
        Wanted::Toggled => !is_mine,
    };
    let changed = put != is_mine;
    if changed && put {
        open.has_room(there.is_some())?;
        let at = open.raise().await?;
        reactions::put(&mut open.tx, at, emoji.as_str(), open.caller, open.now).await?;
    } else if changed {
        let at = open.raise().await?;
        reactions::take(&mut open.tx, at, emoji.as_str(), open.caller).await?;
    }
    finish(app, open, changed).await
}

/// A message that is being changed: its conversation is locked until the transaction ends.
struct Open {
    tx: Tx,
    facts: Facts,
    message: Message,
    caller: UserId,
    now: Timestamp,
}

async fn open(app: &App, caller: &Caller, target: Target) -> Result<Open> {
    let mut tx = app.store.begin().await?;
    let (facts, ..) = look(&mut tx, caller.id(), target).await?;
    conversations::lock(&mut tx, facts.id.into()).await?;
    // Again, now that it cannot change.
    let (facts, message, _) = look(&mut tx, caller.id(), target).await?;
    Ok(Open { tx, facts, message, caller: caller.id(), now: app.clock.now() })
}

/// Finds the message, whoever asks, where it is said to be.
async fn look(tx: &mut Tx, caller: UserId, target: Target) -> Result<(Facts, Message, ClientId)> {
    let stored = messages::by_id(tx, target.message).await?.ok_or_else(missing)?;
    let id = ConversationId::from(stored.conversation_id);
    if target.conversation.is_some_and(|claimed| claimed != id) {
        return Err(missing());
    }
    let client_id = stored.client_id.into();
    let facts = conversations::facts(tx, id).await?.ok_or_else(missing)?;
    let message = messages::seen_by(tx, caller, vec![stored]).await?.pop().ok_or_else(missing)?;
    Ok((facts, message, client_id))
}

async fn permitted(tx: &mut Tx, facts: &Facts, user: UserId, deed: Deed) -> Result<Role> {
    let role = members::one(tx, facts.id.into(), user).await?.map(|place| place.role);
    permission::may(deed, facts.kind()?, role, MISSING)?;
    role.ok_or_else(missing)
}

impl Open {
    fn id(&self) -> ConversationId {
        self.facts.id.into()
    }

    async fn permitted(&mut self, deed: Deed) -> Result<Role> {
        permitted(&mut self.tx, &self.facts, self.caller, deed).await
    }

    /// One more sign may be put to it.
    fn has_room(&self, is_there: bool) -> Result<()> {
        let reactions = &self.message.reactions;
        let too_many = |message| Err(Error::invalid("emoji", "too_many", message));
        if self.message.deleted {
            return Err(editing::deleted());
        }
        if reactions.iter().filter(|one| one.mine).count() >= REACTIONS_OF_ONE {
            return too_many("You have put enough reactions to this message");
        }
        if !is_there && reactions.len() >= REACTIONS {
            return too_many("This message has enough different reactions");
        }
        Ok(())
    }

    /// Counts one change.
    async fn raise(&mut self) -> Result<At> {
        let conversation = self.id();
        let raised = conversations::raise(&mut self.tx, conversation, 1, 0).await?;
        Ok(At { conversation, seq: self.message.seq, version: raised.version })
    }
}

/// Commits and tells, to the end, even when whoever asked for it goes away; returns the message as the caller sees it.
async fn finish(app: &Arc<App>, mut open: Open, changed: bool) -> Result<Message> {
    if !changed {
        return Ok(open.message);
    }
    let app_of_deed = Arc::clone(app);
    complete(app, async move {
        let app = app_of_deed;
        let (id, caller) = (open.id(), open.caller);
        let target = Target { conversation: Some(id), message: open.message.id };
        let (facts, mut message, client_id) = look(&mut open.tx, caller, target).await?;
        mark_read(&mut open.tx, &facts, std::slice::from_mut(&mut message)).await?;
        let signs = reactions::signs(&mut open.tx, id, std::slice::from_ref(&message)).await?;
        open.tx.commit().await?;
        // Its author's sockets know it by this.
        let told = Message { client_id: Some(client_id), ..message.clone() };
        let change = Change {
            conversation_id: id,
            version: message.version,
            changed: Changed::Message { message: told },
        };
        let signs = signs.into_iter().map(|sign| (sign.user, sign.emoji)).collect();
        publish::change(&app, News { change, signs });
        Ok(message)
    })
    .await
}
