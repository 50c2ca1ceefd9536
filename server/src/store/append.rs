//! The group commit: many sends in one transaction, with multi-row statements, each with an outcome of its own. Rows
//! are read, checked and counted under the lock of their conversations, so that commit order is number order.

use std::collections::HashMap;

use protocol::{ClientId, ConversationId, Message, MessageId, Timestamp, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Conn, Kind, Store,
    dialect::{rows, source, twins},
    messages,
};
use crate::{
    domain::{
        kind,
        permission::{self, Deed},
        role,
    },
    error::{Error, Result},
};

/// A message that wants to be stored.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which it will be.
    pub id: MessageId,
    /// Where.
    pub conversation_id: ConversationId,
    /// Who.
    pub sender_id: UserId,
    /// The same for every try.
    pub client_id: ClientId,
    /// What it says; already checked.
    pub text: String,
    /// What it answers.
    pub reply_to: Option<MessageId>,
    /// When.
    pub created_at: Timestamp,
}

/// What became of a draft.
#[derive(Debug)]
pub enum Outcome {
    /// It is stored, and must be told to the living. Sending counts as reading: its sender had read up to
    /// `read_before`.
    New { message: Message, read_before: i64 },
    /// It was stored before; nothing has happened.
    Repeated(Message),
    /// It may not be.
    Refused(Error),
}

#[derive(Serialize)]
struct Row<'a> {
    i: usize,
    id: MessageId,
    conversation_id: ConversationId,
    sender_id: UserId,
    client_id: ClientId,
    text: &'a str,
    reply_to: Option<MessageId>,
    created_at: i64,
    seq: i64,
    version: i64,
}

#[derive(Serialize)]
struct Count {
    id: ConversationId,
    n: i64,
}

record! {
    struct Facts {
        i: i64,
        kind: String,
        role: Option<String>,
        read_seq: Option<i64>,
        sender_name: String,
        reply_ok: bool,
    }
}

record! {
    struct Counters {
        id: Uuid,
        last_seq: i64,
        version: i64,
    }
}

macro_rules! known {
    ($db:tt) => {
        concat!(
            "select n.i, m.id from ",
            source!($db i: int, sender_id: uuid, client_id: uuid),
            " as n join messages m on m.sender_id = n.sender_id and m.client_id = n.client_id"
        )
    };
}

macro_rules! facts {
    ($db:tt) => {
        concat!(
            "select n.i, c.kind, m.role, m.read_seq, u.name as sender_name,
                (n.reply_to is null or r.id is not null) as reply_ok
            from ",
            source!($db i: int, conversation_id: uuid, sender_id: uuid, reply_to: uuid),
            " as n
            join conversations c on c.id = n.conversation_id
            join users u on u.id = n.sender_id
            left join members m on m.conversation_id = c.id and m.user_id = n.sender_id and m.left_at is null
            left join messages r on r.id = n.reply_to and r.conversation_id = c.id"
        )
    };
}

macro_rules! count {
    ($db:tt) => {
        concat!(
            "update conversations set last_seq = conversations.last_seq + n.n, version = conversations.version + n.n
            from ",
            source!($db id: uuid, n: int),
            " as n where conversations.id = n.id
            returning conversations.id, conversations.last_seq, conversations.version"
        )
    };
}

macro_rules! insert {
    ($db:tt) => {
        concat!(
            "insert into messages (conversation_id, seq, id, sender_id, client_id, text, reply_to, created_at, version)
            select n.conversation_id, n.seq, n.id, n.sender_id, n.client_id, n.text, n.reply_to, n.created_at, n.version
            from ",
            source!($db conversation_id: uuid, seq: int, id: uuid, sender_id: uuid, client_id: uuid, text: text,
                reply_to: uuid, created_at: int, version: int),
            " as n"
        )
    };
}

/// Sending counts as reading.
macro_rules! read {
    ($db:tt) => {
        concat!(
            "update members set read_seq = n.seq, sent_seq = n.seq from ",
            source!($db conversation_id: uuid, sender_id: uuid, seq: int),
            " as n where members.conversation_id = n.conversation_id and members.user_id = n.sender_id"
        )
    };
}

twins! {
    KNOWN = known!();
    FACTS = facts!();
    COUNT = count!();
    INSERT = insert!();
    READ = read!();
}

/// PostgreSQL has many writers: they take the rows they will count in one order, and wait for each other there.
/// SQLite's only writer holds the whole file.
pub(super) const LOCK: &str = concat!(
    "select c.id from conversations c where c.id in (select id from ",
    source!(postgres id: uuid),
    " as n) order by c.id for update"
);

