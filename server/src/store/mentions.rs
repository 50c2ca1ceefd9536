//! Whom messages mention. A message bears them with their places in its text; beside it each mentioned person has a row,
//! so that what they have not read is counted without looking at a message.

use std::collections::BTreeMap;

use protocol::{ConversationId, Mention, UserId};
use uuid::Uuid;

use super::{
    Conn,
    dialect::{Bulk, Part, Type, Value, Writing, rows},
};
use crate::error::{Error, Result};

statements! {
    SET = "update messages set mentions = $3 where conversation_id = $1 and seq = $2";
    FORGET = "delete from mentions where conversation_id = $1 and seq = $2";
}

const WHO: &[(&str, Type)] = &[("user_id", Type::Uuid), ("conversation_id", Type::Uuid), ("seq", Type::Int)];

static ADD: Writing = Writing {
    bulk: Bulk::new(
        WHO,
        "insert into mentions (user_id, conversation_id, seq) select n.user_id, n.conversation_id, n.seq
        from n where n.user_id is not null on conflict do nothing",
    ),
    row: "insert into mentions (user_id, conversation_id, seq) values (?1, ?2, ?3) on conflict do nothing",
};

static RAISE: Writing = Writing {
    bulk: Bulk::new(
        WHO,
        "update members set mentioned_seq = n.seq from n
        where members.conversation_id = n.conversation_id and members.user_id = n.user_id
            and members.mentioned_seq < n.seq",
    ),
    row: "update members set mentioned_seq = ?3
        where conversation_id = ?2 and user_id = ?1 and mentioned_seq < ?3",
};

static EVERYONE: Writing = Writing {
    bulk: Bulk::new(
        &[("id", Type::Uuid), ("seq", Type::Int)],
        "update conversations set everyone_seq = n.seq from n
        where conversations.id = n.id and conversations.everyone_seq < n.seq",
    ),
    row: "update conversations set everyone_seq = ?2 where id = ?1 and everyone_seq < ?2",
};

/// For the census.
pub(super) static WRITINGS: &[(&str, &Writing)] =
    &[("ADD", &ADD), ("RAISE", &RAISE), ("EVERYONE", &EVERYONE)];

/// As a message bears them.
pub(super) fn read(json: &str) -> Result<Vec<Mention>> {
    serde_json::from_str(json).map_err(|error| Error::Internal(error.into()))
}

/// As they are stored with a message; `None` when there are none.
pub(super) fn written(mentions: &[Mention]) -> Option<String> {
    (!mentions.is_empty()).then(|| rows(mentions))
}

/// The message at this place mentions these, and nobody else.
pub async fn set(conn: &mut Conn, id: ConversationId, seq: i64, mentions: &[Mention]) -> Result<()> {
    execute!(conn, SET, id.uuid(), seq, written(mentions))?;
    execute!(conn, FORGET, id.uuid(), seq)?;
    for Part { writing, rows } in parts([(id, seq, mentions)]) {
        execute_bulk!(conn, writing.bulk, &rows)?;
    }
    Ok(())
}

/// What is written beside messages that mention somebody.
pub(super) fn parts<'a>(
    messages: impl IntoIterator<Item = (ConversationId, i64, &'a [Mention])>,
) -> Vec<Part<'static>> {
    let (mut rows, mut everyone) = (Vec::new(), BTreeMap::new());
    let mut newest: BTreeMap<(Uuid, Uuid), i64> = BTreeMap::new();
    for (id, seq, mentions) in messages {
        let id = id.uuid();
        for mention in mentions {
            // The conversation's own id stands for all who are in it.
            let who = mention.user_id.map_or(id, UserId::uuid);
            rows.push(row(who, id, seq));
            raise(newest.entry((id, who)).or_default(), seq);
            if mention.user_id.is_none() {
                raise(everyone.entry(id).or_default(), seq);
            }
        }
    }
    let newest = newest.into_iter().map(|((id, who), seq)| row(who, id, seq)).collect();
    let everyone = everyone.into_iter().map(|(id, seq)| vec![uuid(id), Value::Int(seq)]).collect();
    let parts = [(&ADD, rows), (&RAISE, newest), (&EVERYONE, everyone)];
    parts
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(writing, rows)| Part { writing, rows })
        .collect()
}

const fn uuid(id: Uuid) -> Value<'static> {
    Value::Uuid(Some(id))
}

fn row(who: Uuid, id: Uuid, seq: i64) -> Vec<Value<'static>> {
    vec![uuid(who), uuid(id), Value::Int(seq)]
}

fn raise(known: &mut i64, seq: i64) {
    *known = seq.max(*known);
}
