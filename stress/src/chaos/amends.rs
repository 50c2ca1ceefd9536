//! F10: people who change what was written, over HTTP and until they are answered; and owners who hand over.

use std::{sync::Arc, time::Duration};

use protocol::{Message, RequestId, route};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use serde_json::{Value, json};
use tokio::time::sleep;
use uuid::Uuid;

use crate::{
    amend::{Amend, Deed, Outcome},
    client::{Client, Nature},
    http::Answer,
    people::surely,
    population::Population,
    tally::Count,
    whim,
    world::World,
};

/// Does one thing.
pub(super) async fn one(world: &World, population: &Population, rng: &mut StdRng) -> anyhow::Result<()> {
    if rng.random_ratio(1, 8) {
        return hands_over(world, population, rng).await;
    }
    let talkers: Vec<&Arc<Client>> =
        population.clients.iter().filter(|client| client.nature == Nature::Talker).collect();
    for _ in 0..rng.random_range(1..12) {
        let Some(client) = talkers.choose(rng) else { return Ok(()) };
        if let Some(amend) = whim::amend(world, client, rng) {
            is_amended(world, client, amend).await?;
        }
    }
    Ok(())
}

async fn is_amended(world: &World, client: &Client, amend: Amend) -> anyhow::Result<()> {
    let request = RequestId::from(Uuid::new_v4());
    let message = route::message(amend.message);
    let (path, body): (String, Value) = match &amend.deed {
        Deed::Edit(text) => (format!("{message}/edit"), json!({ "text": text })),
        Deed::Delete => (format!("{message}/delete"), json!({})),
        Deed::React { emoji, set } => (format!("{message}/reactions"), json!({ "emoji": emoji, "set": set })),
    };
    world.ledger.wants(request, amend);
    let answer = surely(world, &client.account.token, &path, &body).await?;
    let outcome = outcome(answer)?;
    world.ledger.amended(request, outcome);
    world.tally.one(if matches!(outcome, Outcome::Done(_)) { Count::Amended } else { Count::Declined });
    Ok(())
}

/// What an answer says of a wish.
fn outcome(answer: Answer) -> anyhow::Result<Outcome> {
    Ok(match answer.status {
        200 => Outcome::Done(serde_json::from_value::<Message>(answer.body)?.version),
        400..500 if answer.tries == 1 => Outcome::Refused,
        // An earlier try may have done it.
        _ => Outcome::Open,
    })
}

/// An owner hands a group over, and is handed it back.
async fn hands_over(world: &World, population: &Population, rng: &mut StdRng) -> anyhow::Result<()> {
    let (Some(club), Some(person)) = (population.clubs.choose(rng), population.people.choose(rng)) else {
        return Ok(());
    };
    if person.id == club.owner.id {
        return Ok(());
    }
    let path = route::group_role(club.id);
    let handed = json!({ "user_id": person.id, "role": "owner" });
    surely(world, &club.owner.token, &path, &handed).await?;
    world.tally.one(Count::HandOvers);
    sleep(Duration::from_millis(rng.random_range(0..500))).await;
    // Where it was refused, so is this.
    let back = json!({ "user_id": club.owner.id, "role": "owner" });
    surely(world, &person.token, &path, &back).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_refused_at_the_first_try_was_not_done_and_of_a_later_one_nobody_knows() {
        let said = |tries, status| outcome(Answer { tries, status, body: Value::Null }).unwrap();
        assert_eq!([403, 404, 422].map(|status| said(1, status)), [Outcome::Refused; 3]);
        assert_eq!([said(2, 403), said(2, 404), said(1, 500)], [Outcome::Open; 3]);
    }
}