/// Stores the drafts in one durable transaction; if that fails, each in one of its own, so that a bad one does not
/// fail its neighbours. The outcomes are in the drafts' order.
pub async fn append(store: &Store, drafts: &[Draft]) -> Vec<Outcome> {
    match group(store, drafts).await {
        Ok(outcomes) => outcomes,
        Err(error) if drafts.len() == 1 => vec![Outcome::Refused(error)],
        Err(error) => {
            tracing::warn!(%error, drafts = drafts.len(), "a group commit failed; one at a time");
            let mut outcomes = Vec::with_capacity(drafts.len());
            for draft in drafts {
                let alone = group(store, std::slice::from_ref(draft)).await;
                outcomes.push(alone.map_or_else(Outcome::Refused, |mut one| {
                    one.pop().unwrap_or_else(|| Outcome::Refused(Error::not_found("Chat not found")))
                }));
            }
            outcomes
        }
    }
}

async fn group(store: &Store, drafts: &[Draft]) -> Result<Vec<Outcome>> {
    let mut tx = store.begin().await?;
    let mut outcomes: Vec<Option<Outcome>> = drafts.iter().map(|_| None).collect();
    lock(&mut tx, drafts).await?;
    find_known(&mut tx, drafts, &mut outcomes).await?;
    let mut senders = check(&mut tx, drafts, &mut outcomes).await?;
    let placed = number(&mut tx, drafts, &mut outcomes).await?;
    if !placed.is_empty() {
        insert(&mut tx, drafts, &placed).await?;
    }
    tx.commit().await?;
    for place in placed {
        if let Some(sender) = senders.remove(&place.i) {
            let message = place.message(&drafts[place.i], sender.name);
            outcomes[place.i] = Some(Outcome::New { message, read_before: sender.read_seq });
        }
    }
    Ok(settle(drafts, outcomes))
}

/// What is still open is a second copy within the group: it has the outcome of the first.
fn settle(drafts: &[Draft], mut outcomes: Vec<Option<Outcome>>) -> Vec<Outcome> {
    for i in 0..outcomes.len() {
        if outcomes[i].is_some() {
            continue;
        }
        let twin =
            (0..outcomes.len()).find(|&j| j != i && same(&drafts[i], &drafts[j]) && outcomes[j].is_some());
        let message = match twin.and_then(|j| outcomes[j].as_ref()) {
            Some(Outcome::New { message, .. } | Outcome::Repeated(message)) => {
                Outcome::Repeated(message.clone())
            }
            _ => Outcome::Refused(Error::not_found("Chat not found")),
        };
        outcomes[i] = Some(message);
    }
    outcomes.into_iter().flatten().collect()
}

fn same(one: &Draft, other: &Draft) -> bool {
    one.sender_id == other.sender_id && one.client_id == other.client_id
}

async fn lock(conn: &mut Conn, drafts: &[Draft]) -> Result<()> {
    if conn.kind() == Kind::Postgres {
        let ids: Vec<_> = drafts.iter().map(|draft| Count { id: draft.conversation_id, n: 0 }).collect();
        let _: Vec<(Uuid,)> = fetch_all!(conn, LOCK, rows(&ids))?;
    }
    Ok(())
}

fn all_rows(drafts: &[Draft]) -> Vec<Row<'_>> {
    drafts.iter().enumerate().map(|(i, draft)| row(i, draft, 0, 0)).collect()
}

fn row(i: usize, draft: &Draft, seq: i64, version: i64) -> Row<'_> {
    Row {
        i,
        id: draft.id,
        conversation_id: draft.conversation_id,
        sender_id: draft.sender_id,
        client_id: draft.client_id,
        text: &draft.text,
        reply_to: draft.reply_to,
        created_at: draft.created_at.millis(),
        seq,
        version,
    }
}

async fn find_known(conn: &mut Conn, drafts: &[Draft], outcomes: &mut [Option<Outcome>]) -> Result<()> {
    let sql = conn.say(KNOWN);
    let known: Vec<(i64, Uuid)> = fetch_all!(conn, sql, rows(&all_rows(drafts)))?;
    for (i, id) in known {
        let i = usize::try_from(i).unwrap_or_default();
        if let Some(stored) = messages::by_id(conn, id.into()).await? {
            outcomes[i] = Some(Outcome::Repeated(stored.seen_by(drafts[i].sender_id)));
        }
    }
    Ok(())
}

