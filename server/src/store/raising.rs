//! Numbers of members that are raised at any time by anybody: what somebody has read, and what its author was told of that.
//!
//! On PostgreSQL a send holds the rows of several members, of those it mentions too, in an order of its own. Whoever
//! waited for one of them while holding others could wait in a circle, which costs all in it a second. So what is raised together
//! passes by the rows that somebody holds, and waits for each of those by itself, holding nothing.

use uuid::Uuid;

use super::{
    Conn,
    dialect::{Bulk, Columns, Rows, Type, Value, Writing},
};
use crate::error::Result;

/// Where, whose, and how far.
pub(super) const WHOSE: Columns =
    &[("conversation_id", Type::Uuid), ("user_id", Type::Uuid), ("seq", Type::Int)];

/// A number of members, raised where it is lower.
#[derive(Debug)]
pub(super) struct Raising {
    /// Waits for whoever holds a row; over all of them it tells whose it raised.
    pub(super) all: Writing,
    /// Passes by what is held, on PostgreSQL; tells of whose was lower whether it raised it.
    pub(super) free: Bulk,
}

macro_rules! raising {
    ($column:literal) => {
        $crate::store::raising::Raising {
            all: $crate::store::dialect::Writing {
                bulk: $crate::store::dialect::Bulk::new(
                    $crate::store::raising::WHOSE,
                    concat!(
                        "update members set ", $column, " = n.seq from n
                        where members.conversation_id = n.conversation_id and members.user_id = n.user_id
                            and coalesce(members.left_at, 0) = 0 and members.", $column, " < n.seq
                        returning members.conversation_id, members.user_id"
                    ),
                ),
                row: concat!(
                    "update members set ", $column, " = ?3
                    where conversation_id = ?1 and user_id = ?2 and left_at is null and ", $column, " < ?3"
                ),
            },
            free: $crate::store::dialect::Bulk::new(
                $crate::store::raising::WHOSE,
                concat!(
                    ", free as (
                        select m.conversation_id, m.user_id, n.seq
                        from n join members m on m.conversation_id = n.conversation_id and m.user_id = n.user_id
                        where coalesce(m.left_at, 0) = 0 and m.", $column, " < n.seq
                        for no key update of m skip locked
                    ), raised as (
                        update members set ", $column, " = free.seq from free
                        where members.conversation_id = free.conversation_id and members.user_id = free.user_id
                        returning members.conversation_id, members.user_id
                    )
                    select m.conversation_id, m.user_id, r.user_id is not null
                    from n join members m on m.conversation_id = n.conversation_id and m.user_id = n.user_id
                    left join raised r on r.conversation_id = m.conversation_id and r.user_id = m.user_id
                    where coalesce(m.left_at, 0) = 0 and m.", $column, " < n.seq"
                ),
            ),
        }
    };
}
pub(super) use raising;

/// Where, and whose.
pub(super) type Whose = (Uuid, Uuid);

/// What became of numbers that were to be raised; the others had been raised before.
#[derive(Debug, Default)]
pub(super) struct Raised {
    /// They are raised now.
    pub(super) now: Vec<Whose>,
    /// They are still to be raised: somebody holds them for too long.
    pub(super) left: Vec<Whose>,
}

impl Raising {
    /// Raises what is lower on PostgreSQL, durably. `conn` is in no transaction. What is raised stays so when somebody holds the
    /// rest for too long, or the database goes away meanwhile.
    pub(super) async fn raise(&self, conn: &mut Conn, rows: Rows<'_>) -> Result<Raised> {
        let lower: Vec<(Uuid, Uuid, bool)> = fetch_bulk!(conn, self.free, &rows)?;
        let mut raised = Raised::default();
        for (id, user, is_raised) in lower {
            (if is_raised { &mut raised.now } else { &mut raised.left }).push((id, user));
        }
        for row in rows {
            let [Value::Uuid(Some(id)), Value::Uuid(Some(user)), _] = row[..] else { continue };
            let Some(at) = raised.left.iter().position(|left| *left == (id, user)) else { continue };
            let late: Result<Vec<Whose>> = fetch_bulk!(conn, self.all.bulk, &[row]);
            match late {
                Ok(late) => {
                    raised.now.extend(late);
                    raised.left.swap_remove(at);
                }
                Err(error) => {
                    tracing::warn!(%error, left = raised.left.len(), "somebody holds what is to be raised");
                    break;
                }
            }
        }
        Ok(raised)
    }
}
