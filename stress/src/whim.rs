//! What a client does of its own accord, and how often.

use std::time::Duration;

use protocol::{ClientCommand, ConversationId, ConversationKind, Role};
use rand::{RngExt, rngs::StdRng, seq::IndexedRandom};

use crate::{cli::Row, client::Client, hold, world::World};

/// Something to do.
pub(crate) enum Whim {
    /// Drop the connection.
    Drop,
    /// Stop reading for a while.
    Deaf(Duration),
    /// Say something that is not repeated when it is lost.
    Say(ClientCommand),
    /// Write a message.
    Write(ConversationId),
}

/// Called some thirty times a second.
pub(crate) fn next(world: &World, client: &Client, rng: &mut StdRng) -> Option<Whim> {
    match rng.random_range(0..10_000) {
        0..10 => Some(Whim::Drop),
        10..16 if world.arguments.plays(Row::A13) => {
            Some(Whim::Deaf(Duration::from_millis(rng.random_range(500..12_000))))
        }
        100..500 => writable(client, rng).map(Whim::Write),
        500..700 => reading(client, rng).map(Whim::Say),
        700..750 => {
            writable(client, rng).map(|conversation_id| Whim::Say(ClientCommand::Typing { conversation_id }))
        }
        _ => None,
    }
}

/// A conversation in which a client may write, as far as it knows.
pub(crate) fn writable(client: &Client, rng: &mut StdRng) -> Option<ConversationId> {
    let model = hold(&client.model);
    let may = |kind: ConversationKind, role: Role| kind.is_chat() || role >= Role::Admin;
    let all: Vec<_> =
        model.rooms.iter().filter(|(_, room)| may(room.kind, room.role)).map(|(id, _)| *id).collect();
    all.choose(rng).copied()
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
