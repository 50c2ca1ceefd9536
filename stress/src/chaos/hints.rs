//! F5: hints between nodes that are dropped, held back, doubled and reordered. What carries them is cut or killed; what
//! they say may be lost, for truth is in the store.

use std::time::Duration;

use rand::{RngExt, rngs::StdRng};
use tokio::time::sleep;

use crate::{broker::Broker, tally::Count, world::World};

/// What carries hints.
pub(crate) enum Hints {
    /// PostgreSQL: its listening connections are ended.
    Postgres,
    /// A broker of our own.
    Nats(Box<Broker>),
}

impl Hints {
    /// Breaks what carries them once, and mends it.
    pub(super) async fn break_one(&self, world: &World, rng: &mut StdRng) -> anyhow::Result<()> {
        world.tally.one(Count::Hints);
        match self {
            Self::Postgres => {
                // The connection that listens; now and then all of them, in the middle of whatever they do.
                let statement = if rng.random_bool(0.8) { "listen" } else { "" };
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
