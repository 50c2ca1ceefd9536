//! Messages, read back.

use protocol::{ConversationId, Message, MessageId, Timestamp, UserId};
use uuid::Uuid;

use super::Conn;
use crate::error::Result;

record! {
    /// A message's row, with its sender's name and whether they are still a member.
    pub struct Stored {
        /// Which.
        id: Uuid,
        /// Where.
        conversation_id: Uuid,
        /// Its place.
        seq: i64,
        /// The conversation's version at its last change.
        version: i64,
        /// Who wrote it.
        sender_id: Uuid,
        /// Their name now.
        sender_name: String,
        /// The client's id for it.
        client_id: Uuid,
        /// What it says; null in a tombstone.
        text: Option<String>,
        /// What it answers.
        reply_to: Option<Uuid>,
        /// When the server took it, in milliseconds.
        created_at: i64,
        /// When its author changed it, in milliseconds.
        edited_at: Option<i64>,
        /// When it was deleted, in milliseconds.
        deleted_at: Option<i64>,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select m.id, m.conversation_id, m.seq, m.version, m.sender_id, u.name as sender_name, m.client_id, m.text,
                m.reply_to, m.created_at, m.edited_at, m.deleted_at
            from messages m join users u on u.id = m.sender_id ",
            $rest
        )
    };
}

statements! {
    BEFORE = select!("where m.conversation_id = $1 and m.seq < $2 order by m.seq desc limit $3");
    AFTER = select!("where m.conversation_id = $1 and m.seq > $2 order by m.seq limit $3");
    // New ones are the end of the conversation; the index of the changed ones finds the rest.
    SINCE = concat!(
        "select * from (",
        select!("where m.conversation_id = $1 and m.version = m.first_version and m.seq > coalesce((
            select b.seq from messages b where b.conversation_id = $1 and b.first_version <= $2
            order by b.seq desc limit 1), 0)"),
        " union all ",
        select!("where m.conversation_id = $1 and m.version > $2 and m.version <> m.first_version"),
        ") as changed order by version limit $3"
    );
    BY_ID = select!("where m.id = $1");
    PLACE = "select seq from messages where id = $1 and conversation_id = $2";
}

impl Stored {
    /// As the caller sees it, before anybody's reading is known.
    pub fn seen_by(self, caller: UserId) -> Message {
        let sender_id = UserId::from(self.sender_id);
        Message {
            id: self.id.into(),
            conversation_id: self.conversation_id.into(),
            seq: self.seq,
            version: self.version,
            sender_id,
            sender_name: self.sender_name,
            text: self.text.unwrap_or_default(),
            created_at: Timestamp::from_millis(self.created_at),
            client_id: (sender_id == caller).then(|| self.client_id.into()),
            edited_at: self.edited_at.map(Timestamp::from_millis),
            deleted: self.deleted_at.is_some(),
            reply_to: self.reply_to.map(MessageId::from),
            quote: None,
            mentions: Vec::new(),
            reactions: Vec::new(),
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        }
    }
}

/// Messages with a smaller place, newest first.
pub async fn before(conn: &mut Conn, id: ConversationId, seq: i64, limit: i64) -> Result<Vec<Stored>> {
    Ok(fetch_all!(conn, BEFORE, id.uuid(), seq, limit)?)
}

/// Messages with a larger place, oldest first.
pub async fn after(conn: &mut Conn, id: ConversationId, seq: i64, limit: i64) -> Result<Vec<Stored>> {
    Ok(fetch_all!(conn, AFTER, id.uuid(), seq, limit)?)
}

/// Messages that changed after a version, in the order of their changes.
pub async fn since(conn: &mut Conn, id: ConversationId, version: i64, limit: i64) -> Result<Vec<Stored>> {
    Ok(fetch_all!(conn, SINCE, id.uuid(), version, limit)?)
}

/// One message, wherever it is.
pub async fn by_id(conn: &mut Conn, id: MessageId) -> Result<Option<Stored>> {
    Ok(fetch_optional!(conn, BY_ID, id.uuid())?)
}

/// The place of a message of this conversation.
pub async fn place(conn: &mut Conn, conversation: ConversationId, id: MessageId) -> Result<Option<i64>> {
    let found: Option<(i64,)> = fetch_optional!(conn, PLACE, id.uuid(), conversation.uuid())?;
    Ok(found.map(|(seq,)| seq))
}
