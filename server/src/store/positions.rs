//! How far the members of a conversation have read, and who of the authors still is one, as a page of its messages needs
//! it: one question, since each costs a page as much as half of its messages.

use std::collections::HashSet;

use protocol::{ConversationId, UserId};
use uuid::Uuid;

use super::{
    Conn,
    dialect::{Bulk, Type, Value},
};
use crate::{domain::reading::Position, error::Result};

/// A row for each author; all say the same of the page.
static OF_PAGE: Bulk = Bulk::new(
    &[("conversation_id", Type::Uuid), ("author", Type::Uuid), ("low", Type::Int), ("high", Type::Int)],
    "select m.user_id, 0 as seq, 0 as readers from n cross join members m
    where m.conversation_id = n.conversation_id and m.user_id = n.author and m.left_at is null
    union all
    select null, p.seq, count(*) from (
        select case when m.read_seq > page.high then page.high else m.read_seq end as seq
        from (select conversation_id, low, high from n limit 1) page cross join members m
        where m.conversation_id = page.conversation_id and m.left_at is null and m.read_seq >= page.low
    ) p group by p.seq",
);

/// For the census.
pub(super) static BULK: &[(&str, &Bulk)] = &[("OF_PAGE", &OF_PAGE)];

/// What is to be known of a page's readers.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Readers {
    /// How many members stand at each place of the page; those beyond its end count there.
    pub positions: Vec<Position>,
    /// The authors who are members.
    pub members: HashSet<UserId>,
}

/// For the messages from `low` to `high`, and those who wrote them.
pub async fn of_page(
    conn: &mut Conn,
    id: ConversationId,
    (low, high): (i64, i64),
    authors: impl IntoIterator<Item = UserId>,
) -> Result<Readers> {
    let uuid = |id| Value::Uuid(Some(id));
    let row = |author: UserId| vec![uuid(id.uuid()), uuid(author.uuid()), Value::Int(low), Value::Int(high)];
    let asked: Vec<_> = authors.into_iter().map(row).collect();
    let found: Vec<(Option<Uuid>, i64, i64)> = fetch_bulk!(conn, OF_PAGE, &asked)?;
    let mut readers = Readers::default();
    for (author, seq, members) in found {
        match author {
            Some(author) => _ = readers.members.insert(author.into()),
            None => readers.positions.push(Position { seq, members }),
        }
    }
    Ok(readers)
}
