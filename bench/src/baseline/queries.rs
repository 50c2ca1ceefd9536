//! What the server reads for a page of history and for a list, with the same statements on one connection: by sqlx, which
//! asks SQLite on a thread of its own, or at once.

use std::str::FromStr;

use anyhow::{Context, Result};
use clap::ValueEnum;
use server::store::{Conn, Kind, Store, census, conversations, messages};
use sqlx::{
    AssertSqlSafe, ConnectOptions, SqliteConnection, postgres::PgConnectOptions, sqlite::SqliteConnectOptions,
};

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

/// Rows of messages are read as such; those of a list are left as they come.
macro_rules! by_sqlx {
    ($conn:ident, $query:ident, $words:ident, $before:expr) => {{
        let before = $before;
        let words = AssertSqlSafe($words.as_str());
        if $query == Query::List {
            drop(sqlx::query(words).bind(user_id(0).uuid()).fetch_all(&mut $conn).await?);
        } else {
            let page = sqlx::query_as(words).bind(World::room(0).uuid()).bind(before).bind(PAGE);
            let page: Vec<messages::Stored> = page.fetch_all(&mut $conn).await?;
            drop(page);
        }
        Ok(1)
    }};
}

pub(super) async fn run(database: &str, query: Query, at_once: bool, time: Time) -> Result<Counted> {
    let store = Store::open(database).await?;
    let mut conn = store.read().await?;
    let messages = conversations::facts(&mut conn, World::room(0)).await?.map_or(0, |facts| facts.last_seq);
    let mut n = 0;
    let mut next = || {
        n += 1;
        query.before(n, messages)
    };
    if at_once {
        return time
            .repeat(async || {
                read(&mut conn, query, next()).await?;
                Ok(1)
            })
            .await;
    }
    let words = words(store.kind(), query)?;
    match database.strip_prefix("sqlite:") {
        Some(path) => {
            let mut conn = sqlite(path).await?;
            time.repeat(async || by_sqlx!(conn, query, words, next())).await
        }
        None => {
            let mut conn = PgConnectOptions::from_str(database)?.connect().await?;
            time.repeat(async || by_sqlx!(conn, query, words, next())).await
        }
    }
}

async fn read(conn: &mut Conn, query: Query, before: i64) -> Result<()> {
    match query {
        Query::List => drop(conversations::list(conn, user_id(0)).await?),
        _ => drop(messages::before(conn, World::room(0), before, PAGE).await?),
    }
    Ok(())
}

/// The server's statement.
fn words(kind: Kind, query: Query) -> Result<String> {
    let (module, name) =
        if query == Query::List { ("conversations", "LIST") } else { ("messages", "BEFORE") };
    let all = census::all(kind);
    let found = all.into_iter().find(|one| (one.module, one.name) == (module, name));
    Ok(found.with_context(|| format!("the server has no statement {name}"))?.sql.into_owned())
}

/// As a program with sqlx would, with as much memory as the server has.
async fn sqlite(path: &str) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .read_only(true)
        .row_buffer_size(512)
        .pragma("cache_size", "-8192")
        .pragma("mmap_size", "268435456");
    Ok(options.connect().await?)
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
