//! A database of its own in PostgreSQL, for tests of several binaries.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// An empty database in the cluster of `TEST_POSTGRES_URL`, as `scripts/test` starts it. It is dropped with this value.
pub(crate) struct Postgres {
    /// Where it is, as `DATABASE_URL` says it.
    pub(crate) url: String,
    cluster: String,
    name: String,
}

impl Postgres {
    pub(crate) async fn fresh() -> Self {
        let cluster = std::env::var("TEST_POSTGRES_URL")
            .unwrap_or_else(|_| panic!("TEST_POSTGRES_URL: run scripts/test"));
        let name = format!("t_{}", uuid::Uuid::new_v4().simple());
        execute(&cluster, format!("create database {name}")).await;
        let (server, rest) = cluster.rsplit_once('/').unwrap();
        let query = rest.split_once('?').map_or(String::new(), |(_, query)| format!("?{query}"));
        Self { url: format!("{server}/{name}{query}"), cluster, name }
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        let (cluster, drop) = (self.cluster.clone(), format!("drop database {} with (force)", self.name));
        // A runtime of its own: the test's may be the one that is going down.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&cluster, drop));
        });
        let dropped = dropping.join();
        assert!(dropped.is_ok() || std::thread::panicking(), "the test's database could not be dropped");
    }
}

async fn execute(cluster: &str, statement: String) {
    let mut connection = PgConnection::connect(cluster).await.unwrap();
    connection.execute(AssertSqlSafe(statement)).await.unwrap();
    connection.close().await.unwrap();
}
