//! Read positions: one number a member, only ever raised; and who has to be told that all have read.

use std::collections::{HashMap, HashSet};

use protocol::{ConversationId, ConversationKind, MessageId, UserId};
use uuid::Uuid;

use super::{
    Conn, Kind, Store,
    dialect::{Bulk, MOST, Part, Rows, Type, Value, Work},
    raising::{Raising, Whose, raising},
    readings::Key,
};
use crate::{
    domain::kind,
    error::{Error, Result},
};

/// A message that all others have read, and who has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FullyRead {
    /// Where.
    pub conversation: ConversationId,
    /// Who wrote it.
    pub sender: UserId,
    /// Which.
    pub message: MessageId,
    /// Its place.
    pub seq: i64,
}

/// The watermark of a sender `s`: the slowest of the others.
macro_rules! watermark {
    ($sender:literal, $conversation:literal) => {
        concat!(
            "(select o.read_seq from members o where o.conversation_id = ",
            $conversation,
            " and o.left_at is null and o.user_id <> ",
            $sender,
            " order by o.read_seq limit 1)"
        )
    };
}

statements! {
    PENDING = concat!(
        "select s.conversation_id, m.id, m.seq from members s
        join messages m on m.conversation_id = s.conversation_id and m.seq = (
            select max(x.seq) from messages x where x.conversation_id = s.conversation_id and x.sender_id = s.user_id
                and x.seq > s.fully_read_seq
                and x.seq <= ", watermark!("s.user_id", "s.conversation_id"), ")
        where s.user_id = $1 and s.left_at is null and s.sent_seq > s.fully_read_seq"
    );
}

static PLACES: Bulk = Bulk::new(
    &[("conversation_id", Type::Uuid), ("user_id", Type::Uuid)],
    "select c.id as conversation_id, u.id as user_id, c.kind, c.name, c.last_seq, m.role, m.read_seq,
        u.name as user_name
    from n cross join conversations c cross join users u
    left join members m on m.conversation_id = n.conversation_id and m.user_id = n.user_id
        and coalesce(m.left_at, 0) = 0
    where c.id = n.conversation_id and u.id = n.user_id",
);

static RAISE: Raising = raising!("read_seq");
static TELL: Raising = raising!("fully_read_seq");

/// Nobody's watermark is beyond the second slowest of all, who is looked for once and not for each message. `coalesce` keeps
/// PostgreSQL from looking through all members before it knows of whom.
static NEWLY: Bulk = Bulk::new(
    &[("conversation_id", Type::Uuid), ("reader", Type::Uuid), ("low", Type::Int), ("high", Type::Int)],
    concat!(
        "select m.conversation_id, m.sender_id, m.id, m.seq from n cross join messages m
        join members s on s.conversation_id = coalesce(m.conversation_id, m.conversation_id)
            and s.user_id = m.sender_id and s.left_at is null
        where m.conversation_id = n.conversation_id and m.seq > n.low and m.seq <= (
                select case when max(two.read_seq) < n.high then max(two.read_seq) else n.high end
                from (select o.read_seq from members o where o.conversation_id = n.conversation_id
                    and o.left_at is null order by o.read_seq limit 2) two)
            and m.sender_id <> n.reader and m.seq > s.fully_read_seq
            and m.seq <= ",
        watermark!("m.sender_id", "m.conversation_id"),
        "
        order by m.conversation_id, m.seq desc"
    ),
);

/// For the census.
pub(super) static BULK: &[(&str, &Bulk)] = &[("PLACES", &PLACES), ("NEWLY", &NEWLY)];
/// For the census.
pub(super) static RAISINGS: &[(&str, &Raising)] = &[("RAISE", &RAISE), ("TELL", &TELL)];

record! {
    /// Somebody, and where they stand in a conversation.
    pub struct Place {
        /// Where.
        conversation_id: Uuid,
        /// Who.
        user_id: Uuid,
        /// What the conversation is, as [`kind`] writes it.
        kind: String,
        /// The name it was given.
        name: Option<String>,
        /// The newest message's place.
        last_seq: i64,
        /// What they are in it, if they are a member.
        role: Option<String>,
        /// What they have read, if they are a member.
        read_seq: Option<i64>,
        /// Their name.
        user_name: String,
    }
}

impl Place {
    /// What the conversation is.
    pub fn kind(&self) -> Result<ConversationKind> {
        kind::parse(&self.kind)
            .ok_or_else(|| Error::Internal(anyhow::anyhow!("a kind that this version does not know")))
    }

    /// What the others call the conversation, where that is the same for all of them: its name, or in a chat of two
    /// this person's.
    pub fn title(&self) -> Option<String> {
        let personal = matches!(self.kind(), Ok(ConversationKind::PersonalChat));
        if personal { Some(self.user_name.clone()) } else { self.name.clone() }
    }
}

