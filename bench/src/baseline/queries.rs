//! What the server reads for a page of history and for a list, with the same statements on one connection.

use anyhow::Result;
use clap::ValueEnum;
use server::store::{Conn, Store, conversations, messages};

use super::{Counted, Time};
use crate::data::{World, user_id};

/// Messages on a page.
pub(crate) const PAGE: i64 = 50;

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Query {
    /// The newest page of the first conversation
    Newest,
    /// Its pages in an order that jumps about
    Anywhere,
    /// Its oldest page
    Oldest,
    /// The list of the first person
    List,
}

impl Query {
    /// The place before which the `n`th page of that kind ends, among so many messages.
    pub(crate) fn before(self, n: i64, messages: i64) -> i64 {
        match self {
            Self::Newest | Self::List => messages + 1,
            Self::Oldest => PAGE + 1,
            // Steps of an odd prime part: no page comes again soon.
            Self::Anywhere => PAGE + 1 + n.wrapping_mul(618_033_989).rem_euclid((messages - PAGE).max(1)),
        }
    }
}

pub(super) async fn run(database: &str, query: Query, time: Time) -> Result<Counted> {
    let store = Store::open(database).await?;
    let mut conn = store.read().await?;
    let room = World::room(0);
    let messages = conversations::facts(&mut conn, room).await?.map_or(0, |facts| facts.last_seq);
    let mut n = 0;
    time.repeat(async || {
        n += 1;
        read(&mut conn, query, query.before(n, messages)).await?;
        Ok(1)
    })
    .await
}

async fn read(conn: &mut Conn, query: Query, before: i64) -> Result<()> {
    match query {
        Query::List => drop(conversations::list(conn, user_id(0)).await?),
        _ => drop(messages::before(conn, World::room(0), before, PAGE).await?),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_is_whole() {
        for n in 0..1_000 {
            for query in [Query::Newest, Query::Anywhere, Query::Oldest] {
                let before = query.before(n, 10_000);
                assert!((PAGE + 1..=10_001).contains(&before), "{query:?} {before}");
            }
        }
    }
}
