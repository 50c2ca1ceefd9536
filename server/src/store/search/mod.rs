//! Looking for messages: what the index has, and what it has not yet. What is found here are candidates: who may read them,
//! and whether they say what was looked for, is asked of each by the caller. The index follows the messages outside of the
//! transactions that write them (`indexing`).

mod follow;
pub mod indexing;

use protocol::{ConversationId, Forwarded, UserId};
use serde::Serialize;
use uuid::Uuid;

pub use self::follow::Unindexed;
use super::{
    Conn,
    dialect::{expression, matching, rows, source, twins},
    messages,
};
use crate::{domain::search::Term, error::Result};

record! {
    /// A message that may be what is looked for.
    pub struct Candidate {
        /// Which.
        id: Uuid,
        /// Where.
        conversation_id: Uuid,
        /// Its place.
        seq: i64,
        /// Who wrote it.
        sender_id: Uuid,
        /// Their name now.
        sender_name: String,
        /// What it says now; null in a tombstone.
        text: Option<String>,
        /// When the server took it, in milliseconds.
        created_at: i64,
        /// Whose words it forwards,
        forwarded_user_id: Option<Uuid>,
        /// and their name at that time.
        forwarded_name: Option<String>,
        /// Its key in the index; 0 when it was not looked for there.
        key: i64,
    }
}

record! {
    /// How far the index follows a conversation.
    pub struct Progress {
        /// Which.
        id: Uuid,
        /// Messages up to this place are in it,
        seq: i64,
        /// and what was changed of them up to this version.
        version: i64,
        /// The newest message's place.
        last_seq: i64,
        /// How many durable changes there are.
        now: i64,
        /// It has been begun.
        begun: bool,
    }
}

macro_rules! candidates {
    ($key:literal, $rest:literal) => {
        concat!(
            "select m.id, m.conversation_id, m.seq, m.sender_id, u.name as sender_name, m.text, m.created_at,
                m.forwarded_user_id, m.forwarded_name, ",
            $key,
            " as key from messages m join users u on u.id = m.sender_id ",
            $rest
        )
    };
}

statements! {
    AFTER = candidates!("m.seq * 0", "where m.conversation_id = $1 and m.seq > $2 order by m.seq desc limit $3");
    CHANGED = candidates!("m.seq * 0", "where m.conversation_id = $1 and m.version > $2
        and m.version <> m.first_version order by m.version desc limit $3");
    // What is called е may be written ё.
    AUTHORS = "select distinct u.id, u.name from members mine
        join members m on m.conversation_id = mine.conversation_id join users u on u.id = m.user_id
        where mine.user_id = $1 and mine.left_at is null and u.name_folded like $2 limit $3";
}

macro_rules! indexed {
    ($db:tt) => {
        concat!(
            "select m.id, m.conversation_id, m.seq, m.sender_id, u.name as sender_name, m.text, m.created_at,
                m.forwarded_user_id, m.forwarded_name, i.key
            from (",
            matching!($db),
            ") as i join messages m on m.conversation_id = i.conversation_id and m.seq = i.seq
            join users u on u.id = m.sender_id order by i.key desc"
        )
    };
}

macro_rules! progress {
    ($db:tt) => {
        concat!(
            "select c.id, coalesce(p.seq, 0) as seq, coalesce(p.version, 0) as version, c.last_seq, c.version as now,
                p.conversation_id is not null as begun
            from ",
            source!($db id: uuid),
            " as n join conversations c on c.id = n.id left join search_progress p on p.conversation_id = c.id"
        )
    };
}

twins! {
    INDEXED = indexed!();
    PROGRESS = progress!();
}

impl Candidate {
    /// Whose words it forwards.
    pub fn forwarded(&self) -> Option<Box<Forwarded>> {
        messages::forwarded(self.forwarded_user_id, self.forwarded_name.clone())
    }
}

/// Part of the index: keys from one on, and before another.
#[derive(Clone, Copy, Debug)]
pub struct Range {
    /// The first.
    pub from: i64,
    /// What comes after the last.
    pub before: i64,
}

/// What the index has one term of each of these for, the newest first.
pub async fn indexed(
    conn: &mut Conn,
    all: &[Vec<Term>],
    Range { from, before }: Range,
    most: i64,
) -> Result<Vec<Candidate>> {
    let sql = conn.say(INDEXED);
    let wanted = expression(conn.kind(), all);
    fetch_all!(conn, sql, &wanted, from, before, most)
}

/// The newest messages after this place.
pub async fn after(conn: &mut Conn, id: ConversationId, seq: i64, most: i64) -> Result<Vec<Candidate>> {
    fetch_all!(conn, AFTER, id.uuid(), seq, most)
}

/// Messages that were changed after this version, those that were changed last first.
pub async fn changed(conn: &mut Conn, id: ConversationId, version: i64, most: i64) -> Result<Vec<Candidate>> {
    fetch_all!(conn, CHANGED, id.uuid(), version, most)
}

/// People whom the caller reads and whose name has these letters in it.
pub async fn authors(
    conn: &mut Conn,
    caller: UserId,
    letters: &str,
    most: i64,
) -> Result<Vec<(UserId, String)>> {
    let like = format!("%{}%", letters.replace('е', "_"));
    let found: Vec<(Uuid, String)> = fetch_all!(conn, AUTHORS, caller.uuid(), like, most)?;
    Ok(found.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

#[derive(Serialize)]
struct Asked {
    id: ConversationId,
}

/// How far the index follows each of these.
pub async fn progress(conn: &mut Conn, ids: impl Iterator<Item = ConversationId>) -> Result<Vec<Progress>> {
    let asked: Vec<_> = ids.map(|id| Asked { id }).collect();
    let sql = conn.say(PROGRESS);
    fetch_all!(conn, sql, rows(&asked))
}

/// What is asked from here on in this transaction must be answered soon, or fails.
pub async fn hurry(conn: &mut Conn) -> Result<()> {
    conn.hurry().await
}