/// What a new message takes from its sender.
struct Sender {
    name: String,
    read_seq: i64,
}

/// Refuses what may not be; returns the senders of the rest.
async fn check(
    conn: &mut Conn,
    drafts: &[Draft],
    outcomes: &mut [Option<Outcome>],
) -> Result<HashMap<usize, Sender>> {
    let sql = conn.say(FACTS);
    let facts: Vec<Facts> = fetch_all!(conn, sql, rows(&all_rows(drafts)))?;
    let mut senders = HashMap::with_capacity(facts.len());
    for fact in facts {
        let i = usize::try_from(fact.i).unwrap_or_default();
        match fact.verdict() {
            Ok(()) => {
                let read_seq = fact.read_seq.unwrap_or_default();
                senders.insert(i, Sender { name: fact.sender_name, read_seq });
            }
            Err(error) => {
                outcomes[i].get_or_insert(Outcome::Refused(error));
            }
        }
    }
    for (i, outcome) in outcomes.iter_mut().enumerate() {
        if outcome.is_none() && !senders.contains_key(&i) {
            *outcome = Some(Outcome::Refused(Error::not_found("Chat not found")));
        }
    }
    Ok(senders)
}

impl Facts {
    fn verdict(&self) -> Result<()> {
        let kind = kind::parse(&self.kind).ok_or_else(|| Error::not_found("Chat not found"))?;
        permission::may(Deed::Write, kind, self.role.as_deref().and_then(role::parse))?;
        if self.reply_ok { Ok(()) } else { Err(Error::not_found("Message not found")) }
    }
}

/// A draft's place.
struct Place {
    i: usize,
    seq: i64,
    version: i64,
}

impl Place {
    fn message(&self, draft: &Draft, sender_name: String) -> Message {
        Message {
            id: draft.id,
            conversation_id: draft.conversation_id,
            seq: self.seq,
            version: self.version,
            sender_id: draft.sender_id,
            sender_name,
            text: draft.text.clone(),
            created_at: draft.created_at,
            client_id: Some(draft.client_id),
            edited_at: None,
            deleted: false,
            reply_to: draft.reply_to,
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        }
    }
}

/// Raises the counters of each conversation once, by the number of its new messages, and hands the numbers out in
/// the drafts' order.
async fn number(conn: &mut Conn, drafts: &[Draft], outcomes: &mut [Option<Outcome>]) -> Result<Vec<Place>> {
    let mut fresh: Vec<usize> = Vec::new();
    for i in 0..drafts.len() {
        if outcomes[i].is_none() && !fresh.iter().any(|&j| same(&drafts[i], &drafts[j])) {
            fresh.push(i);
        }
    }
    if fresh.is_empty() {
        return Ok(Vec::new());
    }
    let mut counts: HashMap<ConversationId, i64> = HashMap::new();
    for &i in &fresh {
        *counts.entry(drafts[i].conversation_id).or_default() += 1;
    }
    let counted: Vec<_> = counts.iter().map(|(&id, &n)| Count { id, n }).collect();
    let sql = conn.say(COUNT);
    let raised: Vec<Counters> = fetch_all!(conn, sql, rows(&counted))?;
    let mut next: HashMap<ConversationId, (i64, i64)> = raised
        .into_iter()
        .map(|row| (ConversationId::from(row.id), row))
        .map(|(id, row)| (id, (row.last_seq - counts[&id], row.version - counts[&id])))
        .collect();
    Ok(fresh
        .into_iter()
        .filter_map(|i| {
            let (seq, version) = next.get_mut(&drafts[i].conversation_id)?;
            *seq += 1;
            *version += 1;
            Some(Place { i, seq: *seq, version: *version })
        })
        .collect())
}

async fn insert(conn: &mut Conn, drafts: &[Draft], placed: &[Place]) -> Result<()> {
    let all: Vec<_> =
        placed.iter().map(|place| row(place.i, &drafts[place.i], place.seq, place.version)).collect();
    let sql = conn.say(INSERT);
    execute!(conn, sql, rows(&all))?;
    let mut newest: HashMap<(ConversationId, UserId), Row<'_>> = HashMap::new();
    for one in all {
        newest.insert((one.conversation_id, one.sender_id), one);
    }
    let newest: Vec<_> = newest.into_values().collect();
    let sql = conn.say(READ);
    execute!(conn, sql, rows(&newest))?;
    Ok(())
}
