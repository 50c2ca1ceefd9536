//! Whom messages mention. A message bears them with their places in its text; beside it each mentioned person has a row,
//! so that what they have not read is counted without looking at a message.

use protocol::{ConversationId, Mention, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Conn,
    dialect::{rows, source, twins},
};
use crate::error::{Error, Result};

statements! {
    SET = "update messages set mentions = $3 where conversation_id = $1 and seq = $2";
    FORGET = "delete from mentions where conversation_id = $1 and seq = $2";
    EVERYONE = "update conversations set everyone_seq = $2 where id = $1 and everyone_seq < $2";
}

macro_rules! insert {
    ($db:tt) => {
        concat!(
            "insert into mentions (user_id, conversation_id, seq) select n.user_id, $2, $3 from ",
            source!($db user_id: uuid),
            " as n where true on conflict do nothing"
        )
    };
}

macro_rules! raise {
    ($db:tt) => {
        concat!(
            "update members set mentioned_seq = $3 from ",
            source!($db user_id: uuid),
            " as n where members.conversation_id = $2 and members.user_id = n.user_id
                and members.mentioned_seq < $3"
        )
    };
}

twins! {
    INSERT = insert!();
    RAISE = raise!();
}

#[derive(Serialize)]
struct Mentioned {
    user_id: Uuid,
}

/// As a message bears them.
pub(super) fn read(json: &str) -> Result<Vec<Mention>> {
    serde_json::from_str(json).map_err(|error| Error::Internal(error.into()))
}

/// The message at this place mentions these, and nobody else.
pub async fn set(conn: &mut Conn, id: ConversationId, seq: i64, mentions: &[Mention]) -> Result<()> {
    let json = if mentions.is_empty() { None } else { Some(rows(mentions)) };
    execute!(conn, SET, id.uuid(), seq, json)?;
    execute!(conn, FORGET, id.uuid(), seq)?;
    if mentions.is_empty() {
        return Ok(());
    }
    // The conversation's own id stands for all who are in it.
    let who = |mention: &Mention| mention.user_id.map_or(id.uuid(), UserId::uuid);
    let who: Vec<_> = mentions.iter().map(|mention| Mentioned { user_id: who(mention) }).collect();
    for twin in [INSERT, RAISE] {
        let sql = conn.say(twin);
        execute!(conn, sql, rows(&who), id.uuid(), seq)?;
    }
    if mentions.iter().any(|mention| mention.user_id.is_none()) {
        execute!(conn, EVERYONE, id.uuid(), seq)?;
    }
    Ok(())
}
