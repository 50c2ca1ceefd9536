//! Everything comes to rest, and is compared: what was sent ([`Ledger`](crate::ledger::Ledger)), what is stored
//! ([`truth`]), what clients hold and what a client without a cache is told ([`compare`]).

pub(crate) mod compare;
pub(crate) mod truth;

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use futures_util::{StreamExt, stream};
use protocol::UserId;
use tokio::time::sleep;

use self::{compare::Finding, truth::Truth};
use crate::{
    amend::Amend,
    cli::Row,
    client::{self, Client, Model},
    hold,
    population::Population,
    tally::{Broken, Count},
    world::World,
};

/// All clients must have come to rest by then.
const REST: Duration = Duration::from_mins(1);
/// A deed whose client has gone may still wait for the database; nothing must happen for so long.
const CALM: Duration = Duration::from_secs(2);
/// What a lost hint swallowed must have come by then: some sweeps.
const SWEEPS: Duration = Duration::from_secs(15);
/// News of a removal reach every node within 5 s (design, section 4), on a machine that has nothing else to do; whoever is told
/// for ever is still found.
const GRACE: Duration = Duration::from_secs(20);

/// Waits for rest and compares everything with everything. The weather is calm.
pub(crate) async fn all(world: &World, population: &Population) -> anyhow::Result<()> {
    comes_to_rest(world, population).await;
    let (amends, truth) = calm_truth(world, population).await?;
    for (name, rows) in &truth.broken {
        world.tally.broken(Broken::Fault, format!("verify: {name} is broken by {rows} rows"));
    }
    for (id, room) in &truth.rooms {
        tell(world, "stored", compare::stored(*id, room));
    }
    let sent = world.ledger.sent();
    tell(world, "sent", compare::sent(&truth, &sent));
    tell(world, "changed", compare::amended(&truth, &sent, &amends));
    holds_what_is_stored(world, population, &truth).await;
    equals_fresh_state(world, population, &truth).await;
    world.ledger.settles(compare::settled(&truth));
    for client in &population.clients {
        heard_what_was_theirs(world, client);
    }
    told_once(world);
    world.tally.one(Count::Checks);
    Ok(())
}

/// `fully_read` goes forward, is told once and is told at all. Between nodes it goes by hints, which may come late or
/// never: whoever comes over from the other node may have been told there.
fn told_once(world: &World) {
    if world.nodes.len() > 1 {
        return;
    }
    let mut counts = vec![
        (Count::FullyReadAgain, Broken::Doubled, "told again"),
        (Count::FullyReadLate, Broken::Disorder, "told after a newer one"),
    ];
    if !may_lose_reads(world) {
        counts.push((Count::FullyReadUntold, Broken::Lost, "never told"));
    }
    for (count, broken, what) in counts {
        let times = world.tally.of(count);
        if times > 0 {
            world.tally.broken(broken, format!("fully_read was {what} {times} times"));
        }
    }
}

async fn comes_to_rest(world: &World, population: &Population) {
    let until = Instant::now() + REST;
    let restless = |client: &&Arc<Client>| {
        let waiting = hold(&client.outbox).len();
        waiting > 0 || !hold(&client.model).at_rest()
    };
    while population.clients.iter().any(|client| restless(&client)) && Instant::now() < until {
        sleep(Duration::from_millis(50)).await;
    }
    for client in population.clients.iter().filter(restless) {
        let waiting = hold(&client.outbox).len();
        let about = hold(&client.model).restless();
        let what = format!("{} does not come to rest, {waiting} in its outbox, {about}", client.label);
        world.tally.broken(Broken::Lost, what);
    }
}

/// What is stored when nothing happens any more, and what had become of the wishes before it was read: one that is answered
/// later than that may be missing from it.
async fn calm_truth(world: &World, population: &Population) -> anyhow::Result<(Vec<Amend>, Truth)> {
    let until = Instant::now() + REST;
    let mut before = BTreeMap::new();
    loop {
        let amends = world.ledger.amends();
        let truth = Truth::read(&world.database, &population.conversations).await?;
        let versions = truth.versions();
        if versions == before || Instant::now() >= until {
            return Ok((amends, truth));
        }
        before = versions;
        sleep(CALM).await;
    }
}

