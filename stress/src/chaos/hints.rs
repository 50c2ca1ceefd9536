//! F5: hints between nodes that are dropped, held back, doubled and reordered. What carries them is cut or killed; what
//! they say may be lost, for truth is in the store.

use std::time::Duration;

use rand::{RngExt, rngs::StdRng};
use tokio::time::sleep;

use crate::{broker::Broker, gossip::Gossip, tally::Count, world::World};

/// What carries hints.
pub(crate) enum Hints {
    /// PostgreSQL: its listening connections are ended, and what it said is said again where there are several nodes.
    Postgres {
        /// Lives as long.
        _gossip: Option<Gossip>,
    },
    /// A broker of our own.
    Nats(Box<Broker>),
}

impl Hints {
    /// Breaks what carries them once, and mends it.
    pub(super) async fn break_one(&self, world: &World, rng: &mut StdRng) -> anyhow::Result<()> {
        world.tally.one(Count::Hints);
        match self {
            Self::Postgres { .. } => {
                // The connection that listens or the one that speaks; now and then all, whatever they do.
                let statement = ["listen", "listen", "pg_notify", ""][rng.random_range(0..4)];
                world.database.terminates(statement).await?;
                Ok(())
            }
            Self::Nats(broker) => {
                let time = Duration::from_millis(rng.random_range(200..6_000));
                match rng.random_range(0..3) {
                    0 => broker.is_killed_for(time).await,
                    1 => {
                        broker.proxy.cut();
                        sleep(time).await;
                        broker.proxy.mend();
                        Ok(())
                    }
                    _ => {
                        broker.proxy.stall();
                        sleep(time).await;
                        broker.proxy.mend();
                        Ok(())
                    }
                }
            }
        }
    }
}
