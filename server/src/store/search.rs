//! Looking for messages: what the index has, and what it has not yet. What is found here are candidates: who may read them,
//! and whether they say what was looked for, is asked of each by the caller.

use protocol::ConversationId;
use uuid::Uuid;

use super::Conn;
use crate::error::Result;

record! {
    /// A message that may be what is looked for.
    pub struct Candidate {
        /// Which.
        id: Uuid,
        /// Where.
        conversation_id: Uuid,
        /// Its place.
        seq: i64,
        /// Who wrote it.
        sender_id: Uuid,
        /// Their name now.
        sender_name: String,
        /// What it says now; null in a tombstone.
        text: Option<String>,
        /// When the server took it, in milliseconds.
        created_at: i64,
    }
}

macro_rules! candidates {
    ($rest:literal) => {
        concat!(
            "select m.id, m.conversation_id, m.seq, m.sender_id, u.name as sender_name, m.text, m.created_at
            from messages m join users u on u.id = m.sender_id ",
            $rest
        )
    };
}

statements! {
    NEW = candidates!("where m.conversation_id = $1 and m.seq > $2 order by m.seq desc limit $3");
}

/// The newest messages after this place.
pub async fn after(conn: &mut Conn, id: ConversationId, seq: i64, most: i64) -> Result<Vec<Candidate>> {
    Ok(fetch_all!(conn, NEW, id.uuid(), seq, most)?)
}
