//! What a client begins with: everything but the messages.

use protocol::Timestamp;
use rusqlite::OptionalExtension;
use uuid::Uuid;

use super::{
    Cache, Fault, edits, wishes,
    writing::{self, optional_uuid, uuid},
};
use crate::{
    message::{Known, Snapshot},
    model::Held,
};

impl Cache {
    /// All of it.
    pub fn snapshot(&self) -> Result<Snapshot, Fault> {
        let life = self
            .db
            .query_row("SELECT epoch, user, place, contact, visited FROM life", [], |row| {
                Ok((
                    uuid(row, 0)?,
                    row.get::<_, String>(1)?,
                    optional_uuid(row, 2)?,
                    row.get::<_, Option<i64>>(3)?,
                    row.get::<_, Option<String>>(4)?,
                ))
            })
            .optional()?;
        let mut snapshot = Snapshot {
            conversations: self.known()?,
            outbox: writing::pending(&self.db)?,
            edits: edits::all(&self.db)?,
            drafts: writing::drafts(&self.db)?,
            wishes: wishes::all(&self.db)?,
            ..Snapshot::default()
        };
        if let Some((epoch, user, place, contact, visited)) = life {
            snapshot.life = Some((Uuid::into(epoch), serde_json::from_str(&user)?));
            snapshot.place = place.map(Into::into);
            snapshot.visited = visited.map(|all| serde_json::from_str(&all)).transpose()?.unwrap_or_default();
            snapshot.contact = contact.map(Timestamp::from_millis);
        }
        Ok(snapshot)
    }

    fn known(&self) -> Result<Vec<Known>, Fault> {
        let mut find = self.db.prepare(
            "SELECT body, version, last_seq, EXISTS (SELECT 1 FROM messages WHERE conversation = conversations.key)
             FROM conversations",
        )?;
        let mut rows = find.query([])?;
        let mut known = Vec::new();
        while let Some(row) = rows.next()? {
            known.push(Known {
                conversation: serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?,
                held: Held { version: row.get(1)?, last_seq: row.get(2)? },
                has_messages: row.get(3)?,
            });
        }
        Ok(known)
    }
}
