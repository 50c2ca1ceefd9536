//! Messages, read back.

use protocol::{
    ConversationId, Forwarded, Message, MessageId, Quote, Timestamp, UserId, limits::QUOTE_CHARS,
};
use uuid::Uuid;

use super::{Conn, mentions, reactions};
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
        /// Whom it mentions, as JSON.
        mentions: Option<String>,
        /// How many reactions it has.
        reactions: i64,
        /// Whose words it forwards,
        forwarded_user_id: Option<Uuid>,
        /// and their name at that time.
        forwarded_name: Option<String>,
        /// Of the answered message: its place,
        quote_seq: Option<i64>,
        /// who wrote it,
        quote_sender_id: Option<Uuid>,
        /// their name now,
        quote_sender_name: Option<String>,
        /// what it says; null in a tombstone.
        quote_text: Option<String>,
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select m.id, m.conversation_id, m.seq, m.version, m.sender_id, u.name as sender_name, m.client_id, m.text,
                m.reply_to, m.created_at, m.edited_at, m.deleted_at, m.mentions, m.reactions, m.forwarded_user_id,
                m.forwarded_name, q.seq as quote_seq, q.sender_id as quote_sender_id, qu.name as quote_sender_name, q.text as quote_text
            from messages m join users u on u.id = m.sender_id
            left join messages q on q.id = m.reply_to left join users qu on qu.id = q.sender_id ",
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
    /// As the caller sees it, before anybody's reactions and reading are known.
    fn bare(mut self, caller: UserId) -> Result<Message> {
        let sender_id = UserId::from(self.sender_id);
        let quote = self.quote();
        let forwarded = forwarded(self.forwarded_user_id, self.forwarded_name.take());
        let mentions = self.mentions.as_deref().map(mentions::read).transpose()?.unwrap_or_default();
        Ok(Message {
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
            quote,
            forwarded,
            mentions,
            reactions: Vec::new(),
            is_read: false,
            read_by_count: 0,
            fully_read: false,
        })
    }

    fn quote(&mut self) -> Option<Box<Quote>> {
        Some(Box::new(quote(Quoted {
            seq: self.quote_seq?,
            sender_id: self.quote_sender_id?,
            sender_name: self.quote_sender_name.take()?,
            text: self.quote_text.take(),
        })))
    }
}

/// Whose words a message forwards, of its row.
pub(super) fn forwarded(user_id: Option<Uuid>, name: Option<String>) -> Option<Box<Forwarded>> {
    Some(Box::new(Forwarded { user_id: user_id?.into(), name: name? }))
}

/// The row of an answered message.
pub(super) struct Quoted {
    pub(super) seq: i64,
    pub(super) sender_id: Uuid,
    pub(super) sender_name: String,
    /// Null in a tombstone.
    pub(super) text: Option<String>,
}

/// As its answer shows it.
pub(super) fn quote(row: Quoted) -> Quote {
    let Quoted { seq, sender_id, sender_name, text } = row;
    let deleted = text.is_none();
    let text = text.map(|text| text.chars().take(QUOTE_CHARS).collect()).unwrap_or_default();
    Quote { seq, sender_id: sender_id.into(), sender_name, text, deleted }
}

/// Messages of one conversation as the caller sees them, in the order in which they were given.
pub async fn seen_by(conn: &mut Conn, caller: UserId, stored: Vec<Stored>) -> Result<Vec<Message>> {
    let reacted = stored.iter().find(|one| one.reactions > 0);
    let conversation = reacted.map(|one| ConversationId::from(one.conversation_id));
    let mut messages = stored.into_iter().map(|one| one.bare(caller)).collect::<Result<Vec<_>>>()?;
    if let Some(id) = conversation {
        reactions::fill(conn, id, caller, &mut messages).await?;
    }
    Ok(messages)
}

/// Messages with a smaller place, newest first.
pub async fn before(conn: &mut Conn, id: ConversationId, seq: i64, limit: i64) -> Result<Vec<Stored>> {
    fetch_all!(conn, BEFORE, id.uuid(), seq, limit)
}

/// Messages with a larger place, oldest first.
pub async fn after(conn: &mut Conn, id: ConversationId, seq: i64, limit: i64) -> Result<Vec<Stored>> {
    fetch_all!(conn, AFTER, id.uuid(), seq, limit)
}

/// Messages that changed after a version, in the order of their changes.
pub async fn since(conn: &mut Conn, id: ConversationId, version: i64, limit: i64) -> Result<Vec<Stored>> {
    fetch_all!(conn, SINCE, id.uuid(), version, limit)
}

/// One message, wherever it is.
pub async fn by_id(conn: &mut Conn, id: MessageId) -> Result<Option<Stored>> {
    fetch_optional!(conn, BY_ID, id.uuid())
}

/// The place of a message of this conversation.
pub async fn place(conn: &mut Conn, conversation: ConversationId, id: MessageId) -> Result<Option<i64>> {
    let found: Option<(i64,)> = fetch_optional!(conn, PLACE, id.uuid(), conversation.uuid())?;
    Ok(found.map(|(seq,)| seq))
}
