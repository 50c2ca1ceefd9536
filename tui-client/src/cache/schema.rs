//! The tables, and how an older file becomes one of today. A step is never changed once it was released, only followed.

use rusqlite::Connection;

use super::Fault;

/// Each brings the file from the form of its number to the next.
const STEPS: &[&str] = &[
    // One row. `place`: the conversation that was open last.
    "CREATE TABLE life (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        epoch BLOB NOT NULL,
        user TEXT NOT NULL,
        place BLOB
    );
    -- `body` is what the list says now; `version` and `last_seq` tell how far its messages are known.
    CREATE TABLE conversations (
        key INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE,
        version INTEGER NOT NULL,
        last_seq INTEGER NOT NULL,
        body TEXT NOT NULL
    );
    -- `key` grows with the time of the message, so that the newest of what is found comes first without sorting.
    CREATE TABLE messages (
        key INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        version INTEGER NOT NULL,
        body TEXT NOT NULL
    );
    CREATE UNIQUE INDEX message_places ON messages (conversation, seq);
    -- `rowid` is the message's key; `place` is one word for its conversation.
    CREATE VIRTUAL TABLE words USING fts5 (
        text, sender, place,
        content = '', contentless_delete = 1, tokenize = \"unicode61 remove_diacritics 2\"
    );
    CREATE TABLE outbox (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        client_id BLOB NOT NULL UNIQUE,
        conversation BLOB NOT NULL,
        text TEXT NOT NULL,
        reply_to BLOB,
        written_at INTEGER NOT NULL,
        refused TEXT
    );
    CREATE TABLE drafts (
        conversation BLOB PRIMARY KEY,
        text TEXT NOT NULL,
        reply_to BLOB
    );",
    // The message whose text is being changed, and what it is to say; both or neither.
    "ALTER TABLE drafts ADD COLUMN changed BLOB;
    ALTER TABLE drafts ADD COLUMN change TEXT;
    -- What the user has said of a chat for this device.
    CREATE TABLE marks (
        conversation BLOB PRIMARY KEY,
        muted INTEGER NOT NULL,
        pinned INTEGER NOT NULL,
        unread INTEGER NOT NULL
    );",
    // What a message forwards, as JSON; its `text` is empty then.
    "ALTER TABLE outbox ADD COLUMN forward TEXT;",
    // Until when all this was what the server has, in milliseconds.
    "ALTER TABLE life ADD COLUMN contact INTEGER;",
    // What was said for this device alone is to be told to the server.
    "-- What the user has said of a chat and the server does not know yet; null where nothing is to be told.
    CREATE TABLE wishes (
        conversation BLOB PRIMARY KEY,
        muted INTEGER,
        pinned INTEGER,
        unread INTEGER
    );
    INSERT INTO wishes SELECT conversation, nullif(muted, 0), nullif(pinned, 0), nullif(unread, 0) FROM marks;
    DROP TABLE marks;",
    // The conversations that were opened, the last one last: a JSON array of their ids.
    "ALTER TABLE life ADD COLUMN visited TEXT;",
    // What an older client kept of a change on its way stands in its draft, and goes on being written.
    "-- Another text for a message, until the server has it. `known`: what the message was known to say, a JSON array.
    CREATE TABLE edits (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        message BLOB NOT NULL UNIQUE,
        conversation BLOB NOT NULL,
        text TEXT NOT NULL,
        known TEXT NOT NULL,
        refused TEXT
    );",
];

/// Brings the file to the form of today.
pub(super) fn migrate(db: &mut Connection) -> Result<(), Fault> {
    let form: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let Some(steps) = usize::try_from(form).ok().and_then(|form| STEPS.get(form..)) else {
        return Err(Fault::Newer(form));
    };
    for (step, next) in steps.iter().zip(form + 1..) {
        let change = db.transaction()?;
        change.execute_batch(step)?;
        change.pragma_update(None, "user_version", next)?;
        change.commit()?;
    }
    Ok(())
}