/// What came by no event must come by the sweep.
async fn holds_what_is_stored(world: &World, population: &Population, truth: &Truth) {
    let until = Instant::now() + SWEEPS;
    let wrong = |client: &Client| compare::held(&hold(&client.model), truth);
    while Instant::now() < until && population.clients.iter().any(|client| !wrong(client).is_empty()) {
        sleep(Duration::from_millis(250)).await;
    }
    for client in &population.clients {
        tell_client(world, client, wrong(client));
    }
}

/// What each person's client would be told without a cache.
async fn fresh(world: &World, population: &Population) -> BTreeMap<UserId, Model> {
    let mut accounts: BTreeMap<UserId, &Arc<Client>> = BTreeMap::new();
    for client in &population.clients {
        accounts.entry(client.account.id).or_insert(client);
    }
    let asking = accounts.into_iter().enumerate().map(|(n, (id, client))| async move {
        let model = client::fresh(world, client, n % world.nodes.len()).await;
        (id, client.label.clone(), model)
    });
    let all: Vec<_> = stream::iter(asking).buffer_unordered(8).collect().await;
    let mut fresh = BTreeMap::new();
    for (id, label, model) in all {
        match model {
            Ok(mut model) => {
                world.report(&format!("a fresh {label}"), &mut model);
                fresh.insert(id, model);
            }
            Err(error) => world.tally.broken(Broken::Fault, format!("a fresh {label}: {error:#}")),
        }
    }
    fresh
}

/// State + events = fresh state. A reading is not answered, and what comes of it is told a moment later: what differs is
/// looked at again.
async fn equals_fresh_state(world: &World, population: &Population, truth: &Truth) {
    for last in [false, false, false, false, true] {
        let fresh = fresh(world, population).await;
        let differing = population.clients.iter().filter_map(|client| {
            let fresh = fresh.get(&client.account.id)?;
            let model = hold(&client.model);
            let (mut lists, reads) = (compare::fresh(&model, fresh), compare::reads(&model, fresh));
            lists.extend(compare::calls(&model, fresh, truth));
            let differs = !lists.is_empty() || !reads.is_empty() || compare::untold(&model, fresh) > 0;
            drop(model);
            differs.then_some((client, lists, reads))
        });
        let differing: Vec<_> = differing.collect();
        if differing.is_empty() {
            return;
        }
        if !last {
            sleep(Duration::from_secs(1)).await;
            continue;
        }
        for client in &population.clients {
            let untold =
                fresh.get(&client.account.id).map_or(0, |fresh| compare::untold(&hold(&client.model), fresh));
            world.tally.add(Count::FullyReadUntold, u64::try_from(untold).unwrap_or_default());
        }
        for (client, lists, reads) in differing {
            tell_client(world, client, lists);
            if may_lose_reads(world) {
                world.tally.add(Count::StaleReads, u64::try_from(reads.len()).unwrap_or_default());
            } else {
                tell_client(world, client, reads);
            }
        }
    }
}

fn heard_what_was_theirs(world: &World, client: &Client) {
    let grace = if world.nodes.len() > 1 { GRACE } else { Duration::ZERO };
    let mut model = hold(&client.model);
    let heard = std::mem::take(&mut model.heard);
    let leaks = compare::leaks(model.me, &heard, &world.ledger.memberships(), grace);
    drop(model);
    tell_client(world, client, leaks);
}

/// A read position travels once and is repaired at the next `hello`: where hints or the database are cut, some are late.
fn may_lose_reads(world: &World) -> bool {
    let cuts = [Row::E14, Row::F5].iter().any(|row| world.arguments.plays(*row));
    world.nodes.len() > 1 || (cuts && !world.arguments.is_sqlite())
}

fn tell_client(world: &World, client: &Client, findings: Vec<Finding>) {
    for (what, id, detail) in findings {
        let trail = id.map(|id| hold(&client.model).trail.about(id)).unwrap_or_default();
        let place = id.map(|id| id.to_string()).unwrap_or_default();
        world.tally.broken(what, format!("{} in {place}: {detail}{trail}", client.label));
    }
}

fn tell(world: &World, whence: &str, findings: Vec<Finding>) {
    for (what, id, detail) in findings {
        let place = id.map(|id| id.to_string()).unwrap_or_default();
        world.tally.broken(what, format!("{whence} in {place}: {detail}"));
    }
}
