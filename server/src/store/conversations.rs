//! Conversations, and how their members see them in a list.

use protocol::{
    Conversation, ConversationId, ConversationKind, LastMessage, Presence, Settings, Timestamp, User, UserId,
};
use uuid::Uuid;

use super::{Conn, messages};
use crate::{
    domain::{kind, role},
    error::{Error, Result},
};

record! {
    /// A conversation's own row.
    pub struct Facts {
        /// Which.
        id: Uuid,
        /// What it is, as [`kind`] writes it.
        kind: String,
        /// The name it was given.
        name: Option<String>,
        /// Who made it.
        creator_id: Uuid,
        /// When, in milliseconds.
        created_at: i64,
        /// How many members it has.
        member_count: i64,
        /// The newest message's place.
        last_seq: i64,
        /// How many durable changes it has had.
        version: i64,
    }
}

record! {
    struct Line {
        id: Uuid,
        kind: String,
        name: Option<String>,
        created_at: i64,
        member_count: i64,
        last_seq: i64,
        version: i64,
        role: String,
        read_seq: i64,
        read_watermark: i64,
        read_by_some: i64,
        unread_mentions: i64,
        muted: bool,
        pinned: bool,
        marked_unread: bool,
        settings_revision: i64,
        peer_id: Option<Uuid>,
        peer_name: Option<String>,
        peer_shown: bool,
        peer_seen_at: Option<i64>,
        last_id: Option<Uuid>,
        last_sender_id: Option<Uuid>,
        last_sender_name: Option<String>,
        last_text: Option<String>,
        last_created_at: Option<i64>,
        last_deleted_at: Option<i64>,
        last_forwarded_user_id: Option<Uuid>,
        last_forwarded_name: Option<String>,
    }
}

/// The lines of a user's list; `$1` is the user. Slowest and fastest reader come from the index, one step each. Only where
/// there is one other are the members looked through for them.
macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "select c.id, c.kind, c.name, c.created_at, c.member_count, c.last_seq, c.version, m.role, m.read_seq,
                coalesce((select o.read_seq from members o where o.conversation_id = c.id and o.left_at is null
                    and o.user_id <> m.user_id order by o.read_seq limit 1), 0) as read_watermark,
                coalesce((select o.read_seq from members o where o.conversation_id = c.id and o.left_at is null
                    and o.user_id <> m.user_id order by o.read_seq desc limit 1), 0) as read_by_some,
                case when m.mentioned_seq > m.read_seq or c.everyone_seq > m.read_seq then (
                    select count(distinct x.seq) from mentions x where x.user_id in (m.user_id, c.id)
                        and x.conversation_id = c.id and x.seq > m.read_seq) else 0 end as unread_mentions,
                m.muted, m.pinned, case when m.marked_unread_at = m.read_seq then true else false end as marked_unread,
                m.settings_revision,
                p.id as peer_id, p.name as peer_name,
                case when p.shows_presence and (select me.shows_presence from users me where me.id = $1)
                    then true else false end as peer_shown,
                p.last_seen_at as peer_seen_at,
                l.id as last_id, l.sender_id as last_sender_id, s.name as last_sender_name, l.text as last_text,
                l.created_at as last_created_at, l.deleted_at as last_deleted_at,
                l.forwarded_user_id as last_forwarded_user_id, l.forwarded_name as last_forwarded_name
            from members m
            join conversations c on c.id = m.conversation_id
            left join messages l on l.conversation_id = c.id and l.seq = c.last_seq
            left join users s on s.id = l.sender_id
            left join members pm on pm.conversation_id = case when c.kind = 'personal_chat' then c.id end
                and pm.user_id <> m.user_id
            left join users p on p.id = pm.user_id
            where m.user_id = $1 and m.left_at is null ",
            $rest
        )
    };
}

statements! {
    LIST = lines!("order by coalesce(l.created_at, c.created_at) desc, c.id desc");
    LINE = lines!("and c.id = $2");
    FACTS = "select id, kind, name, creator_id, created_at, member_count, last_seq, version from conversations
        where id = $1";
    PERSONAL = "select id from conversations where pair = $1";
    INSERT = "insert into conversations (id, kind, name, name_folded, pair, creator_id, created_at, member_count,
            last_seq, version, info_version)
        values ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0, 0) on conflict (pair) do nothing";
    DIRECTORY = "select id, kind, name, creator_id, created_at, member_count, last_seq, version from conversations
        where kind = 'public_group' and name_folded like $1 escape '\\'
        order by member_count desc, name_folded, id limit $2";
    RAISE = "update conversations set version = version + $2, member_count = member_count + $3 where id = $1
        returning version, member_count, last_seq";
    SET_CREATOR = "update conversations set creator_id = $2 where id = $1";
    RENAME = "update conversations set name = $2, name_folded = $3, info_version = $4 where id = $1";
    LOCK = "update conversations set version = version where id = $1";
}

impl Facts {
    /// What it is.
    pub fn kind(&self) -> Result<ConversationKind> {
        kind::parse(&self.kind).ok_or_else(|| corrupt("conversations.kind"))
    }
}

pub(super) fn corrupt(what: &'static str) -> Error {
    Error::Internal(anyhow::anyhow!("a value that this version does not know in {what}"))
}

