//! Bringing the index up to the messages, in portions. All reading and folding is done before the transaction, which then
//! holds only if nobody else has brought the index further meanwhile: so nodes may do the same work, but not twice.

use protocol::{ConversationId, Timestamp};
use serde::Serialize;
use uuid::Uuid;

use super::{Progress, progress};
use crate::{
    domain::search::{key, of_message},
    error::Result,
    store::{
        Conn, Store, Tx,
        dialect::{key, put, rows, source, twins},
    },
};

/// New messages in a portion,
pub const NEW: i64 = 128;
/// and versions that are looked through for changed ones.
pub const VERSIONS: i64 = 512;
/// Messages of one time have their keys side by side; so many at most.
const BESIDE: i64 = 16;

record! {
    struct Row {
        id: Uuid,
        conversation_id: Uuid,
        seq: i64,
        sender_id: Uuid,
        text: Option<String>,
        created_at: i64,
    }
}

statements! {
    BEHIND = "select c.id from conversations c left join search_progress p on p.conversation_id = c.id
        where c.id > $1 and (p.conversation_id is null or p.seq < c.last_seq or p.version < c.version)
        order by c.id limit $2";
}

macro_rules! new {
    ($db:tt) => {
        concat!(
            "select m.id, m.conversation_id, m.seq, m.sender_id, m.text, m.created_at from ",
            source!($db id: uuid, was_seq: int, seq: int),
            " as n cross join messages m
            where m.conversation_id = n.id and m.seq > n.was_seq and m.seq <= n.seq"
        )
    };
}

/// A reaction is no change of what can be found.
macro_rules! changed {
    ($db:tt) => {
        concat!(
            "select m.id, m.conversation_id, m.seq, m.sender_id, m.text, m.created_at from ",
            source!($db id: uuid, was_seq: int, was_version: int, version: int),
            " as n cross join messages m
            where m.conversation_id = n.id and m.version > n.was_version and m.version <= n.version
                and m.version <> m.first_version and m.seq <= n.was_seq
                and (m.edited_at is not null or m.deleted_at is not null)"
        )
    };
}

macro_rules! begin {
    ($db:tt) => {
        concat!(
            "insert into search_progress (conversation_id, seq, version) select n.id, 0, 0 from ",
            source!($db id: uuid),
            " as n where true order by n.id on conflict do nothing"
        )
    };
}

macro_rules! advance {
    ($db:tt) => {
        concat!(
            "update search_progress set seq = n.seq, version = n.version from ",
            source!($db id: uuid, was_seq: int, was_version: int, seq: int, version: int),
            " as n where search_progress.conversation_id = n.id and search_progress.seq = n.was_seq
                and search_progress.version = n.was_version"
        )
    };
}

macro_rules! beside {
    ($db:tt) => {
        concat!("select i.", key!($db), " as key, i.conversation_id, i.seq from ", source!($db key: int),
            " as n cross join search_index i where i.", key!($db), " >= n.key and i.", key!($db), " < n.key + 16")
    };
}

macro_rules! take_out {
    ($db:tt) => {
        concat!("delete from search_index where ", key!($db), " in (select i.", key!($db), " from ",
            source!($db key: int, conversation_id: uuid, seq: int),
            " as n cross join search_index i where i.", key!($db), " >= n.key and i.", key!($db), " < n.key + 16
                and i.conversation_id = n.conversation_id and i.seq = n.seq)")
    };
}

macro_rules! put_in {
    ($db:tt) => {
        put!($db source!($db key: int, terms: text, conversation_id: uuid, seq: int))
    };
}

twins! {
    NEW_ROWS = new!();
    CHANGED_ROWS = changed!();
    BEGIN = begin!();
    ADVANCE = advance!();
    BESIDE_KEYS = beside!();
    TAKE_OUT = take_out!();
    PUT_IN = put_in!();
}

/// From where to where the index is brought in one conversation.
#[derive(Serialize)]
struct Step {
    id: Uuid,
    was_seq: i64,
    was_version: i64,
    seq: i64,
    version: i64,
}

/// What the index has of a message.
#[derive(Serialize)]
struct Entry {
    key: i64,
    terms: String,
    conversation_id: Uuid,
    seq: i64,
}

/// What became of a portion.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Portion {
    /// Conversations that are not done yet.
    pub left: Vec<ConversationId>,
    /// Messages that were put in, or taken out.
    pub messages: usize,
}

/// Conversations that the index is behind, by their ids, from after one on.
pub async fn behind(
    conn: &mut Conn,
    after: Option<ConversationId>,
    most: i64,
) -> Result<Vec<ConversationId>> {
    let after = after.map_or(Uuid::nil(), ConversationId::uuid);
    let found: Vec<(Uuid,)> = fetch_all!(conn, BEHIND, after, most)?;
    Ok(found.into_iter().map(|(id,)| id.into()).collect())
}

