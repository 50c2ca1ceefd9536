//! Somebody who hears what the servers tell each other through PostgreSQL and says it again: late, twice, and so in
//! another order.

use std::time::Duration;

use rand::{RngExt, SeedableRng, rngs::StdRng};
use sqlx::{
    PgPool,
    postgres::{PgListener, PgPoolOptions},
};
use tokio::{task::JoinHandle, time::sleep};

/// Where the servers talk.
const CHANNEL: &str = "messenger";

/// Ends with this value.
pub(crate) struct Gossip(JoinHandle<()>);

impl Gossip {
    /// Begins to listen to that database.
    pub(crate) fn about(url: String, seed: u64) -> Self {
        Self(tokio::spawn(async move {
            let mut rng = StdRng::seed_from_u64(seed);
            loop {
                // Its connections are ended like all others; it comes back.
                _ = repeat_everything(&url, &mut rng).await;
                sleep(Duration::from_millis(500)).await;
            }
        }))
    }
}

impl Drop for Gossip {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn repeat_everything(url: &str, rng: &mut StdRng) -> anyhow::Result<()> {
    let pool = PgPoolOptions::new().max_connections(2).connect(url).await?;
    let mut listener = PgListener::connect(url).await?;
    listener.listen(CHANNEL).await?;
    // What was said twice is not said again, or it would never end.
    let mut repeated = std::collections::HashSet::new();
    loop {
        let payload = listener.recv().await?.payload().to_owned();
        if repeated.insert(payload.clone()) && rng.random_ratio(1, 3) {
            for _ in 0..rng.random_range(1..3) {
                later(&pool, payload.clone(), Duration::from_millis(rng.random_range(0..2_000)));
            }
        }
    }
}

fn later(pool: &PgPool, payload: String, wait: Duration) {
    let pool = pool.clone();
    tokio::spawn(async move {
        sleep(wait).await;
        // The database may be gone by then.
        _ = sqlx::query("select pg_notify($1, $2)").bind(CHANNEL).bind(payload).execute(&pool).await;
    });
}
