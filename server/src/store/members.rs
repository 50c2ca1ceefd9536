//! Who is in a conversation.

use protocol::{ConversationId, Member, Role, Timestamp, UserId};
use serde::Serialize;
use uuid::Uuid;

use super::{
    Conn,
    dialect::{Bulk, MOST, Type, Value, rows, source, twins},
};
use crate::{
    domain::role,
    error::{Error, Result},
};

/// A member's place in a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// What they may do.
    pub role: Role,
    /// The newest message that they have read.
    pub read_seq: i64,
}

statements! {
    ONE = "select role, read_seq from members where conversation_id = $1 and user_id = $2 and left_at is null";
    ALL = "select m.user_id, u.name, m.role, m.read_seq from members m join users u on u.id = m.user_id
        where m.conversation_id = $1 and m.left_at is null order by m.joined_at, m.user_id";
    CONVERSATIONS = "select conversation_id from members where user_id = $1 and left_at is null";
    IDS = "select user_id from members where conversation_id = $1 and left_at is null order by joined_at, user_id";
    OF_LIST = "select m.conversation_id, m.user_id, u.name, m.role, m.read_seq from members mine
        join conversations c on c.id = mine.conversation_id
        join members m on m.conversation_id = c.id and m.left_at is null
        join users u on u.id = m.user_id
        where mine.user_id = $1 and mine.left_at is null
            and c.kind <> 'personal_chat' and (c.kind = 'group_chat') = $2
        order by m.conversation_id, m.joined_at, m.user_id";
    POSTERS = "select user_id from members where conversation_id = $1 and left_at is null and role <> 'member'";
    CREATORS = "select c.id, c.creator_id from members mine join conversations c on c.id = mine.conversation_id
        where mine.user_id = $1 and mine.left_at is null and c.kind in ('public_group', 'private_group')";
    NAMES = "select m.conversation_id, u.name from members mine
        join conversations c on c.id = mine.conversation_id and c.kind = 'group_chat' and c.name is null
        join members m on m.conversation_id = c.id and m.user_id <> mine.user_id and m.left_at is null
        join users u on u.id = m.user_id
        where mine.user_id = $1 and mine.left_at is null order by m.joined_at, m.user_id";
    LEAVE = "update members set left_at = $3, version = $4
        where conversation_id = $1 and user_id = $2 and left_at is null";
    SET_ROLE = "update members set role = $3, version = $4
        where conversation_id = $1 and user_id = $2 and left_at is null";
}

static AMONG: Bulk = Bulk::new(
    &[("conversation_id", Type::Uuid), ("user_id", Type::Uuid)],
    "select m.user_id, u.name, m.role, m.read_seq from n cross join members m cross join users u
    where m.conversation_id = n.conversation_id and m.user_id = n.user_id and coalesce(m.left_at, 0) = 0
        and u.id = n.user_id",
);

/// For the census.
pub(super) static BULK: &[(&str, &Bulk)] = &[("AMONG", &AMONG)];

/// A member who comes back finds their row; what they had read and sent stays read and sent. How they wanted to be told is
/// forgotten.
macro_rules! join {
    ($db:tt) => {
        concat!(
            "insert into members (conversation_id, user_id, role, joined_at, left_at, read_seq, sent_seq,
                fully_read_seq, version)
            select $2, n.user_id, n.role, $3, null, $4, 0, $4, n.version from ",
            source!($db user_id: uuid, role: text, version: int),
            " as n where true
            on conflict (conversation_id, user_id) do update set role = excluded.role,
                joined_at = excluded.joined_at, left_at = null, read_seq = excluded.read_seq,
                fully_read_seq = excluded.fully_read_seq, version = excluded.version, muted = false, pinned = false,
                marked_unread_at = null, settings_revision = members.settings_revision + 1
            where members.left_at is not null"
        )
    };
}

twins! {
    JOIN = join!();
}

/// The caller's place, if they are a member.
pub async fn one(conn: &mut Conn, id: ConversationId, user: UserId) -> Result<Option<Place>> {
    let found: Option<(String, i64)> = fetch_optional!(conn, ONE, id.uuid(), user.uuid())?;
    found.map(|(role, read_seq)| Ok(Place { role: parse(&role)?, read_seq })).transpose()
}

/// All members, in order of joining, with what each has read.
pub async fn all(conn: &mut Conn, id: ConversationId) -> Result<Vec<Member>> {
    let found: Vec<Row> = fetch_all!(conn, ALL, id.uuid())?;
    found.into_iter().map(member).collect()
}

/// The ids of the caller's conversations.
pub async fn conversations(conn: &mut Conn, user: UserId) -> Result<Vec<ConversationId>> {
    let found: Vec<(Uuid,)> = fetch_all!(conn, CONVERSATIONS, user.uuid())?;
    Ok(found.into_iter().map(|(id,)| id.into()).collect())
}

