//! Two nodes, and how they tell each other.

use e2e::{Actor, Database, Live, Nats, Options, Server, World};
use protocol::{ConversationId, ServerEvent};

/// Two nodes on one database.
pub(crate) struct Pair {
    /// One of them, where people register.
    pub(crate) world: World,
    /// The other one.
    pub(crate) other: Server,
    /// What they tell each other by, if not by the database.
    pub(crate) nats: Option<Nats>,
}

impl Pair {
    /// Two nodes that tell each other by the database. None where there is no PostgreSQL, which CI does not let pass.
    pub(crate) async fn by_notify() -> Option<Self> {
        Some(Self::start(Database::postgres().await?, None).await)
    }

    /// Two nodes that tell each other by NATS. None where there is no PostgreSQL or no NATS.
    pub(crate) async fn by_nats() -> Option<Self> {
        let nats = Nats::start().await?;
        Some(Self::start(Database::postgres().await?, Some(nats)).await)
    }

    async fn start(database: Database, nats: Option<Nats>) -> Self {
        let options = options(nats.as_ref());
        let world = World::new(database, options.clone()).await;
        let other = world.node(options).await;
        for server in [&world.server, &other] {
            server.says("connected to the other nodes").await;
        }
        Self { world, other, nats }
    }

    /// Two people, the second of them connected to the other node.
    pub(crate) async fn people(&self, names: [&str; 2]) -> [Actor; 2] {
        let [one, other] = self.world.people(names).await;
        let other = other.at_node(&self.other);
        [one, other]
    }

    /// A chat of two, both listening, each at their own node.
    pub(crate) async fn chat(&self) -> (ConversationId, [Actor; 2], [Live; 2]) {
        let [alice, bob] = self.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let lives = [alice.live().await, bob.live().await];
        (chat, [alice, bob], lives)
    }
}

fn options(nats: Option<&Nats>) -> Options {
    // All nodes accept each other's tokens.
    let mut options = Options::env(&[("MESSENGER_SECRET", "c0ffee11c0ffee22c0ffee33c0ffee44")]);
    options.env.extend(nats.map(|nats| ("NATS_URL", nats.url())));
    options
}

/// Tells a story, unless there is nothing to tell it with; CI has everything.
pub(crate) async fn tell<F: Future<Output = ()>>(pair: Option<Pair>, story: impl FnOnce(Pair) -> F) {
    match pair {
        Some(pair) => story(pair).await,
        None => assert!(
            std::env::var("CI").is_err(),
            "PostgreSQL (TEST_POSTGRES_URL) or nats-server is missing; scripts/test sees to both"
        ),
    }
}

/// The version of a change, if that is what it is.
pub(crate) fn version(event: &ServerEvent) -> Option<i64> {
    match event {
        ServerEvent::Change(change) => Some(change.version),
        _ => None,
    }
}

/// Stories of two nodes, each told over LISTEN and NOTIFY and over NATS.
macro_rules! of_two_nodes {
    ($(async fn $name:ident($pair:ident: Pair) $body:block)*) => {
        $(async fn $name($pair: $crate::pair::Pair) $body)*

        mod notify {
            $(#[tokio::test]
            async fn $name() {
                $crate::pair::tell($crate::pair::Pair::by_notify().await, super::$name).await;
            })*
        }

        mod nats {
            $(#[tokio::test]
            async fn $name() {
                $crate::pair::tell($crate::pair::Pair::by_nats().await, super::$name).await;
            })*
        }
    };
}
pub(crate) use of_two_nodes;
