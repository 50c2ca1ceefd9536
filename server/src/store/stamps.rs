//! At which version conversations are, and which memberships have changed lately, whoever changed them: what a node looks
//! through when a hint may have been lost.
//!
//! On PostgreSQL a trigger stamps each joining and leaving with the number of its transaction. A reader who has seen
//! everything before a horizon (the oldest transaction still running at that moment) finds all that came later among
//! the stamps from the horizon on; some of them twice, none too late, whatever the clocks say. SQLite has one node,
//! which hears of everything itself: its table stays empty.

use protocol::{ConversationId, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Conn,
    dialect::{rows, source, twins},
};
use crate::error::Result;

/// Stamps from here on have not been looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Horizon(i64);

/// A membership that has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub user: UserId,
    /// Whether they are a member now.
    pub is_member: bool,
}

macro_rules! horizon {
    (sqlite) => {
        "select 0"
    };
    (postgres) => {
        "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
    };
}

macro_rules! versions {
    ($db:tt) => {
        concat!("select c.id, c.version from ", source!($db id: uuid), " as n join conversations c on c.id = n.id")
    };
}

twins! {
    VERSIONS = versions!();
    HORIZON = horizon!();
}

statements! {
    SINCE = "select s.conversation_id, s.user_id, m.left_at is null from membership_stamps s
        join members m on m.conversation_id = s.conversation_id and m.user_id = s.user_id
        where s.stamp >= $1";
}

/// Where somebody who begins to listen now has to look from, later.
pub async fn horizon(conn: &mut Conn) -> Result<Horizon> {
    let sql = conn.say(HORIZON);
    let (now,): (i64,) = fetch_one!(conn, sql)?;
    Ok(Horizon(now))
}

/// What has changed since a horizon, and the next one. `conn` must be a snapshot.
pub async fn since(conn: &mut Conn, seen: Horizon) -> Result<(Vec<Changed>, Horizon)> {
    let next = horizon(conn).await?;
    // A database that was put back counts its transactions from an earlier number.
    let from = seen.0.min(next.0);
    let found: Vec<(Uuid, Uuid, bool)> = fetch_all!(conn, SINCE, from)?;
    let changed = found.into_iter().map(|(conversation, user, is_member)| Changed {
        conversation: conversation.into(),
        user: user.into(),
        is_member,
    });
    Ok((changed.collect(), next))
}

#[derive(Serialize)]
struct Asked {
    id: ConversationId,
}

/// At which version each of these conversations is.
pub async fn versions(
    conn: &mut Conn,
    ids: impl Iterator<Item = ConversationId>,
) -> Result<Vec<(ConversationId, i64)>> {
    let asked: Vec<_> = ids.map(|id| Asked { id }).collect();
    let sql = conn.say(VERSIONS);
    let found: Vec<(Uuid, i64)> = fetch_all!(conn, sql, rows(&asked))?;
    Ok(found.into_iter().map(|(id, version)| (id.into(), version)).collect())
}