/// Brings the index further in these conversations, by a portion in all.
pub async fn portion(store: &Store, ids: &[ConversationId]) -> Result<Portion> {
    let mut conn = store.read_long().await?;
    let known = progress(&mut conn, ids.iter().copied()).await?;
    let (steps, left) = plan(&known);
    if steps.is_empty() {
        return Ok(Portion { left, messages: 0 });
    }
    let asked = rows(&steps);
    let sql = conn.say(NEW_ROWS);
    let new: Vec<Row> = fetch_all!(conn, sql, &asked)?;
    let sql = conn.say(CHANGED_ROWS);
    let changed: Vec<Row> = fetch_all!(conn, sql, &asked)?;
    drop(conn);
    let messages = new.len() + changed.len();
    let gone: Vec<Entry> = changed.iter().map(Row::entry).collect();
    let entries: Vec<Entry> =
        new.iter().chain(&changed).filter(|row| row.text.is_some()).map(Row::entry).collect();
    let mut tx = store.begin().await?;
    if !advance(&mut tx, &known, &steps).await? {
        return Ok(Portion { left: ids.to_vec(), messages: 0 });
    }
    if !gone.is_empty() {
        let sql = tx.say(TAKE_OUT);
        execute!(tx, sql, rows(&gone))?;
    }
    put_in(&mut tx, entries).await?;
    tx.commit().await?;
    Ok(Portion { left, messages })
}

/// What a portion does; and what is left after it.
fn plan(known: &[Progress]) -> (Vec<Step>, Vec<ConversationId>) {
    let (mut new, mut versions) = (NEW, VERSIONS);
    // Whoever has little to do need not wait for one with a long past.
    let mut known: Vec<&Progress> = known.iter().collect();
    known.sort_by_key(|at| at.last_seq - at.seq);
    let mut steps = Vec::new();
    let mut left = Vec::new();
    for at in known {
        // Places and versions are dense: what is between two is as many as that, at most.
        let seq = at.last_seq.min(at.seq + new);
        let version = at.now.min(at.version + versions);
        new -= seq - at.seq;
        versions -= version - at.version;
        if seq > at.seq || version > at.version {
            steps.push(Step { id: at.id, was_seq: at.seq, was_version: at.version, seq, version });
        }
        if seq < at.last_seq || version < at.now {
            left.push(at.id.into());
        }
    }
    // As all nodes take the rows of their progress.
    steps.sort_unstable_by_key(|step| step.id);
    (steps, left)
}

/// False, when somebody else was faster.
async fn advance(tx: &mut Tx, known: &[Progress], steps: &[Step]) -> Result<bool> {
    let is_new = |step: &&Step| known.iter().any(|at| at.id == step.id && !at.begun);
    let fresh: Vec<&Step> = steps.iter().filter(is_new).collect();
    if !fresh.is_empty() {
        let sql = tx.say(BEGIN);
        execute!(tx, sql, rows(&fresh))?;
    }
    let sql = tx.say(ADVANCE);
    Ok(execute!(tx, sql, rows(steps))? == steps.len() as u64)
}

/// A key that another message has is left to it; the next free one is taken.
async fn put_in(tx: &mut Tx, mut entries: Vec<Entry>) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    let sql = tx.say(PUT_IN);
    if execute!(tx, sql, rows(&entries))? == entries.len() as u64 {
        return Ok(());
    }
    let beside = tx.say(BESIDE_KEYS);
    let taken: Vec<(i64, Uuid, i64)> = fetch_all!(tx, beside, rows(&entries))?;
    let mut keys: std::collections::BTreeSet<i64> = taken.iter().map(|(key, ..)| *key).collect();
    let is_in =
        |entry: &Entry| taken.iter().any(|(_, id, seq)| (*id, *seq) == (entry.conversation_id, entry.seq));
    entries.retain(|entry| !is_in(entry));
    for entry in &mut entries {
        let free = (entry.key..entry.key + BESIDE).find(|key| !keys.contains(key));
        entry.key = free.unwrap_or(entry.key);
        keys.insert(entry.key);
    }
    execute!(tx, sql, rows(&entries))?;
    Ok(())
}

impl Row {
    fn entry(&self) -> Entry {
        let terms = self.text.as_deref();
        let terms = terms.map(|text| of_message(self.conversation_id.into(), self.sender_id.into(), text));
        Entry {
            key: key(Timestamp::from_millis(self.created_at), self.id.into()),
            terms: terms.unwrap_or_default(),
            conversation_id: self.conversation_id,
            seq: self.seq,
        }
    }
}
