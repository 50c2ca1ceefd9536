//! Bringing the schema up to date. The migrations are twins by name, embedded in the binary.

use std::time::Duration;

use anyhow::Context;
use rust_embed::RustEmbed;
use sqlx::{
    ConnectOptions, Connection, SqlSafeStr,
    error::DatabaseError,
    migrate::{MigrateError, Migration, MigrationType, Migrator},
    postgres::PgConnectOptions,
};
use tokio::time::sleep;

use super::{Pool, Store};

/// How often a migration gives way, and for how long.
const TRIES: u32 = 50;
const PAUSE: Duration = Duration::from_millis(200);

#[derive(RustEmbed)]
#[folder = "../migrations/sqlite"]
struct SqliteFiles;

#[derive(RustEmbed)]
#[folder = "../migrations/postgres"]
struct PostgresFiles;

fn migrator<Files: RustEmbed>() -> anyhow::Result<Migrator> {
    let mut migrations = Vec::new();
    for name in Files::iter() {
        let file = Files::get(&name).with_context(|| format!("migration {name}"))?;
        let sql = String::from_utf8(file.data.into_owned()).with_context(|| format!("migration {name}"))?;
        let (number, title) = name
            .trim_end_matches(".sql")
            .split_once('_')
            .with_context(|| format!("migration name {name}"))?;
        let number = number.parse().with_context(|| format!("migration name {name}"))?;
        // The text is ours, from the binary.
        let sql = sqlx::AssertSqlSafe(sql).into_sql_str();
        migrations.push(Migration::new(
            number,
            title.replace('_', " ").into(),
            MigrationType::Simple,
            sql,
            false,
        ));
    }
    Ok(Migrator::with_migrations(migrations))
}

/// A migration that wants a whole table gives way to the nodes that are at work, and tries again until it finds a gap.
async fn run_patiently(options: &PgConnectOptions, migrator: &Migrator) -> Result<(), MigrateError> {
    let mut tries = 1;
    loop {
        // One of its own for each try: the lock that one node at a time migrates under ends with it, also after a failure.
        let mut conn = options.connect().await?;
        let done = migrator.run(&mut conn).await;
        conn.close().await?;
        match done {
            Err(error) if tries < TRIES && gave_way(&error) => sleep(PAUSE).await,
            done => return done,
        }
        tries += 1;
    }
}

/// It waited too long for a lock, or others waited for what it had.
fn gave_way(error: &MigrateError) -> bool {
    let (MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) = error else {
        return false;
    };
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| ["55P03", "40P01"].contains(&code.as_ref()))
}

impl Store {
    /// Applies what is missing.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        match &self.pool {
            Pool::Sqlite { write, .. } => {
                let mut line = write.take().await.context("the database is not open")?;
                migrator::<SqliteFiles>()?.run(line.conn()).await
            }
            Pool::Postgres { pool, .. } => {
                run_patiently(&pool.connect_options(), &migrator::<PostgresFiles>()?).await
            }
        }
        .context("the database cannot be brought up to date; nothing has been changed")
    }

    /// How many migrations are missing.
    pub async fn missing_migrations(&self) -> anyhow::Result<usize> {
        let known = match &self.pool {
            Pool::Sqlite { .. } => migrator::<SqliteFiles>()?,
            Pool::Postgres { .. } => migrator::<PostgresFiles>()?,
        };
        let mut conn = self.read().await?;
        let applied: Vec<(i64,)> =
            fetch_all!(conn, "select version from _sqlx_migrations where success order by version")
                .unwrap_or_default();
        Ok(known.iter().filter(|migration| !applied.contains(&(migration.version,))).count())
    }
}
