//! Read positions: one number a member, only ever raised; and who has to be told that all have read.

use protocol::{ConversationId, MessageId, UserId};
use uuid::Uuid;

use super::Conn;
use crate::error::Result;

/// A message that all others have read, and who has to be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FullyRead {
    /// Where.
    pub conversation: ConversationId,
    /// Who wrote it.
    pub sender: UserId,
    /// Which.
    pub message: MessageId,
    /// Its place.
    pub seq: i64,
}

/// The watermark of a sender `s`: the slowest of the others.
macro_rules! watermark {
    ($sender:literal, $conversation:literal) => {
        concat!(
            "(select o.read_seq from members o where o.conversation_id = ",
            $conversation,
            " and o.left_at is null and o.user_id <> ",
            $sender,
            " order by o.read_seq limit 1)"
        )
    };
}

statements! {
    RAISE = "update members set read_seq = $3
        where conversation_id = $1 and user_id = $2 and left_at is null and read_seq < $3";
    NEWLY_IN_SPAN = concat!(
        "select m.sender_id, m.id, m.seq from messages m
        join members s on s.conversation_id = m.conversation_id and s.user_id = m.sender_id and s.left_at is null
        where m.conversation_id = $1 and m.seq > $2 and m.seq <= $3 and m.sender_id <> $4
            and m.seq > s.fully_read_seq and m.seq <= ", watermark!("m.sender_id", "$1"), "
        order by m.seq desc"
    );
    PENDING = concat!(
        "select s.conversation_id, m.id, m.seq from members s
        join messages m on m.conversation_id = s.conversation_id and m.seq = (
            select max(x.seq) from messages x where x.conversation_id = s.conversation_id and x.sender_id = s.user_id
                and x.seq > s.fully_read_seq
                and x.seq <= ", watermark!("s.user_id", "s.conversation_id"), ")
        where s.user_id = $1 and s.left_at is null and s.sent_seq > s.fully_read_seq"
    );
    TELL = "update members set fully_read_seq = $3
        where conversation_id = $1 and user_id = $2 and left_at is null and fully_read_seq < $3";
}

/// Raises what a member has read; false when it was as high already.
pub async fn raise(conn: &mut Conn, id: ConversationId, user: UserId, seq: i64) -> Result<bool> {
    Ok(execute!(conn, RAISE, id.uuid(), user.uuid(), seq)? == 1)
}

/// What the reading of `reader` from after `old` up to `new` has made fully read: the newest message of each sender
/// who has not been told.
pub async fn newly_in_span(
    conn: &mut Conn,
    id: ConversationId,
    reader: UserId,
    old: i64,
    new: i64,
) -> Result<Vec<FullyRead>> {
    let found: Vec<(Uuid, Uuid, i64)> = fetch_all!(conn, NEWLY_IN_SPAN, id.uuid(), old, new, reader.uuid())?;
    let mut newest: Vec<FullyRead> = Vec::new();
    for (sender, message, seq) in found {
        if !newest.iter().any(|known| known.sender.uuid() == sender) {
            newest.push(FullyRead { conversation: id, sender: sender.into(), message: message.into(), seq });
        }
    }
    Ok(newest)
}

/// What became fully read while nobody could tell this sender: the newest message of each conversation.
pub async fn pending(conn: &mut Conn, sender: UserId) -> Result<Vec<FullyRead>> {
    let found: Vec<(Uuid, Uuid, i64)> = fetch_all!(conn, PENDING, sender.uuid())?;
    Ok(found
        .into_iter()
        .map(|(conversation, message, seq)| FullyRead {
            conversation: conversation.into(),
            sender,
            message: message.into(),
            seq,
        })
        .collect())
}

/// Notes that the sender is told; false when somebody else was faster.
pub async fn tell(conn: &mut Conn, fact: &FullyRead) -> Result<bool> {
    Ok(execute!(conn, TELL, fact.conversation.uuid(), fact.sender.uuid(), fact.seq)? == 1)
}
