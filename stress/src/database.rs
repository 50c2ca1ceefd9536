//! Where the servers keep their data, and how it is looked at from outside.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::Context;
use server::store::Store;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use crate::proxy::Target;

/// A database of this run.
pub(crate) enum Database {
    /// A file.
    Sqlite(PathBuf),
    /// One of a cluster; the servers reach it by another address when something stands between.
    Postgres {
        /// The address that was given.
        cluster: String,
        /// The database's name.
        name: String,
    },
}

impl Database {
    /// A new one.
    pub(crate) async fn make(given: &str, folder: &Path) -> anyhow::Result<Self> {
        if given == "sqlite" {
            return Ok(Self::Sqlite(folder.join("data").join("messenger.db")));
        }
        let name = format!("stress_{}", uuid::Uuid::new_v4().simple());
        let database = Self::Postgres { cluster: given.to_owned(), name };
        database.administer("create database").await?;
        Ok(database)
    }

    /// Its address.
    pub(crate) fn url(&self) -> String {
        match self {
            Self::Sqlite(path) => format!("sqlite:{}", path.display()),
            Self::Postgres { cluster, name } => {
                let server = cluster.rsplit_once('/').map_or(cluster.as_str(), |(server, _)| server);
                format!("{server}/{name}")
            }
        }
    }

    /// Its address through a proxy.
    pub(crate) fn url_through(&self, proxy: SocketAddr) -> String {
        match self {
            Self::Sqlite(_) => self.url(),
            Self::Postgres { cluster, name } => {
                let (scheme, rest) = cluster.split_once("://").unwrap_or(("postgres", cluster));
                let user = rest.split_once('@').map(|(user, _)| format!("{user}@")).unwrap_or_default();
                format!("{scheme}://{user}{proxy}/{name}")
            }
        }
    }

    /// What a proxy before it connects to.
    pub(crate) fn socket(&self) -> Option<Target> {
        let Self::Postgres { cluster, .. } = self else { return None };
        let (_, rest) = cluster.split_once("://")?;
        let host = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        let host = host.split_once('/').map_or(host, |(host, _)| host);
        let folder = host.replace("%2F", "/");
        if folder.starts_with('/') {
            return Some(Target::Unix(Path::new(&folder).join(".s.PGSQL.5432")));
        }
        Some(Target::Tcp(if host.contains(':') { host.to_owned() } else { format!("{host}:5432") }))
    }

    /// Opens it beside the servers.
    pub(crate) async fn open(&self) -> anyhow::Result<Store> {
        Store::open(&self.url()).await
    }

    /// Takes it away.
    pub(crate) async fn drop(&self) -> anyhow::Result<()> {
        self.administer("drop database if exists").await
    }

    /// Ends the connections of the servers whose last statement contains this, or all; tells how many there were.
    pub(crate) async fn terminates(&self, statement: &str) -> anyhow::Result<u64> {
        let Self::Postgres { cluster, name } = self else { return Ok(0) };
        let mut conn = PgConnection::connect(cluster).await?;
        let ended = sqlx::query(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where datname = $1 and pid <> pg_backend_pid() and query ilike '%' || $2 || '%'",
        )
        .bind(name)
        .bind(statement)
        .execute(&mut conn)
        .await?;
        conn.close().await?;
        Ok(ended.rows_affected())
    }

    async fn administer(&self, deed: &str) -> anyhow::Result<()> {
        let Self::Postgres { cluster, name } = self else { return Ok(()) };
        let mut conn = PgConnection::connect(cluster).await.context("the cluster of --database")?;
        let force = if deed.starts_with("drop") { " with (force)" } else { "" };
        sqlx::raw_sql(AssertSqlSafe(format!("{deed} {name}{force}"))).execute(&mut conn).await?;
        Ok(conn.close().await?)
    }
}

/// What SQLite itself says of a file.
pub(crate) async fn integrity(path: &Path) -> anyhow::Result<String> {
    let mut conn = SqliteConnection::connect(&format!("sqlite:{}", path.display())).await?;
    let (said,): (String,) = sqlx::query_as("pragma integrity_check").fetch_one(&mut conn).await?;
    conn.close().await?;
    Ok(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_goes_through_a_proxy() {
        let proxy = "127.0.0.1:9".parse().unwrap();
        let at = |cluster: &str| Database::Postgres { cluster: cluster.into(), name: "it".into() };
        let tcp = at("postgres://me:secret@db.example:6432/postgres");
        assert_eq!(tcp.url(), "postgres://me:secret@db.example:6432/it");
        assert_eq!(tcp.url_through(proxy), "postgres://me:secret@127.0.0.1:9/it");
        assert!(matches!(tcp.socket(), Some(Target::Tcp(to)) if to == "db.example:6432"));
        let unix = at("postgres://me@%2Ftmp%2Fx/postgres");
        assert_eq!(unix.url_through(proxy), "postgres://me@127.0.0.1:9/it");
        assert!(matches!(unix.socket(), Some(Target::Unix(to)) if to == Path::new("/tmp/x/.s.PGSQL.5432")));
    }
}
