//! NATS core: a subject for each conversation and each user. A node hears only those that somebody listens to at it,
//! unless they are so many that it is cheaper to hear all.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Context;
use async_nats::{Client, ConnectOptions, Event, ServerAddr, Subscriber, connection::State};
use futures_util::StreamExt;
use percent_encoding::percent_decode_str;
use protocol::Epoch;
use rand::RngExt;
use tokio::{sync::mpsc, task::AbortHandle, time::sleep};

use super::{Hint, Inbox, Node, Topic, Topics, batch, dropped, link::Link, said};
use crate::config::Secret;

/// Subjects that a node subscribes to one by one. Each costs about 8 KiB; beyond this number it hears everything, and
/// below half of it only its own again.
const MANY: usize = 4096;
/// Hints taken at once.
const BATCH: usize = 1024;
/// Between two tries to reach it, at most.
const RETRY: Duration = Duration::from_secs(2);
/// What is not connected after this long is said to be away.
const SOON: Duration = Duration::from_secs(2);
/// What a subscription holds until it is taken.
const CAPACITY: usize = 1024;

const HINT: &str =
    "NATS_URL cannot be read: nats://user:password@host:4222, or several with commas between them";

/// A NATS that may be away.
pub(super) struct Nats {
    client: Client,
    link: Arc<Mutex<Link>>,
    prefix: String,
}

/// Begins to connect, and goes on for ever. Fails only for an address that can never be one.
pub(super) async fn connect(url: &Secret, epoch: Epoch, inbox: &Inbox) -> anyhow::Result<Nats> {
    let servers: Result<Vec<ServerAddr>, _> = url.reveal().split(',').map(|one| one.trim().parse()).collect();
    let servers = servers.context(HINT)?;
    let link = Arc::new(Mutex::new(Link::new("nats")));
    let (link_of_events, inbox) = (Arc::clone(&link), inbox.clone());
    let options = credentials(&servers)
        .name("messenger-server")
        .no_echo()
        .retry_on_initial_connect()
        .max_reconnects(None)
        .connection_timeout(Duration::from_secs(5))
        .ping_interval(Duration::from_secs(10))
        .subscription_capacity(CAPACITY)
        .reconnect_delay_callback(delay)
        .event_callback(move |event| {
            tell(&link_of_events, &inbox, &event);
            std::future::ready(())
        });
    let client = options.connect(servers).await.context(HINT)?;
    // Two databases on one NATS do not hear each other.
    Ok(Nats { client, link, prefix: format!("messenger.{}", epoch.uuid().simple()) })
}

/// Name and password as they stand in the address; what would mean something else there is written as `%40`.
fn credentials(servers: &[ServerAddr]) -> ConnectOptions {
    let plain = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
    let of = |server: &ServerAddr| Some((plain(server.username()?), server.password().map(plain)));
    match servers.iter().find_map(of) {
        Some((name, Some(password))) => ConnectOptions::with_user_and_password(name, password),
        // A name alone is a token.
        Some((token, None)) => ConnectOptions::with_token(token),
        None => ConnectOptions::new(),
    }
}

/// At once when a connection that worked is lost; then longer each time, and never the same for two nodes.
fn delay(tries: usize) -> Duration {
    let whole = Duration::from_millis(50).saturating_mul(1 << tries.min(10)).min(RETRY);
    if tries <= 1 { Duration::ZERO } else { whole.mul_f64(rand::rng().random_range(0.5..1.0)) }
}

fn tell(link: &Mutex<Link>, inbox: &Inbox, event: &Event) {
    // Nothing here panics half-way through a change.
    let mut link = link.lock().unwrap_or_else(PoisonError::into_inner);
    match event {
        Event::Connected => {
            link.up();
            inbox.back();
        }
        Event::Disconnected | Event::Closed => link.down(event),
        // Why a try has failed; later ones are not said again.
        Event::ClientError(why) if !link.is_up() => link.down(why),
        Event::SlowConsumer(_) => dropped(1),
        other => tracing::debug!(event = %other, "NATS"),
    }
}

