//! Messages that are changed after they were written. Each change has a version of its own, which the caller has raised.

use protocol::Timestamp;

use super::{Conn, mentions, reactions, reactions::At};
use crate::error::Result;

statements! {
    EDIT = "update messages set text = $3, edited_at = $4, version = $5
        where conversation_id = $1 and seq = $2 and deleted_at is null";
    DELETE = "update messages set text = null, forwarded_user_id = null, forwarded_name = null, edited_at = null,
            deleted_at = $3, version = $4
        where conversation_id = $1 and seq = $2 and deleted_at is null";
}

/// It says something else now; what it said before is not kept.
pub async fn edit(conn: &mut Conn, at: At, text: &str, now: Timestamp) -> Result<()> {
    execute!(conn, EDIT, at.conversation.uuid(), at.seq, text, now.millis(), at.version)?;
    Ok(())
}

/// A tombstone is left: the place, and who and when, but nothing of what it said, and nobody's mention or reaction.
pub async fn delete(conn: &mut Conn, at: At, now: Timestamp) -> Result<()> {
    mentions::set(conn, at.conversation, at.seq, &[]).await?;
    reactions::take_all(conn, at).await?;
    execute!(conn, DELETE, at.conversation.uuid(), at.seq, now.millis(), at.version)?;
    Ok(())
}
