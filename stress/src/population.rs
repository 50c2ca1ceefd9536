//! The people, their conversations and their devices.

use std::sync::Arc;

use futures_util::{StreamExt, TryStreamExt, stream};
use protocol::ConversationId;
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};
use tokio::task::JoinHandle;

use crate::{
    client::{Client, Nature, live},
    people::{self, Account},
    world::World,
};

/// Devices of one person in the crowd; the server allows ten sockets, and the check needs one.
const DEVICES: usize = 8;

/// A group whose members come and go.
pub(crate) struct Club {
    /// Which.
    pub(crate) id: ConversationId,
    /// Anybody may join.
    pub(crate) public: bool,
    /// Who never leaves.
    pub(crate) owner: Arc<Account>,
}

/// Everybody, and where they talk.
pub(crate) struct Population {
    /// Those who talk.
    pub(crate) people: Vec<Arc<Account>>,
    /// Where people come and go.
    pub(crate) clubs: Vec<Club>,
    /// Where everybody who talks is a member.
    pub(crate) square: ConversationId,
    /// Where the crowd listens, and the first of the people speaks.
    pub(crate) stadium: Option<ConversationId>,
    /// All conversations.
    pub(crate) conversations: Vec<ConversationId>,
    /// All devices.
    pub(crate) clients: Vec<Arc<Client>>,
}

impl Population {
    /// Makes accounts and conversations.
    pub(crate) async fn settle(world: &World, rng: &mut StdRng) -> anyhow::Result<Self> {
        let people = accounts(world, "P", usize::from(world.arguments.people)).await?;
        let crowd = usize::from(world.arguments.crowd);
        let fans = accounts(world, "Fan", crowd.div_ceil(DEVICES)).await?;
        let mut all = Vec::new();
        for (one, other) in people.iter().zip(people.iter().skip(1)) {
            let id = people::chat(world, one, None, &[other]).await?;
            found(world, id, [one, other]);
            all.push(id);
        }
        for n in 0..3 {
            let some = sample(&people[1..], people.len() / 2, rng);
            let id = people::chat(world, &people[0], Some(&format!("Round {n}")), &refer(&some)).await?;
            found(world, id, some.iter().chain([&people[0]]));
            all.push(id);
        }
        let square = people::chat(world, &people[0], Some("Square"), &refer(&people[1..])).await?;
        found(world, square, &people);
        let mut clubs = Vec::new();
        for n in 0..4 {
            clubs.push(club(world, &people, n, rng).await?);
        }
        let mut stadium = None;
        if !fans.is_empty() {
            let id = people::chat(world, &people[0], Some("Stadium"), &refer(&fans)).await?;
            found(world, id, fans.iter().chain([&people[0]]));
            stadium = Some(id);
        }
        all.push(square);
        all.extend(clubs.iter().map(|club: &Club| club.id).chain(stadium));
        let clients = clients(world, &people, &fans, crowd);
        Ok(Self { people, clubs, square, stadium, conversations: all, clients })
    }

    /// Lets all devices live.
    pub(crate) fn live(&self, world: &Arc<World>, rng: &mut StdRng) -> Vec<JoinHandle<()>> {
        let one =
            |client: &Arc<Client>| tokio::spawn(live(Arc::clone(world), Arc::clone(client), rng.random()));
        self.clients.iter().map(one).collect()
    }
}

async fn accounts(world: &World, name: &str, count: usize) -> anyhow::Result<Vec<Arc<Account>>> {
    let making = (0..count).map(|n| people::account(world, format!("{name}{n}")));
    stream::iter(making).buffered(4).map_ok(Arc::new).try_collect().await
}

async fn club(world: &World, people: &[Arc<Account>], n: usize, rng: &mut StdRng) -> anyhow::Result<Club> {
    let owner = Arc::clone(&people[n % people.len()]);
    let others: Vec<_> = people.iter().filter(|person| person.id != owner.id).cloned().collect();
    let some = sample(&others, others.len() / 2, rng);
    let public = n.is_multiple_of(2);
    let kind = if public { "public" } else { "private" };
    let id = people::group(world, &owner, kind, &refer(&some)).await?;
    found(world, id, some.iter().chain([&owner]));
    Ok(Club { id, public, owner })
}

fn clients(world: &World, people: &[Arc<Account>], fans: &[Arc<Account>], crowd: usize) -> Vec<Arc<Client>> {
    let client = |label, account: &Arc<Account>, nature| {
        Arc::new(Client::new(label, Arc::clone(account), nature, world.began))
    };
    let mut clients = Vec::new();
    for (n, person) in people.iter().enumerate() {
        for device in 0..=n % 3 {
            clients.push(client(format!("{}.{device}", person.name), person, Nature::Talker));
        }
    }
    for n in 0..crowd {
        let fan = &fans[n / DEVICES];
        clients.push(client(format!("{}.{}", fan.name, n % DEVICES), fan, Nature::Crowd));
    }
    clients
}

fn sample(people: &[Arc<Account>], count: usize, rng: &mut StdRng) -> Vec<Arc<Account>> {
    people.sample(rng, count.max(1)).cloned().collect()
}

fn refer(people: &[Arc<Account>]) -> Vec<&Account> {
    people.iter().map(AsRef::as_ref).collect()
}

/// They are members from the beginning.
fn found<'a>(world: &World, id: ConversationId, who: impl IntoIterator<Item = &'a Arc<Account>>) {
    for person in who {
        world.ledger.witness((id, person.id, 0, true), world.began.elapsed());
    }
}
