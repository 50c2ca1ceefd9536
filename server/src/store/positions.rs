//! How far the members of a conversation have read, as a page of its messages needs it.

use protocol::ConversationId;

use super::Conn;
use crate::{domain::reading::Position, error::Result};

statements! {
    POSITIONS = "select p.seq, count(*) from (
            select case when read_seq > $3 then $3 else read_seq end as seq from members
            where conversation_id = $1 and left_at is null and read_seq >= $2
        ) p group by p.seq";
}

/// How many members stand at each place from `low` on; those beyond `high` count at `high`.
pub async fn between(conn: &mut Conn, id: ConversationId, low: i64, high: i64) -> Result<Vec<Position>> {
    let found: Vec<(i64, i64)> = fetch_all!(conn, POSITIONS, id.uuid(), low, high)?;
    Ok(found.into_iter().map(|(seq, members)| Position { seq, members }).collect())
}
