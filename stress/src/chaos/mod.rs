//! What goes wrong: things that break ([`breaks`]), people who come and go and say everything twice ([`churn`]) and
//! who change what was said ([`amends`]), and the
//! power that is cut ([`power`]).

mod amends;
mod breaks;
mod churn;
mod hints;
mod power;

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::future::try_join_all;
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use tokio::time::sleep;

pub(crate) use self::{breaks::Lines, hints::Hints};
use crate::{cli::Row, population::Population, world::World};

/// Speakers over HTTP, where no pace holds them back.
const SPEAKERS: u64 = 4;

/// Lets things go wrong for a while. When it returns, everything that broke is whole again.
pub(crate) async fn rage(
    world: &Arc<World>,
    (population, lines): (&Population, &Lines),
    seed: u64,
    time: Duration,
) -> anyhow::Result<()> {
    let until = Instant::now() + time;
    let [mut one, mut other, mut third] = [0, 1, 2].map(|n| StdRng::seed_from_u64(seed + n));
    let breaking = async {
        let rows = rows(world, lines.rows());
        // The first thing is the commonest one, however short the time.
        let mut next = rows.first().copied();
        while let Some(pause) = pause(&rows, &mut one, until, 200..3_000) {
            sleep(pause).await;
            if let Some(row) = next {
                breaks::one(world, lines, row, &mut one).await?;
            }
            next = rows.choose(&mut one).copied();
        }
        anyhow::Ok(())
    };
    let churning = async {
        let rows = rows(world, vec![Row::F1, Row::F3, Row::F8, Row::F10, Row::F11]);
        while let Some(pause) = pause(&rows, &mut other, until, 50..700) {
            sleep(pause).await;
            if let Some(row) = rows.choose(&mut other) {
                churn::one(world, population, *row, &mut other).await?;
            }
        }
        anyhow::Ok(())
    };
    let cutting = async {
        let rows = rows(world, if world.arguments.is_sqlite() { vec![Row::F12] } else { Vec::new() });
        while let Some(pause) = pause(&rows, &mut third, until, 1_000..6_000) {
            sleep(pause).await;
            power::is_cut(world, population).await?;
        }
        anyhow::Ok(())
    };
    let mut chances: Vec<StdRng> = (0..SPEAKERS).map(|n| StdRng::seed_from_u64(seed + 3 + n)).collect();
    let chattering = try_join_all(chances.iter_mut().map(|rng| async move {
        while Instant::now() < until {
            churn::chats(world, population, rng).await?;
        }
        anyhow::Ok(())
    }));
    tokio::try_join!(breaking, churning, cutting, chattering)?;
    sleep(until.saturating_duration_since(Instant::now())).await;
    Ok(())
}

fn rows(world: &World, rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().filter(|row| world.arguments.plays(*row)).collect()
}

/// How long to wait before the next thing; none when there is nothing to do or no time left for it.
fn pause(rows: &[Row], rng: &mut StdRng, until: Instant, millis: std::ops::Range<u64>) -> Option<Duration> {
    let pause = Duration::from_millis(rng.random_range(millis));
    (!rows.is_empty() && Instant::now() + pause < until).then_some(pause)
}
