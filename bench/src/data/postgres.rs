//! A PostgreSQL database of its own, dropped with the value.

use std::thread;

use anyhow::{Context, Result};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

/// A database that did not exist before.
pub(super) struct Created {
    /// Its address.
    pub(super) url: String,
    cluster: String,
    name: String,
}

impl Created {
    /// Makes it on the server that `cluster` leads to.
    pub(super) async fn new(cluster: &str) -> Result<Self> {
        let name = format!("bench_{}", uuid::Uuid::now_v7().simple());
        let (server, _) = cluster.rsplit_once('/').context("the address names no database")?;
        execute(cluster, format!("create database {name}")).await?;
        Ok(Self { url: format!("{server}/{name}"), cluster: cluster.to_owned(), name })
    }
}

impl Drop for Created {
    fn drop(&mut self) {
        let (cluster, drop) =
            (self.cluster.clone(), format!("drop database if exists {} with (force)", self.name));
        // A runtime of its own: this one may be the one that is going down.
        let dropping = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(execute(&cluster, drop))
        });
        // Left behind, it does no harm, and its name says where it comes from.
        let _ = dropping.join();
    }
}

/// The statement is ours, with a name that we have made.
async fn execute(cluster: &str, statement: String) -> Result<()> {
    let mut connection = PgConnection::connect(cluster).await.context("cannot reach PostgreSQL")?;
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
