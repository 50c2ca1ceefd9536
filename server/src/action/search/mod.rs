//! Finding messages that the caller may read now: what the index has, and what it has not yet. Nothing is taken on trust of
//! the index: each message is looked at as it is at this moment, so what was edited or deleted is gone from here at once.

mod cursor;
mod follow;
mod gather;
mod sight;

use std::{cmp::Reverse, collections::HashSet, time::Duration};

use protocol::{
    Found,
    limits::{SEARCH_PAGE, SEARCH_PAGE_MAX},
    request::SearchMessages,
};
use tokio::{sync::SemaphorePermit, time::timeout};

pub use self::follow::{Follower, Step};
use self::{cursor::Cursor, sight::Sight};
use super::{Caller, conversations};
use crate::{
    app::App,
    domain::{
        permission::Deed,
        search::{Query, first_key},
    },
    error::{Error, Result},
    guard::Limit,
    store::search::{self as store, Range},
};

/// How long somebody waits for those who search before them.
const TURN_WITHIN: Duration = Duration::from_secs(5);

/// A page of what is found, newest first.
pub async fn find(app: &App, caller: &Caller, wish: &SearchMessages) -> Result<Found> {
    app.limits.count(Limit::Find, caller.id())?;
    let query = Query::parse(&wish.q)?;
    let limit = limit(wish)?;
    let bound = Cursor::of(caller.id(), wish);
    let before = bound.read(wish.cursor.as_deref())?;
    let _turn = turn(app).await?;
    let mut tx = app.store.snapshot().await?;
    store::hurry(&mut tx).await?;
    if let Some(id) = wish.chat_id {
        conversations::known(&mut tx, id, caller.id(), Deed::Read).await?;
    }
    if query.is_empty() {
        return Ok(Found { hits: Vec::new(), cursor: None, indexing: false });
    }
    let list = conversations::all(&mut tx, caller.id()).await?;
    let sight = Sight::new(caller, &query, list, wish.chat_id);
    let range = Range {
        from: query.after.map_or(0, first_key),
        before: query.before.map_or(before, |time| before.min(first_key(time))),
    };
    let indexed = gather::indexed(&mut tx, &sight, range, limit).await?;
    let range = Range { from: indexed.end.unwrap_or(range.from), ..range };
    let tail = gather::tail(&mut tx, &sight, range).await?;
    drop(tx);
    let mut found = indexed.found;
    found.extend(tail.found);
    found.sort_by_key(|candidate| Reverse(candidate.key));
    let mut seen = HashSet::new();
    found.retain(|candidate| seen.insert(candidate.id));
    let rest = found.get(limit).map(|_| found[limit - 1].key).or(indexed.end);
    found.truncate(limit);
    Ok(Found {
        hits: found.into_iter().filter_map(|candidate| sight.hit(candidate)).collect(),
        cursor: rest.map(|key| bound.write(key)),
        indexing: tail.is_cut,
    })
}

fn limit(wish: &SearchMessages) -> Result<usize> {
    let limit = wish.limit.unwrap_or(i64::from(SEARCH_PAGE));
    if limit < 1 {
        return Err(Error::invalid("limit", "invalid", "A page has at least one message"));
    }
    Ok(usize::try_from(limit.min(i64::from(SEARCH_PAGE_MAX))).unwrap_or(1))
}

/// Few search at once: whoever reads and writes shall not wait for them.
async fn turn(app: &App) -> Result<SemaphorePermit<'_>> {
    let turn = timeout(TURN_WITHIN, app.searches.acquire()).await;
    turn.ok().and_then(Result::ok).ok_or(Error::Unavailable { retry_after: TURN_WITHIN })
}