impl Line {
    fn last_message(&mut self) -> Option<LastMessage> {
        Some(LastMessage {
            id: self.last_id?.into(),
            seq: self.last_seq,
            sender_id: self.last_sender_id?.into(),
            sender_name: self.last_sender_name.take()?,
            text: self.last_text.take().unwrap_or_default(),
            created_at: Timestamp::from_millis(self.last_created_at?),
            deleted: self.last_deleted_at.is_some(),
            forwarded: messages::forwarded(self.last_forwarded_user_id, self.last_forwarded_name.take()),
        })
    }

    /// The title of a group chat without a name is left empty: its members' names are another question.
    fn conversation(mut self) -> Result<Conversation> {
        let last_message = self.last_message();
        let Self { muted, pinned, marked_unread, settings_revision: revision, .. } = self;
        let peer = self.peer_id.zip(self.peer_name).map(|(id, name)| User { id: id.into(), name });
        Ok(Conversation {
            id: self.id.into(),
            kind: kind::parse(&self.kind).ok_or_else(|| corrupt("conversations.kind"))?,
            title: self.name.or_else(|| peer.as_ref().map(|peer| peer.name.clone())).unwrap_or_default(),
            presence: (peer.is_some() && self.peer_shown)
                .then(|| Presence::left(self.peer_seen_at.map(Timestamp::from_millis))),
            peer,
            created_at: Timestamp::from_millis(self.created_at),
            member_count: self.member_count,
            role: role::parse(&self.role).ok_or_else(|| corrupt("members.role"))?,
            version: self.version,
            last_seq: self.last_seq,
            read_seq: self.read_seq,
            read_watermark: self.read_watermark,
            read_by_some: self.read_by_some,
            unread_mentions: self.unread_mentions,
            settings: Settings { muted, pinned, marked_unread, revision },
            last_message,
        })
    }
}

/// The caller's conversations, the liveliest first. A group chat without a name has an empty title.
pub async fn list(conn: &mut Conn, user: UserId) -> Result<Vec<Conversation>> {
    let lines: Vec<Line> = fetch_all!(conn, LIST, user.uuid())?;
    lines.into_iter().map(Line::conversation).collect()
}

/// One conversation of the caller's list.
pub async fn line(conn: &mut Conn, user: UserId, id: ConversationId) -> Result<Option<Conversation>> {
    let line: Option<Line> = fetch_optional!(conn, LINE, user.uuid(), id.uuid())?;
    line.map(Line::conversation).transpose()
}

/// A conversation's own row, whoever asks.
pub async fn facts(conn: &mut Conn, id: ConversationId) -> Result<Option<Facts>> {
    fetch_optional!(conn, FACTS, id.uuid())
}

/// The personal chat of two people.
pub async fn personal(conn: &mut Conn, one: UserId, other: UserId) -> Result<Option<ConversationId>> {
    let found: Option<(Uuid,)> = fetch_optional!(conn, PERSONAL, pair(one, other))?;
    Ok(found.map(|(id,)| id.into()))
}

/// A new conversation, without members yet, at version 0.
pub struct NewConversation<'a> {
    /// Which.
    pub id: ConversationId,
    /// What it is.
    pub kind: ConversationKind,
    /// Its name, if it has one.
    pub name: Option<&'a str>,
    /// In a personal chat: the two.
    pub pair: Option<(UserId, UserId)>,
    /// Who makes it.
    pub creator: UserId,
    /// When.
    pub created_at: Timestamp,
}

/// Makes it; false when the two have a personal chat already.
pub async fn insert(conn: &mut Conn, new: &NewConversation<'_>) -> Result<bool> {
    let made = execute!(
        conn,
        INSERT,
        new.id.uuid(),
        kind::text(new.kind),
        new.name,
        new.name.map(str::to_lowercase),
        new.pair.map(|(one, other)| pair(one, other)),
        new.creator.uuid(),
        new.created_at.millis(),
    )?;
    Ok(made == 1)
}

/// Public groups whose name contains the (folded) words, the largest first.
pub async fn directory(conn: &mut Conn, words: &str, limit: i64) -> Result<Vec<Facts>> {
    let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    fetch_all!(conn, DIRECTORY, format!("%{escaped}%"), limit)
}

record! {
    /// A conversation's counters after a change.
    pub struct Raised {
        /// The version that counts the change.
        version: i64,
        /// How many members there are now.
        member_count: i64,
        /// The newest message's place.
        last_seq: i64,
    }
}

/// Counts so many durable changes, and members come (+) or gone (−). Locks the conversation until the transaction
/// ends.
pub async fn raise(conn: &mut Conn, id: ConversationId, changes: i64, members: i64) -> Result<Raised> {
    fetch_one!(conn, RAISE, id.uuid(), changes, members)
}

/// Locks the conversation until the transaction ends: what is read after it cannot change under it.
pub async fn lock(conn: &mut Conn, id: ConversationId) -> Result<bool> {
    Ok(execute!(conn, LOCK, id.uuid())? == 1)
}

/// It was handed over.
pub async fn set_creator(conn: &mut Conn, id: ConversationId, creator: UserId) -> Result<()> {
    execute!(conn, SET_CREATOR, id.uuid(), creator.uuid())?;
    Ok(())
}

/// It is called something else; `version` counts it.
pub async fn rename(conn: &mut Conn, id: ConversationId, name: &str, version: i64) -> Result<()> {
    execute!(conn, RENAME, id.uuid(), name, name.to_lowercase(), version)?;
    Ok(())
}

pub(super) fn pair(one: UserId, other: UserId) -> String {
    let (first, second) = if one <= other { (one, other) } else { (other, one) };
    format!("{first}:{second}")
}
