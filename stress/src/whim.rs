//! What a client does of its own accord, and how often.

use std::time::Duration;

use protocol::{ClientCommand, ConversationId, MessageId, Role};
use rand::{
    RngExt,
    rngs::StdRng,
    seq::{IndexedRandom, IteratorRandom},
};
use uuid::Uuid;

use crate::{
    amend::{Amend, Deed, Outcome, SIGNS},
    cli::Row,
    client::{Client, room::Room},
    hold,
    ledger::Page,
    world::World,
};

/// Something to do.
pub(crate) enum Whim {
    /// Drop the connection.
    Drop,
    /// Stop reading for a while.
    Deaf(Duration),
    /// Say something that is not repeated when it is lost.
    Say(ClientCommand),
    /// Write a message.
    Write(Page),
    /// Change one that is there.
    Amend(Amend),
    /// Go away for a while.
    Sleep(Duration),
}

/// Called some thirty times a second.
pub(crate) fn next(world: &World, client: &Client, rng: &mut StdRng) -> Option<Whim> {
    match rng.random_range(0..10_000) {
        0..10 => Some(Whim::Drop),
        10..16 if world.arguments.plays(Row::A13) => {
            Some(Whim::Deaf(Duration::from_millis(rng.random_range(500..12_000))))
        }
        16..22 if world.arguments.plays(Row::F10) => {
            Some(Whim::Sleep(Duration::from_millis(rng.random_range(1_000..20_000))))
        }
        100..500 => Some(Whim::Write(page(world, client, rng)?)),
        500..700 => reading(client, rng).map(Whim::Say),
        700..750 => {
            writable(client, rng).map(|conversation_id| Whim::Say(ClientCommand::Typing { conversation_id }))
        }
        750..1_050 if world.arguments.plays(Row::F10) => amend(world, client, rng).map(Whim::Amend),
        _ => None,
    }
}

const fn may_write(room: &Room) -> bool {
    room.kind.is_chat() || matches!(room.role, Role::Admin | Role::Owner)
}

/// A conversation in which a client may write, as far as it knows.
pub(crate) fn writable(client: &Client, rng: &mut StdRng) -> Option<ConversationId> {
    let model = hold(&client.model);
    model.rooms.iter().filter(|(_, room)| may_write(room)).map(|(id, _)| *id).choose(rng)
}

/// A message: some answer another one, some call somebody.
fn page(world: &World, client: &Client, rng: &mut StdRng) -> Option<Page> {
    let conversation = writable(client, rng)?;
    let reply_to = hold(&client.model)
        .rooms
        .get(&conversation)
        .filter(|_| rng.random_ratio(1, 5))
        .and_then(|room| recent(room, rng).map(|(id, ..)| id));
    Some(Page { conversation, reply_to, calling: calling(world, rng) })
}

/// The end of a text: nobody, somebody who may be there, or everybody.
pub(crate) fn calling(world: &World, rng: &mut StdRng) -> String {
    if !world.arguments.plays(Row::F10) {
        return String::new();
    }
    match rng.random_range(0..10) {
        0..3 => format!(" @P{}", rng.random_range(0..world.arguments.people)),
        3 => " @all".to_owned(),
        _ => String::new(),
    }
}

/// One of the last messages that are held, mostly; whether it is the client's own, and gone.
fn recent(room: &Room, rng: &mut StdRng) -> Option<(MessageId, bool, bool)> {
    let among = if rng.random_bool(0.9) { 20 } else { 500 };
    let held = room.messages.values().rev().take(among).choose(rng)?;
    Some((held.id, held.mine, held.deleted))
}

/// What a client may want of a message that it holds; now and then more than it may.
pub(crate) fn amend(world: &World, client: &Client, rng: &mut StdRng) -> Option<Amend> {
    let model = hold(&client.model);
    let (&conversation, room) = model.rooms.iter().choose(rng)?;
    let (message, mine, deleted) = recent(room, rng)?;
    let deed = match rng.random_range(0..10) {
        0..3 if mine && may_write(room) && !deleted => {
            let (said, calling) = (Uuid::new_v4().simple(), calling(world, rng));
            Deed::Edit(format!("{} corrects {said}.{calling}", client.label))
        }
        3 if mine || rng.random_ratio(1, 10) => Deed::Delete,
        _ => Deed::React { emoji: SIGNS.choose(rng)?, set: rng.random_bool(0.6) },
    };
    Some(Amend { conversation, message, by: model.me, deed, outcome: Outcome::Open })
}

/// Mostly up to the end, sometimes only half the way.
fn reading(client: &Client, rng: &mut StdRng) -> Option<ClientCommand> {
    let model = hold(&client.model);
    let unread: Vec<_> = model.rooms.iter().filter(|(_, room)| room.last_seq > room.read_seq).collect();
    let (id, room) = *unread.choose(rng)?;
    let half = i64::midpoint(room.read_seq, room.last_seq);
    let seq = if rng.random_bool(0.8) { room.last_seq } else { half };
    Some(ClientCommand::Read { conversation_id: *id, seq, request_id: None })
}
