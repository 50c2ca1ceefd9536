//! People who say everything twenty times, drop their lines together, come and go.

use std::{sync::Arc, time::Duration};

use futures_util::future::join_all;
use protocol::{ConversationId, Message, route};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use serde_json::json;
use tokio::time::sleep;
use uuid::Uuid;

use super::amends;
use crate::{
    cli::Row,
    client::Nature,
    people::{self, Account, surely},
    population::Population,
    tally::{Broken, Count},
    whim,
    world::{Storm, World},
};

/// Tries of one message at once (F1).
const TRIES: usize = 20;

/// Does one thing.
pub(super) async fn one(
    world: &Arc<World>,
    population: &Population,
    row: Row,
    rng: &mut StdRng,
) -> anyhow::Result<()> {
    match row {
        Row::F1 => parallel(world, population, rng).await,
        Row::F3 => storm(world, population, rng).await,
        Row::F8 => in_the_middle(world, population, rng).await,
        Row::F10 => amends::one(world, population, rng).await,
        _ => comes_or_goes(world, population, rng).await,
    }
}

/// F1: the same message from many sides at once, and once more later.
async fn parallel(world: &World, population: &Population, rng: &mut StdRng) -> anyhow::Result<()> {
    let Some(author) = population.people.choose(rng) else { return Ok(()) };
    let stream = format!("{} in parallel", author.name);
    let (id, text) = world.ledger.draft(author.id, population.square, (&stream, ""));
    let body = json!({ "chat_id": population.square, "client_id": id, "text": text });
    let tries = (0..TRIES).map(|n| people::post(world, n, &author.token, (route::SEND, &body)));
    let mut answers: Vec<_> = join_all(tries).await.into_iter().filter_map(Result::ok).collect();
    answers.push(surely(world, &author.token, route::SEND, &body).await?);
    world.tally.one(Count::Parallel);
    let mut new = 0;
    for answer in answers.into_iter().filter(|answer| [200, 201].contains(&answer.status)) {
        new += u32::from(answer.status == 201);
        let message: Message = serde_json::from_value(answer.body)?;
        world.ledger.acked(id, (message.id, message.seq, message.version), &world.tally);
    }
    if new > 1 {
        world.tally.broken(Broken::Doubled, format!("“{text}” was new {new} times"));
    }
    Ok(())
}

/// Somebody speaks for a while where they may.
pub(super) async fn chats(world: &World, population: &Population, rng: &mut StdRng) -> anyhow::Result<()> {
    sleep(Duration::from_millis(rng.random_range(0..300))).await;
    let Some(client) = population.clients.choose(rng).filter(|client| client.nature == Nature::Talker) else {
        return Ok(());
    };
    let Some(to) = whim::writable(client, rng) else { return Ok(()) };
    speech(world, &client.account, to, (rng.random_range(1..20), Duration::from_millis(10))).await
}

/// Says several things one after the other, each surely; another order would be a fault.
async fn speech(
    world: &World,
    author: &Account,
    to: ConversationId,
    (count, pause): (usize, Duration),
) -> anyhow::Result<()> {
    // No two speeches are one stream: they may be held at once.
    let stream = format!("{} in speech {}", author.name, Uuid::new_v4().simple());
    for _ in 0..count {
        let (id, text) = world.ledger.draft(author.id, to, (&stream, ""));
        let body = json!({ "chat_id": to, "client_id": id, "text": text });
        let answer = surely(world, &author.token, route::SEND, &body).await?;
        if [403, 404].contains(&answer.status) {
            // They have left meanwhile, or lost their role.
            return Ok(());
        }
        anyhow::ensure!([200, 201].contains(&answer.status), "{answer:?}");
        let message: Message = serde_json::from_value(answer.body)?;
        world.ledger.acked(id, (message.id, message.seq, message.version), &world.tally);
        world.tally.one(Count::Spoken);
        sleep(pause).await;
    }
    Ok(())
}

/// F3: the crowd drops and comes back at once while somebody speaks to it.
async fn storm(world: &World, population: &Population, rng: &mut StdRng) -> anyhow::Result<()> {
    let (Some(stadium), Some(speaker)) = (population.stadium, population.people.first()) else {
        return Ok(());
    };
    let speaking = speech(world, speaker, stadium, (rng.random_range(10..40), Duration::from_millis(10)));
    let wait = Duration::from_millis(rng.random_range(0..200));
    let dropping = async {
        sleep(wait).await;
        world.storms(Storm::Crowd);
        world.tally.one(Count::Storms);
        anyhow::Ok(())
    };
    tokio::try_join!(speaking, dropping)?;
    Ok(())
}

/// F8: those who talk connect again and again in the middle of sends.
async fn in_the_middle(world: &World, population: &Population, rng: &mut StdRng) -> anyhow::Result<()> {
    let Some(speaker) = population.people.choose(rng) else { return Ok(()) };
    let speaking = speech(world, speaker, population.square, (30, Duration::ZERO));
    let waits: Vec<u64> = (0..3).map(|_| rng.random_range(10..250)).collect();
    let dropping = async {
        for wait in waits {
            sleep(Duration::from_millis(wait)).await;
            world.storms(Storm::Talkers);
        }
        anyhow::Ok(())
    };
    tokio::try_join!(speaking, dropping)?;
    Ok(())
}

/// F11: somebody leaves a group or is put out of it, or comes to it, or gets another role in it; or it another title.
async fn comes_or_goes(world: &World, population: &Population, rng: &mut StdRng) -> anyhow::Result<()> {
    let (Some(club), Some(person)) = (population.clubs.choose(rng), population.people.choose(rng)) else {
        return Ok(());
    };
    if person.id == club.owner.id {
        return Ok(());
    }
    let (path, token, body) = match rng.random_range(0..7) {
        0 => {
            world.tally.one(Count::Leaves);
            (route::group_leave(club.id), &person.token, json!({}))
        }
        1..=3 if club.public => {
            world.tally.one(Count::Joins);
            (route::group_join(club.id), &person.token, json!({}))
        }
        1..=3 => {
            world.tally.one(Count::Joins);
            (route::group_members(club.id), &club.owner.token, json!({ "participants": [person.id] }))
        }
        4 => {
            world.tally.one(Count::Removals);
            (route::group_remove(club.id), &club.owner.token, json!({ "user_id": person.id }))
        }
        5 => {
            world.tally.one(Count::Titles);
            let name = format!("Club {}", rng.random_range(0..1_000));
            (route::group_rename(club.id), &club.owner.token, json!({ "name": name }))
        }
        _ => {
            let role = if rng.random_bool(0.6) { "admin" } else { "member" };
            (route::group_role(club.id), &club.owner.token, json!({ "user_id": person.id, "role": role }))
        }
    };
    surely(world, token, &path, &body).await?;
    Ok(())
}
