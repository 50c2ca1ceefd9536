//! A database of its own for each story.

use std::time::{Duration, Instant};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::time::sleep;

use crate::PATIENCE;

/// What the server keeps its data in.
#[derive(Debug)]
pub enum Database {
    /// A file in the server's data folder.
    Sqlite,
    /// A database that is dropped with this value.
    Postgres {
        /// The address of the cluster that the tests were given.
        cluster: String,
        /// The database's name.
        name: String,
    },
}

impl Database {
    /// A new PostgreSQL database, if there is a cluster to make it in.
    pub async fn postgres() -> Option<Self> {
        let Ok(cluster) = std::env::var("TEST_POSTGRES_URL") else {
            eprintln!("left out: TEST_POSTGRES_URL is not set");
            return None;
        };
        let name = format!("story_{}", uuid::Uuid::new_v4().simple());
        execute(&cluster, format!("create database {name}")).await;
        Some(Self::Postgres { cluster, name })
    }

    /// What `DATABASE_URL` is for the server, if not its default.
    pub fn url(&self) -> Option<String> {
        match self {
            Self::Sqlite => None,
            Self::Postgres { cluster, name } => {
                let (server, _) = cluster.rsplit_once('/').expect("postgres://…/database");
                Some(format!("{server}/{name}"))
            }
        }
    }
}

impl Database {
    /// Ends the server's connections of this name, as an administrator or a failing network would, once there are at least so
    /// many.
    pub async fn cuts(&self, application: &str, least: i64) {
        let url = self.url().expect("a PostgreSQL");
        let mut connection = PgConnection::connect(&url).await.unwrap();
        let deadline = Instant::now() + PATIENCE;
        let theirs = "from pg_stat_activity where datname = current_database() and application_name = $1";
        let mut counts = async |what| {
            let counted =
                sqlx::query_scalar::<_, i64>(AssertSqlSafe(format!("select count({what}) {theirs}")));
            counted.bind(application).fetch_one(&mut connection).await.unwrap()
        };
        while counts("pid").await < least {
            assert!(Instant::now() < deadline, "there are not {least} of {application}");
            sleep(Duration::from_millis(5)).await;
        }
        counts("pg_terminate_backend(pid)").await;
        connection.close().await.unwrap();
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Self::Postgres { cluster, name } = self else { return };
        let (cluster, drop) = (cluster.clone(), format!("drop database if exists {name} with (force)"));
        // A runtime of its own: the story's may be the one that is going down.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(execute(&cluster, drop));
        });
        let dropped = dropping.join();
        assert!(dropped.is_ok() || std::thread::panicking(), "the story's database could not be dropped");
    }
}

async fn execute(cluster: &str, statement: String) {
    let mut connection = PgConnection::connect(cluster).await.expect("the cluster of TEST_POSTGRES_URL");
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}
