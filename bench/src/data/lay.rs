//! Writing people, sessions, conversations and messages. Ids are counted, so that a client can tell by a frame's bytes
//! which conversation it belongs to.

use anyhow::Result;
use protocol::{ConversationId, ConversationKind, Role, SessionId, Timestamp, UserId};
use server::{
    clock::Clock,
    store::{
        Store, Tx,
        conversations::NewConversation,
        seed::{self, Grown, MemberRow, MessageRow, UserRow},
        sessions::{self, NewSession},
    },
};
use uuid::Uuid;

use super::Home;

/// Rows in one statement, and messages in one transaction.
const STATEMENT: usize = 4_000;
/// Longer than any run.
const SESSION_LIVES: i64 = 24 * 60 * 60 * 1000;
/// Messages that everybody has still to read, where there are so many.
const UNREAD: i64 = 3;
/// What a laid message says.
const TEXT: &str =
    "The quick brown fox jumps over the lazy dog, and the dog, being lazy, lets it pass without a word.";

/// Somebody who is signed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    /// Who.
    pub(crate) user: UserId,
    /// On which device.
    pub(crate) session: SessionId,
}

/// What is to be there.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// How many people.
    pub(crate) people: u32,
    /// The conversations.
    pub(crate) rooms: Vec<Room>,
    /// Everybody's password as a hash; without one nobody can sign in, but all are.
    pub(crate) password_hash: Option<String>,
}

/// A conversation.
#[derive(Debug)]
pub(crate) struct Room {
    /// Its members, by their number. Two make a personal chat.
    pub(crate) members: Vec<u32>,
    /// How many messages it has had.
    pub(crate) messages: i64,
}

impl From<Vec<u32>> for Room {
    fn from(members: Vec<u32>) -> Self {
        Self { members, messages: 0 }
    }
}

/// What is there.
#[derive(Debug)]
pub(crate) struct World {
    /// Everybody, by their number.
    pub(crate) people: Vec<Person>,
}

impl World {
    /// The conversation with that number.
    pub(crate) fn room(number: u32) -> ConversationId {
        counted(ROOM, u64::from(number))
    }
}

const USER: u64 = 1;
const SESSION: u64 = 2;
const ROOM: u64 = 3;
const MESSAGE: u64 = 4;
const CLIENT: u64 = 5;

/// The id of the person with that number.
pub(crate) fn user_id(number: u32) -> UserId {
    counted(USER, u64::from(number))
}

/// A UUID of version 7 that ends with a number; its last eight digits are all of it that differ, up to 2^32.
fn counted<T: From<Uuid>>(kind: u64, number: u64) -> T {
    T::from(Uuid::from_u64_pair(0x0190_0000_0000_7000, 0x8000_0000_0000_0000 | kind << 40 | number))
}

/// The number in a conversation's id, as its text stands in a frame.
pub(crate) fn room_of(id: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(id.get(28..36)?).ok()?;
    u32::from_str_radix(digits, 16).ok()
}

impl Home {
    /// Lays it all, into an empty database.
    pub(crate) async fn lay(&self, plan: &Plan) -> Result<World> {
        let store = self.store().await?;
        let now = Clock::system().now();
        let mut tx = store.begin().await?;
        let people = lay_people(&mut tx, plan, now).await?;
        lay_rooms(&mut tx, plan, now).await?;
        tx.commit().await?;
        lay_messages(&store, plan, now).await?;
        call_indexed(&store).await?;
        store.close().await;
        Ok(World { people })
    }
}

/// Nothing that is measured looks for a message, and to index a million takes PostgreSQL longer than all that is measured: that
/// it is done is all that is laid. Else the server would begin with it beside the measuring.
async fn call_indexed(store: &Store) -> Result<()> {
    let mut tx = store.begin().await?;
    seed::call_indexed(&mut tx).await?;
    Ok(tx.commit().await?)
}