/// All members' ids, in order of joining.
pub async fn ids(conn: &mut Conn, id: ConversationId) -> Result<Vec<UserId>> {
    let found: Vec<(Uuid,)> = fetch_all!(conn, IDS, id.uuid())?;
    Ok(found.into_iter().map(|(id,)| id.into()).collect())
}

/// Those of these people who are members, in no order, with what each has read.
pub async fn among(conn: &mut Conn, id: ConversationId, who: &[UserId]) -> Result<Vec<Member>> {
    let mut all = Vec::with_capacity(who.len());
    for some in who.chunks(MOST) {
        let row = |user: &UserId| vec![Value::Uuid(Some(id.uuid())), Value::Uuid(Some(user.uuid()))];
        let found: Vec<Row> = fetch_bulk!(conn, AMONG, &some.iter().map(row).collect::<Vec<_>>())?;
        all.extend(found.into_iter().map(member).collect::<Result<Vec<_>>>()?);
    }
    Ok(all)
}

/// Who, called what, as what, and up to where they have read.
type Row = (Uuid, String, String, i64);

fn member((id, name, role, read_seq): Row) -> Result<Member> {
    Ok(Member { id: id.into(), name, role: parse(&role)?, read_seq: Some(read_seq) })
}

/// The members of each of the caller's group chats (or, when not `chats`, groups), conversation by conversation.
pub async fn of_list(conn: &mut Conn, user: UserId, chats: bool) -> Result<Vec<(ConversationId, Member)>> {
    let found: Vec<(Uuid, Uuid, String, String, i64)> = fetch_all!(conn, OF_LIST, user.uuid(), chats)?;
    found
        .into_iter()
        .map(|(conversation, id, name, role, read_seq)| {
            let member = Member { id: id.into(), name, role: parse(&role)?, read_seq: Some(read_seq) };
            Ok((conversation.into(), member))
        })
        .collect()
}

/// Who made each of the caller's groups.
pub async fn creators(conn: &mut Conn, user: UserId) -> Result<Vec<(ConversationId, UserId)>> {
    let found: Vec<(Uuid, Uuid)> = fetch_all!(conn, CREATORS, user.uuid())?;
    Ok(found.into_iter().map(|(id, creator)| (id.into(), creator.into())).collect())
}

/// Those who may post in a group.
pub async fn posters(conn: &mut Conn, id: ConversationId) -> Result<Vec<UserId>> {
    let found: Vec<(Uuid,)> = fetch_all!(conn, POSTERS, id.uuid())?;
    Ok(found.into_iter().map(|(id,)| id.into()).collect())
}

/// The others' names in each of the caller's group chats that have no name of their own.
pub async fn names(conn: &mut Conn, user: UserId) -> Result<Vec<(ConversationId, String)>> {
    let found: Vec<(Uuid, String)> = fetch_all!(conn, NAMES, user.uuid())?;
    Ok(found.into_iter().map(|(id, name)| (id.into(), name)).collect())
}

/// Somebody who joins.
#[derive(Clone, Copy, Debug)]
pub struct Joining {
    /// Who.
    pub user: UserId,
    /// As what.
    pub role: Role,
}

/// When people join, and at which message: they start with everything before it read.
#[derive(Clone, Copy, Debug)]
pub struct JoinedAt {
    /// When.
    pub time: Timestamp,
    /// The newest message's place.
    pub last_seq: i64,
}

#[derive(Serialize)]
struct JoinRow {
    user_id: UserId,
    role: &'static str,
    version: i64,
}

/// Makes them members, each counted by the version that comes with them. None of them may be one already.
pub async fn join(
    conn: &mut Conn,
    id: ConversationId,
    who: impl Iterator<Item = (Joining, i64)>,
    at: JoinedAt,
) -> Result<()> {
    let who: Vec<_> = who
        .map(|(one, version)| JoinRow { user_id: one.user, role: role::text(one.role), version })
        .collect();
    let sql = conn.say(JOIN);
    execute!(conn, sql, rows(&who), id.uuid(), at.time.millis(), at.last_seq)?;
    Ok(())
}

/// Ends a membership; false when there was none.
pub async fn leave(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    now: Timestamp,
    version: i64,
) -> Result<bool> {
    Ok(execute!(conn, LEAVE, id.uuid(), user.uuid(), now.millis(), version)? == 1)
}

/// Gives a member another role; false when they are none.
pub async fn set_role(
    conn: &mut Conn,
    id: ConversationId,
    user: UserId,
    new: Role,
    version: i64,
) -> Result<bool> {
    Ok(execute!(conn, SET_ROLE, id.uuid(), user.uuid(), role::text(new), version)? == 1)
}

fn parse(text: &str) -> Result<Role> {
    role::parse(text)
        .ok_or_else(|| Error::Internal(anyhow::anyhow!("a role that this version does not know: {text}")))
}