impl Nats {
    /// Says what waits, for ever. What cannot be said at once is dropped: it would be old when it could.
    pub(super) async fn speak(self: Arc<Self>, node: Node, mut outbox: mpsc::Receiver<Hint>) {
        let mut hints = Vec::with_capacity(BATCH);
        while outbox.recv_many(&mut hints, BATCH).await > 0 {
            let distinct = batch::distinct(&hints);
            hints.clear();
            if self.client.connection_state() != State::Connected {
                dropped(distinct.len());
                continue;
            }
            said(distinct.len());
            for (topic, hints) in by_topic(&distinct) {
                for payload in batch::pack(node, &hints) {
                    if self.client.publish(self.subject(topic), payload.into()).await.is_err() {
                        dropped(hints.len());
                    }
                }
            }
        }
    }

    /// Says once that NATS is away, when it is so at the start.
    pub(super) async fn mind_the_start(self: Arc<Self>) {
        sleep(SOON).await;
        if self.client.connection_state() != State::Connected {
            self.link.lock().unwrap_or_else(PoisonError::into_inner).down(&"NATS does not answer");
        }
    }

    /// Hears what is wanted here, as that changes.
    pub(super) async fn follow(self: Arc<Self>, inbox: Inbox, mut topics: Topics) {
        let mut following =
            Following { nats: self, inbox, wanted: HashSet::new(), heard: HashMap::new(), all: None };
        following.change(vec![(Topic::Presence, true)]).await;
        while let Some(changes) = topics.recv().await {
            following.change(changes).await;
        }
    }

    fn subject(&self, topic: Topic) -> String {
        match topic {
            Topic::Conversation(id) => format!("{}.c.{}", self.prefix, id.uuid().simple()),
            Topic::User(id) => format!("{}.u.{}", self.prefix, id.uuid().simple()),
            Topic::Presence => format!("{}.presence", self.prefix),
        }
    }
}

/// The hints of each topic, in their order.
fn by_topic(hints: &[Hint]) -> HashMap<Topic, Vec<Hint>> {
    let mut all: HashMap<Topic, Vec<Hint>> = HashMap::new();
    for hint in hints {
        if let Some(topic) = hint.topic() {
            all.entry(topic).or_default().push(*hint);
        }
    }
    all
}

struct Following {
    nats: Arc<Nats>,
    inbox: Inbox,
    wanted: HashSet<Topic>,
    heard: HashMap<Topic, Ear>,
    all: Option<Ear>,
}

/// A subscription; dropped, it ends.
struct Ear(AbortHandle);

impl Drop for Ear {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Following {
    async fn change(&mut self, changes: Vec<(Topic, bool)>) {
        for (topic, is_wanted) in changes {
            if is_wanted {
                self.wanted.insert(topic);
            } else {
                self.wanted.remove(&topic);
                self.heard.remove(&topic);
            }
        }
        // The new way is open before the old one is shut: what comes twice does no harm.
        if self.wanted.len() > MANY || (self.all.is_some() && self.wanted.len() > MANY / 2) {
            if self.all.is_none() {
                self.all = self.hear(format!("{}.>", self.nats.prefix)).await;
            }
            self.heard.clear();
            return;
        }
        let new: Vec<Topic> =
            self.wanted.iter().filter(|topic| !self.heard.contains_key(topic)).copied().collect();
        for topic in new {
            if let Some(ear) = self.hear(self.nats.subject(topic)).await {
                self.heard.insert(topic, ear);
            }
        }
        self.all = None;
    }

    async fn hear(&self, subject: String) -> Option<Ear> {
        // Asked for while NATS is away, it begins when NATS is back.
        let subscriber = self.nats.client.subscribe(subject).await.ok()?;
        Some(Ear(tokio::spawn(take(subscriber, self.inbox.clone())).abort_handle()))
    }
}

async fn take(mut subscriber: Subscriber, inbox: Inbox) {
    while let Some(message) = subscriber.next().await {
        if let Ok(payload) = std::str::from_utf8(&message.payload) {
            inbox.put(payload);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_connection_is_tried_at_once_and_then_less_and_less_often() {
        assert_eq!(delay(1), Duration::ZERO);
        assert!((2..1_000).all(|tries| delay(tries) >= Duration::from_millis(50) && delay(tries) <= RETRY));
    }
}
