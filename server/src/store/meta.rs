//! What this database is.

use protocol::Epoch;
use uuid::Uuid;

use super::Conn;
use crate::error::Result;

statements! {
    PING = "select 1";
    EPOCH = "select value from meta where key = 'epoch'";
    INSERT_EPOCH = "insert into meta (key, value) values ('epoch', $1) on conflict (key) do nothing";
}

/// The database's epoch; `fresh` becomes it when there is none yet.
pub async fn epoch(conn: &mut Conn, fresh: Epoch) -> Result<Epoch> {
    let known: Option<(String,)> = fetch_optional!(conn, EPOCH)?;
    if let Some((text,)) = known {
        let id: Uuid = text.parse().map_err(|error| anyhow::anyhow!("meta.epoch: {error}"))?;
        return Ok(id.into());
    }
    execute!(conn, INSERT_EPOCH, fresh.to_string())?;
    Ok(fresh)
}
