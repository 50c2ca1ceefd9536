//! What is asked before every deed: the conversation, and what the caller is there.

use protocol::{ConversationId, Role, UserId};
use uuid::Uuid;

use super::{
    Conn,
    conversations::{Facts, corrupt},
};
use crate::{domain::role, error::Result};

record! {
    struct Known {
        id: Uuid,
        kind: String,
        name: Option<String>,
        creator_id: Uuid,
        created_at: i64,
        member_count: i64,
        last_seq: i64,
        version: i64,
        role: Option<String>,
    }
}

statements! {
    TO = "select c.id, c.kind, c.name, c.creator_id, c.created_at, c.member_count, c.last_seq, c.version, m.role
        from conversations c
        left join members m on m.conversation_id = c.id and m.user_id = $2 and m.left_at is null
        where c.id = $1";
}

/// A conversation's own row, and the user's role there if they are a member.
pub async fn to(conn: &mut Conn, id: ConversationId, user: UserId) -> Result<Option<(Facts, Option<Role>)>> {
    let known: Option<Known> = fetch_optional!(conn, TO, id.uuid(), user.uuid())?;
    let Some(known) = known else { return Ok(None) };
    let role =
        known.role.map(|role| role::parse(&role).ok_or_else(|| corrupt("members.role"))).transpose()?;
    let Known { id, kind, name, creator_id, created_at, member_count, last_seq, version, .. } = known;
    Ok(Some((Facts { id, kind, name, creator_id, created_at, member_count, last_seq, version }, role)))
}
