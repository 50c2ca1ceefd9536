//! Opening a socket's ear: register first, then read, so that nothing falls between.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::Arc,
    task::{Context, Poll},
    time::{Duration, Instant},
};

use protocol::{Conversation, ConversationId, Message, ServerEvent, request::History};
use tokio::{sync::SemaphorePermit, time::timeout};

use super::{Caller, conversations, hear, messages, presence};
pub use crate::hub::{Close, Delivery};
use crate::{
    app::App,
    clock::Clock,
    domain::permission::Deed,
    error::{Error, Result},
    guard::Limit,
    hub::{Hub, Listener, Queue, Scope},
    store::{Conn, members},
};

/// Lets a socket from this address in, unless they come too often.
pub fn admit(app: &App, client: IpAddr) -> Result<()> {
    app.limits.visit(Limit::Socket, client)
}

/// A socket waits for its turn no longer than a question for its connection.
const TURN_WITHIN: Duration = Duration::from_secs(5);

/// Waits for a socket's turn to begin, which is over when this is dropped. Of ten thousand that come at once, those who wait hold
/// next to nothing: what reading a list takes, for all of them at once, would leave holes in the memory that nothing fills.
pub async fn turn(app: &App) -> Result<SemaphorePermit<'_>> {
    match timeout(TURN_WITHIN, app.beginnings.acquire()).await {
        Ok(Ok(turn)) => Ok(turn),
        Ok(Err(_)) | Err(_) => Err(Error::Unavailable { retry_after: Duration::from_secs(1) }),
    }
}

/// A registered socket; dropped, it is forgotten by the hub.
pub struct Ear {
    hub: Arc<Hub>,
    queue: Arc<Queue>,
    clock: Clock,
}

impl Ear {
    /// Hears these conversations too.
    pub(super) fn listen(&self, conversations: &[ConversationId]) {
        self.hub.listen(&self.queue, conversations.iter().copied());
    }

    /// Appends all that is to be written to `batch`; or says why the socket is to be closed.
    pub fn poll_next(
        &self,
        context: &mut Context<'_>,
        batch: &mut Vec<Arc<Delivery>>,
    ) -> Poll<Result<(), Close>> {
        self.queue.poll_next(context, batch)
    }

    /// Ready when the socket is to be closed, whatever waits to be written.
    pub fn poll_closed(&self, context: &Context<'_>) -> Poll<()> {
        self.queue.poll_closed(context)
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        self.hub.disconnect(&self.queue);
        if self.queue.listener().scope != Scope::Aside {
            self.hub.depart(self.queue.listener().user, Instant::now(), self.clock.now());
        }
    }
}

pub(super) fn register(app: &App, caller: &Caller, scope: Scope) -> Ear {
    let queue = app.hub.connect(Listener { user: caller.id(), session: caller.session, scope });
    if scope != Scope::Aside {
        presence::arrive(app, caller);
    }
    Ear { hub: Arc::clone(&app.hub), queue, clock: app.clock.clone() }
}

/// Everything that the caller may hear, and what they have at this moment. What happened before it is not among what
/// waits in the queue.
pub async fn to_everything(app: &App, caller: &Caller) -> Result<(Ear, Vec<Conversation>)> {
    listen(app, caller, Scope::User).await
}

/// The same for somebody who does not look: they do not count as here because of it.
pub async fn aside(app: &App, caller: &Caller) -> Result<(Ear, Vec<Conversation>)> {
    listen(app, caller, Scope::Aside).await
}

async fn listen(app: &App, caller: &Caller, scope: Scope) -> Result<(Ear, Vec<Conversation>)> {
    let ear = register(app, caller, scope);
    // One turn for all that is asked: whoever hears already and waits for the list would be given more than it can hold.
    let mut conn = app.store.read_long().await?;
    let entered = members::conversations(&mut conn, caller.id()).await?;
    ear.listen(&entered);
    let list = read(app, caller, &ear, (conn, &entered)).await?;
    Ok((ear, list))
}

/// The list of somebody whose socket listens to these conversations.
pub(super) async fn read(
    app: &App,
    caller: &Caller,
    ear: &Ear,
    (mut conn, entered): (Conn, &[ConversationId]),
) -> Result<Vec<Conversation>> {
    // One statement, and so one moment; the names that a chat without a name is called by may be a moment younger.
    let mut list = conversations::all(&mut conn, caller.id()).await?;
    for id in app.hub.settle(&ear.queue, list.iter().map(|line| (line.id, line.version))) {
        if let Some(line) = conversations::line(&mut conn, caller.id(), id).await? {
            list.iter_mut().filter(|one| one.id == id).for_each(|one| one.clone_from(&line));
        }
    }
    drop(conn);
    if ear.queue.listener().scope != Scope::Aside {
        presence::meet(app, caller.id(), &mut list);
    }
    let known: HashMap<ConversationId, i64> = list.iter().map(|line| (line.id, line.version)).collect();
    // They are told last that they are out of it, and may have been taken in again when this socket listened already.
    let mut doubtful = ear.queue.skip(|id| known.get(&id).copied());
    doubtful.extend(entered.iter().filter(|id| !known.contains_key(id)));
    for id in doubtful {
        // Whoever put them out of it may have looked for this socket before it listened.
        app.hub.unlisten(&ear.queue, id);
        // And whoever took them in again, after it did.
        hear::membership(app, caller.id(), id).await?;
    }
    Ok(list)
}

/// One conversation, with its newest page, newest first, and the conversation as it was at that moment.
pub async fn to_one(
    app: &App,
    caller: &Caller,
    id: ConversationId,
) -> Result<(Ear, Conversation, Vec<Message>)> {
    let mut conn = app.store.read().await?;
    conversations::known(&mut conn, id, caller.id(), Deed::Read).await?;
    drop(conn);
    let (ear, line) = begin_one(app, caller, id).await?;
    let page = messages::history(app, caller, id, &History::default()).await?;
    Ok((ear, line, page))
}

/// A socket that hears one conversation, and what that is like. The page that is read after it has all up to that version; of
/// what is newer it may have an edit and not have a message that is older than the edit, so that the messages say what is news.
pub(super) async fn begin_one(app: &App, caller: &Caller, id: ConversationId) -> Result<(Ear, Conversation)> {
    let ear = register(app, caller, Scope::Conversation(id));
    ear.listen(&[id]);
    // Now that a removal would close the socket.
    let line = conversations::one(app, caller, id).await?;
    // What is missed is on the page.
    app.hub.settle(&ear.queue, [(id, line.version)]);
    ear.queue.skip(|_| Some(line.version));
    Ok((ear, line))
}

/// The first frame of our own socket.
pub fn hello(app: &App, caller: &Caller, conversations: Vec<Conversation>) -> ServerEvent {
    ServerEvent::Hello {
        epoch: app.epoch,
        now: app.clock.now(),
        user: caller.user.clone(),
        session_id: caller.session,
        conversations,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    #[tokio::test]
    async fn few_begin_at_once_and_each_one_who_is_done_makes_place() {
        let app = App::for_tests(Config::defaults().unwrap()).await;
        let mut turns = Vec::new();
        while let Ok(turn) = timeout(Duration::from_millis(50), turn(&app)).await {
            turns.push(turn.unwrap());
        }
        assert!((1..16).contains(&turns.len()), "{}", turns.len());
        turns.pop();
        assert!(turn(&app).await.is_ok());
    }
}
