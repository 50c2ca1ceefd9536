//! Passwords checked one after the other, with the server's own hash.

use anyhow::Result;
use server::guard::Hasher;

use super::{Counted, Time};

pub(super) async fn run(time: Time) -> Result<Counted> {
    let hasher = Hasher::new();
    let hash = hasher.hash("correct horse".into()).await?;
    time.repeat(async || {
        hasher.verify(Some(hash.clone()), "correct horse".into()).await?;
        Ok(1)
    })
    .await
}
