//! Two nodes, and how they tell each other.

use e2e::{Actor, Database, Live, Options, Server, World};
use protocol::{ConversationId, ServerEvent};

/// Two nodes on one database.
pub(crate) struct Pair {
    /// One of them, where people register.
    pub(crate) world: World,
    /// The other one.
    pub(crate) other: Server,
}

impl Pair {
    /// Starts both. None where there is no PostgreSQL, which CI does not let pass.
    pub(crate) async fn start() -> Option<Self> {
        let Some(database) = Database::postgres().await else {
            assert!(std::env::var("CI").is_err(), "TEST_POSTGRES_URL is not set; scripts/test sets it");
            return None;
        };
        let world = World::new(database, options()).await;
        let other = world.node(options()).await;
        for server in [&world.server, &other] {
            server.says("connected to the other nodes").await;
        }
        Some(Self { world, other })
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

fn options() -> Options {
    // All nodes accept each other's tokens.
    Options::env(&[("MESSENGER_SECRET", "c0ffee11c0ffee22c0ffee33c0ffee44")])
}

/// The version of a change, if that is what it is.
pub(crate) fn version(event: &ServerEvent) -> Option<i64> {
    match event {
        ServerEvent::Change(change) => Some(change.version),
        _ => None,
    }
}

/// Stories of two nodes.
macro_rules! of_two_nodes {
    ($(async fn $name:ident($pair:ident: Pair) $body:block)*) => {
        $(async fn $name($pair: $crate::pair::Pair) $body)*

        mod notify {
            $(#[tokio::test]
            async fn $name() {
                if let Some(pair) = $crate::pair::Pair::start().await {
                    super::$name(pair).await;
                }
            })*
        }
    };
}
pub(crate) use of_two_nodes;
