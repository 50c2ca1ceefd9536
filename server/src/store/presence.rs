//! Who lets others see whether they are here, and when each was here last.

use protocol::{Timestamp, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Conn,
    dialect::{rows, source, twins},
};
use crate::error::Result;

statements! {
    SHOW = "update users set shows_presence = $2 where id = $1";
    SEEN_SINCE = "select id, last_seen_at from users where last_seen_at >= $1 and shows_presence";
}

/// A later time is never replaced by an earlier one: another node may have seen them since.
macro_rules! saw {
    ($db:tt) => {
        concat!(
            "update users set last_seen_at = n.at from ",
            source!($db id: uuid, at: int),
            " as n where users.id = n.id and (users.last_seen_at is null or users.last_seen_at < n.at)"
        )
    };
}

twins! {
    SAW = saw!();
}

/// Whether others see them, and they see others.
pub async fn show(conn: &mut Conn, user: UserId, shown: bool) -> Result<()> {
    execute!(conn, SHOW, user.uuid(), shown)?;
    Ok(())
}

#[derive(Serialize)]
struct Seen {
    id: UserId,
    at: i64,
}

/// They were here until then.
pub async fn saw(conn: &mut Conn, seen: &[(UserId, Timestamp)]) -> Result<()> {
    let mut seen: Vec<_> = seen.iter().map(|&(id, at)| Seen { id, at: at.millis() }).collect();
    // As other nodes take the same rows, who have seen the same people leave.
    seen.sort_unstable_by_key(|one| one.id);
    let sql = conn.say(SAW);
    execute!(conn, sql, rows(&seen))?;
    Ok(())
}

/// Those who were here at that time or later, and let others see it.
pub async fn seen_since(conn: &mut Conn, then: Timestamp) -> Result<Vec<(UserId, Timestamp)>> {
    let found: Vec<(Uuid, i64)> = fetch_all!(conn, SEEN_SINCE, then.millis())?;
    Ok(found.into_iter().map(|(id, at)| (id.into(), Timestamp::from_millis(at))).collect())
}
