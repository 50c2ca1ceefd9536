//! What this database is.

use protocol::Epoch;
use uuid::Uuid;

use super::Conn;
use crate::error::Result;

statements! {
    PING = "select 1";
    EPOCH = "select value from meta where key = 'epoch'";
    INSERT_EPOCH = "insert into meta (key, value) values ('epoch', $1)
        on conflict (key) do update set value = meta.value returning value";
}

/// The database's epoch; `fresh` becomes it when there is none yet.
pub async fn epoch(conn: &mut Conn, fresh: Epoch) -> Result<Epoch> {
    let known: Option<(String,)> = fetch_optional!(conn, EPOCH)?;
    let (text,) = match known {
        Some(known) => known,
        // Another node may begin at this moment: both take that of the first.
        None => fetch_one!(conn, INSERT_EPOCH, fresh.to_string())?,
    };
    let id: Uuid = text.parse().map_err(|error| anyhow::anyhow!("meta.epoch: {error}"))?;
    Ok(id.into())
}
