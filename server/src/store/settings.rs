//! How a member wants to be told of a conversation. It raises no version: the last word holds, and each is counted.
//!
//! What is marked as unread is kept as the place up to which it had been read: what raises `read_seq`, whoever does it,
//! ends the mark without knowing of it.

use protocol::{ConversationId, Settings, UserId, request::ChangeSettings};

use super::Conn;
use crate::error::Result;

record! {
    struct Row {
        muted: bool,
        pinned: bool,
        marked_unread: bool,
        settings_revision: i64,
        read_seq: i64,
    }
}

statements! {
    OF = "select muted, pinned, case when marked_unread_at = read_seq then true else false end as marked_unread,
            settings_revision, read_seq
        from members where conversation_id = $1 and user_id = $2 and left_at is null";
    CHANGE = "update members set muted = coalesce($3, muted), pinned = coalesce($4, pinned),
            marked_unread_at = case when coalesce($5, marked_unread_at = read_seq) then read_seq else null end,
            settings_revision = settings_revision + 1
        where conversation_id = $1 and user_id = $2 and left_at is null
        returning muted, pinned, case when marked_unread_at = read_seq then true else false end as marked_unread,
            settings_revision, read_seq";
}

/// What a member has said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// How they want to be told.
    pub settings: Settings,
    /// What they had read then.
    pub read_seq: i64,
}

impl From<Row> for Said {
    fn from(row: Row) -> Self {
        let Row { muted, pinned, marked_unread, settings_revision: revision, read_seq } = row;
        Self { settings: Settings { muted, pinned, marked_unread, revision }, read_seq }
    }
}

/// What they have said, if they are a member.
pub async fn of(conn: &mut Conn, id: ConversationId, user: UserId) -> Result<Option<Said>> {
    let row: Option<Row> = fetch_optional!(conn, OF, id.uuid(), user.uuid())?;
    Ok(row.map(Said::from))
}

/// They say something else; what is absent stays. None when they are no member.
pub async fn change(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    wish: ChangeSettings,
) -> Result<Option<Said>> {
    let ChangeSettings { muted, pinned, marked_unread } = wish;
    let row: Option<Row> =
        fetch_optional!(conn, CHANGE, id.uuid(), user.uuid(), muted, pinned, marked_unread)?;
    Ok(row.map(Said::from))
}
