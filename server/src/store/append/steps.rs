//! The steps of a group commit, in their order: lock, find what is known, check, number, insert.

use std::collections::HashMap;

use protocol::{ConversationId, Message, UserId};
use uuid::Uuid;

use super::{
    Draft, MISSING, Outcome, same,
    statements::{COUNT, Count, Counters, FACTS, Facts, INSERT, KNOWN, LOCK, READ, Row},
};
use crate::{
    domain::{
        kind,
        permission::{self, Deed},
        role,
    },
    error::{Error, Result},
    store::{Conn, Kind, dialect::rows, messages},
};

pub(super) async fn lock(conn: &mut Conn, drafts: &[Draft]) -> Result<()> {
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

pub(super) async fn find_known(
    conn: &mut Conn,
    drafts: &[Draft],
    outcomes: &mut [Option<Outcome>],
) -> Result<()> {
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
pub(super) struct Sender {
    pub(super) name: String,
    pub(super) read_seq: i64,
}

/// Refuses what may not be; returns the senders of the rest.
pub(super) async fn check(
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
            *outcome = Some(Outcome::Refused(Error::not_found(MISSING)));
        }
    }
    Ok(senders)
}

impl Facts {
    fn verdict(&self) -> Result<()> {
        let kind = kind::parse(&self.kind).ok_or_else(|| Error::not_found(MISSING))?;
        permission::may(Deed::Write, kind, self.role.as_deref().and_then(role::parse), MISSING)?;
        if self.reply_ok { Ok(()) } else { Err(Error::not_found("Message not found")) }
    }
}

/// A draft's place.
pub(super) struct Place {
    pub(super) i: usize,
    seq: i64,
    version: i64,
}

impl Place {
    pub(super) fn message(&self, draft: &Draft, sender_name: String) -> Message {
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
pub(super) async fn number(
    conn: &mut Conn,
    drafts: &[Draft],
    outcomes: &mut [Option<Outcome>],
) -> Result<Vec<Place>> {
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

pub(super) async fn insert(conn: &mut Conn, drafts: &[Draft], placed: &[Place]) -> Result<()> {
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