/// What a member has read at once.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub reader: UserId,
    /// What is stored of it.
    pub stored: i64,
    /// After this message
    pub from: i64,
    /// up to this one.
    pub to: i64,
}

const fn uuid(id: Uuid) -> Value<'static> {
    Value::Uuid(Some(id))
}

/// Where these people stand; who or what is not there is left out.
pub async fn places(conn: &mut Conn, keys: &[(ConversationId, UserId)]) -> Result<Vec<Place>> {
    let mut all = Vec::with_capacity(keys.len());
    for some in keys.chunks(MOST) {
        let rows: Vec<_> = some.iter().map(|(id, user)| vec![uuid(id.uuid()), uuid(user.uuid())]).collect();
        let found: Vec<Place> = fetch_bulk!(conn, PLACES, &rows)?;
        all.extend(found);
    }
    Ok(all)
}

/// Raises what members have read, durably, where it was lower; returns of whom that could not be done, because somebody else
/// holds their place for too long.
pub async fn raise_all(store: &Store, spans: &[Span]) -> Result<HashSet<Key>> {
    let row =
        |span: &Span| vec![uuid(span.conversation.uuid()), uuid(span.reader.uuid()), Value::Int(span.to)];
    let rows = spans.iter().map(row).collect();
    let mut batch = store.batch(false).await?;
    if store.kind() == Kind::Postgres {
        let left = RAISE.raise(batch.conn(), rows).await?.left;
        return Ok(left.into_iter().map(|(id, reader)| (id.into(), reader.into())).collect());
    }
    let work = Work { parts: vec![Part { writing: &RAISE.all, rows }], ..Work::default() };
    let written = batch.write(work).await?.is_ok();
    debug_assert!(written, "nothing of it is strict");
    Ok(HashSet::new())
}

/// What these readings have made fully read: in each conversation the newest message of each sender who has not been
/// told.
pub async fn newly_in_spans(conn: &mut Conn, spans: &[Span]) -> Result<Vec<FullyRead>> {
    let mut newest: HashMap<(Uuid, Uuid), FullyRead> = HashMap::new();
    for some in spans.chunks(MOST) {
        let row = |span: &Span| {
            let (id, reader) = (span.conversation.uuid(), span.reader.uuid());
            vec![uuid(id), uuid(reader), Value::Int(span.from), Value::Int(span.to)]
        };
        let found: Vec<(Uuid, Uuid, Uuid, i64)> =
            fetch_bulk!(conn, NEWLY, &some.iter().map(row).collect::<Vec<_>>())?;
        for (id, sender, message, seq) in found {
            let (conversation, message) = (id.into(), message.into());
            let fact = FullyRead { conversation, sender: sender.into(), message, seq };
            let known = newest.entry((id, sender)).or_insert(fact);
            if known.seq < seq {
                *known = fact;
            }
        }
    }
    Ok(newest.into_values().collect())
}

/// What became fully read while nobody could tell this sender: the newest message of each conversation.
pub async fn pending(conn: &mut Conn, sender: UserId) -> Result<Vec<FullyRead>> {
    let found: Vec<(Uuid, Uuid, i64)> = fetch_all!(conn, PENDING, sender.uuid())?;
    Ok(found
        .into_iter()
        .map(|(conversation, message, seq)| FullyRead {
            conversation: conversation.into(),
            sender,
            message: message.into(),
            seq,
        })
        .collect())
}

/// Notes that the senders are told; returns those of whom nobody else was faster. Whoever is not noted is pending.
pub async fn tell(store: &Store, facts: &[FullyRead]) -> Result<Vec<FullyRead>> {
    let row = |fact: &FullyRead| {
        vec![uuid(fact.conversation.uuid()), uuid(fact.sender.uuid()), Value::Int(fact.seq)]
    };
    let mut mine = HashSet::new();
    for some in facts.chunks(MOST) {
        match note(store, some.iter().map(row).collect()).await {
            Ok(noted) => mine.extend(noted),
            Err(error) if mine.is_empty() => return Err(error),
            // Those before are noted, so they must be told.
            Err(error) => {
                tracing::warn!(%error, "not all authors could be noted as told");
                break;
            }
        }
    }
    let is_mine = |fact: &&FullyRead| mine.contains(&(fact.conversation.uuid(), fact.sender.uuid()));
    Ok(facts.iter().filter(is_mine).copied().collect())
}

/// Not by the connections for groups: messages do not wait behind those who come and are told.
async fn note(store: &Store, rows: Rows<'_>) -> Result<Vec<Whose>> {
    if store.kind() == Kind::Postgres {
        return Ok(TELL.raise(&mut store.read().await?, rows).await?.now);
    }
    let mut tx = store.begin().await?;
    let noted = fetch_bulk!(tx, TELL.all.bulk, &rows)?;
    tx.commit().await?;
    Ok(noted)
}
