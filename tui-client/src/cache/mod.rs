//! What is known without a network: one SQLite file per account with the conversations, the messages as far as they are
//! known, what is to be sent and what is being written. Knows SQL and its own thread; knows nothing of screens and servers.
//!
//! * Messages of a conversation are numbered without holes, so a number that is missing is a gap: a page ends before it.
//! * A message that is to be sent is on the disk before it is sent ([`Keeper`] says when), and while the disk takes nothing it is
//!   sent all the same and kept as soon as that is over.
//! * A file that cannot be used is set aside, and what was to be sent is saved from it where that is possible.

mod backlog;
mod conversations;
mod edits;
mod file;
mod keeper;
mod laid;
mod memory;
mod messages;
mod restore;
mod schema;
mod search;
mod wishes;
mod writing;

pub use file::{Aside, Reason, open};
pub use keeper::Keeper;
pub use memory::Memory;
pub use wishes::muted;

use rusqlite::Connection;

use crate::model::Entry;

/// Why the cache could not do it.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// SQLite says why.
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
    /// What is stored cannot be read.
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    /// The file cannot be used.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// A newer client has written it, in this form.
    #[error("made by a newer version (form {0})")]
    Newer(i64),
}

impl Fault {
    /// What was to be kept is the trouble, not the disk: it would fail for ever.
    fn is_of_entry(&self) -> bool {
        use rusqlite::ErrorCode::{ConstraintViolation, TooBig, TypeMismatch};

        match self {
            Self::Sql(error) => error
                .sqlite_error_code()
                .is_none_or(|code| matches!(code, ConstraintViolation | TooBig | TypeMismatch)),
            Self::Json(_) => true,
            Self::Io(_) | Self::Newer(_) => false,
        }
    }
}

/// An open cache.
#[derive(Debug)]
pub struct Cache {
    db: Connection,
}

impl Cache {
    /// One that lasts as long as the process, for when no file can be used.
    fn in_memory() -> Result<Self, Fault> {
        let mut db = Connection::open_in_memory()?;
        schema::migrate(&mut db)?;
        Ok(Self { db })
    }

    /// Keeps several things at once, all or none. What somebody has written survives a power cut from then on.
    pub fn keep(&mut self, entries: &[Entry]) -> Result<(), Fault> {
        let precious = |entry: &Entry| {
            matches!(entry, Entry::Pending(_) | Entry::Edit(_) | Entry::Draft { .. } | Entry::Wished(..))
        };
        let durable = entries.iter().any(precious);
        self.db.pragma_update(None, "synchronous", if durable { "FULL" } else { "NORMAL" })?;
        let change = self.db.transaction()?;
        for entry in entries {
            keep_one(&change, entry)?;
        }
        change.commit()?;
        Ok(())
    }
}

fn keep_one(db: &Connection, entry: &Entry) -> Result<(), Fault> {
    match entry {
        Entry::Greeted { epoch, user } => conversations::greeted(db, *epoch, user),
        Entry::Contact(at) => conversations::note_contact(db, *at),
        Entry::Conversation(conversation, held) => conversations::put(db, conversation, *held),
        Entry::Gone(id) => conversations::remove(db, *id),
        Entry::Messages(messages) => messages.iter().try_for_each(|message| messages::put(db, message)),
        Entry::ForgetMessages(id) => messages::forget(db, *id),
        Entry::ForgetWriting => conversations::forget_writing(db),
        Entry::ForgetAll => conversations::remove_all(db),
        Entry::Wished(id, wish) => wishes::put(db, *id, *wish),
        Entry::Place(place) => conversations::note_place(db, *place),
        Entry::Visited(visited) => conversations::note_visited(db, visited),
        Entry::Pending(pending) => writing::put_pending(db, pending),
        Entry::Sent(id) => writing::remove_pending(db, *id),
        Entry::Edit(edit) => edits::put(db, edit),
        Entry::Edited(id) => edits::remove(db, *id),
        Entry::Draft { conversation_id, draft } => writing::put_draft(db, *conversation_id, draft),
    }
}