async fn lay_people(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<Vec<Person>> {
    let row = |number: u32| UserRow {
        id: user_id(number),
        name: format!("Person {number:05}"),
        email: format!("person{number}@example.com"),
        password_hash: plan.password_hash.clone().unwrap_or_default(),
        created_at: now.millis(),
        name_folded: format!("person {number:05}"),
    };
    let rows: Vec<_> = (0..plan.people).map(row).collect();
    for chunk in rows.chunks(STATEMENT) {
        seed::users(tx, chunk).await?;
    }
    let expires_at = Timestamp::from_millis(now.millis() + SESSION_LIVES);
    let mut people = Vec::with_capacity(rows.len());
    for number in 0..plan.people {
        let person = Person { user: user_id(number), session: counted(SESSION, u64::from(number)) };
        let (id, user_id) = (person.session, person.user);
        let session = NewSession { id, user_id, created_at: now, expires_at, user_agent: "bench" };
        sessions::insert(tx, &session).await?;
        people.push(person);
    }
    Ok(people)
}

async fn lay_rooms(tx: &mut Tx, plan: &Plan, now: Timestamp) -> Result<()> {
    let rooms: Vec<_> = (0..).zip(&plan.rooms).map(|(number, room)| grown(number, room, now)).collect();
    for chunk in rooms.chunks(STATEMENT) {
        seed::conversations(tx, chunk).await?;
    }
    let members: Vec<_> = (0..)
        .zip(&plan.rooms)
        .flat_map(|(number, room)| {
            let read = (room.messages - UNREAD).max(0);
            room.members
                .iter()
                .zip(1..)
                .map(move |(&user, version)| member((number, user), (read, version), now))
        })
        .collect();
    for chunk in members.chunks(STATEMENT) {
        seed::members(tx, chunk).await?;
    }
    Ok(())
}

/// In transactions of their own: a million of them would fill the log.
async fn lay_messages(store: &Store, plan: &Plan, now: Timestamp) -> Result<()> {
    let mut number = 0;
    let mut all = (0..)
        .zip(&plan.rooms)
        .flat_map(|(place, room)| (1..=room.messages).map(move |seq| (place, room.members.as_slice(), seq)));
    loop {
        let some = all.by_ref().take(STATEMENT);
        let rows: Vec<_> = some
            .map(|(place, members, seq)| {
                number += 1;
                message((place, number), members, seq, now)
            })
            .collect();
        if rows.is_empty() {
            return Ok(());
        }
        let mut tx = store.begin().await?;
        seed::messages(&mut tx, &rows).await?;
        tx.commit().await?;
    }
}

fn grown(number: u32, room: &Room, created_at: Timestamp) -> Grown<'static> {
    let pair = match room.members.as_slice() {
        &[one, other] => Some((user_id(one), user_id(other))),
        _ => None,
    };
    let kind = if pair.is_some() { ConversationKind::PersonalChat } else { ConversationKind::GroupChat };
    let name = pair.is_none().then_some("A room of the bench");
    let creator = user_id(room.members.first().copied().unwrap_or_default());
    let member_count = i64::try_from(room.members.len()).unwrap_or(i64::MAX);
    Grown {
        new: NewConversation { id: World::room(number), kind, name, pair, creator, created_at },
        member_count,
        last_seq: room.messages,
        version: member_count + room.messages,
    }
}

fn member((room, user): (u32, u32), (read_seq, version): (i64, i64), now: Timestamp) -> MemberRow {
    MemberRow {
        conversation_id: World::room(room),
        user_id: user_id(user),
        role: Role::Member,
        joined_at: now.millis(),
        read_seq,
        sent_seq: 0,
        fully_read_seq: 0,
        version,
    }
}

/// The members write in turn.
fn message((room, number): (u32, u64), members: &[u32], seq: i64, now: Timestamp) -> MessageRow {
    let turn = usize::try_from(seq).unwrap_or_default() % members.len().max(1);
    let joined = i64::try_from(members.len()).unwrap_or_default();
    MessageRow {
        id: counted(MESSAGE, number),
        conversation_id: World::room(room),
        seq,
        sender_id: user_id(members.get(turn).copied().unwrap_or_default()),
        client_id: counted(CLIENT, number),
        text: format!("{seq:09} {TEXT}"),
        created_at: now.millis(),
        version: joined + seq,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_known_by_its_id() {
        for number in [0, 1, 99, 4_000_000_000] {
            assert_eq!(room_of(World::room(number).to_string().as_bytes()), Some(number));
        }
        assert_eq!(room_of(b"short"), None);
        assert_ne!(World::room(7).uuid(), user_id(7).uuid());
    }
}
