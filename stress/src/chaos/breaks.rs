//! Servers that die and are asked to die, databases and brokers that are gone for a while.

use std::time::Duration;

use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use tokio::time::sleep;

use super::Hints;
use crate::{
    cli::Row,
    node::Node,
    proxy::Proxy,
    tally::{Broken, Count},
    world::World,
};

/// A server that cannot reach its database must have said so by then.
const UNREADY: Duration = Duration::from_secs(7);

/// What stands between the servers and what they need.
pub(crate) struct Lines {
    /// Before PostgreSQL.
    pub(crate) database: Option<Proxy>,
    /// The broker, and what stands before it.
    pub(crate) hints: Hints,
}

impl Lines {
    /// What can break.
    pub(super) fn rows(&self) -> Vec<Row> {
        // Being killed is the commonest.
        let mut rows = vec![Row::F2, Row::F2, Row::F9];
        if self.database.is_some() {
            rows.extend([Row::E14, Row::F5]);
        }
        rows
    }
}

/// Breaks one thing, and mends it.
pub(super) async fn one(world: &World, lines: &Lines, row: Row, rng: &mut StdRng) -> anyhow::Result<()> {
    let Some(node) = world.nodes.choose(rng) else { return Ok(()) };
    match row {
        Row::F9 => is_stopped(world, node, rng).await,
        Row::F5 => lines.hints.break_one(world, rng).await,
        Row::E14 => match &lines.database {
            Some(proxy) => is_cut_off(world, proxy, rng).await,
            None => Ok(()),
        },
        _ => is_killed(world, node, rng).await,
    }
}

/// F2. Sometimes again while it comes up.
async fn is_killed(world: &World, node: &Node, rng: &mut StdRng) -> anyhow::Result<()> {
    for _ in 0..rng.random_range(1..3) {
        node.kill().await?;
        world.tally.one(Count::Kills);
        sleep(Duration::from_millis(rng.random_range(0..1_200))).await;
        node.start(&world.http).await?;
        sleep(Duration::from_millis(rng.random_range(0..800))).await;
    }
    Ok(())
}

/// F9.
async fn is_stopped(world: &World, node: &Node, rng: &mut StdRng) -> anyhow::Result<()> {
    if let Some(wrong) = node.stop().await? {
        world.tally.broken(Broken::Fault, wrong);
    }
    world.tally.one(Count::Stops);
    sleep(Duration::from_millis(rng.random_range(0..500))).await;
    node.start(&world.http).await
}

/// E14.
async fn is_cut_off(world: &World, proxy: &Proxy, rng: &mut StdRng) -> anyhow::Result<()> {
    let time = Duration::from_millis(rng.random_range(300..12_000));
    proxy.cut();
    world.tally.one(Count::Cuts);
    if time > UNREADY {
        sleep(UNREADY).await;
        for node in &world.nodes {
            if node.is_ready(&world.http).await {
                let what = format!("{} is ready {UNREADY:?} after its database went", node.address());
                world.tally.broken(Broken::Fault, what);
            }
        }
    }
    sleep(time.saturating_sub(UNREADY)).await;
    proxy.mend();
    sleep(Duration::from_millis(500)).await;
    Ok(())
}
