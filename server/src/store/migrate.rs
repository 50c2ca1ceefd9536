//! Bringing the schema up to date. The migrations are twins by name, embedded in the binary.

use anyhow::Context;
use rust_embed::RustEmbed;
use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use super::{Pool, Store};

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

impl Store {
    /// Applies what is missing.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        match &self.pool {
            Pool::Sqlite { write, .. } => {
                let mut line = write.take().await.context("the database is not open")?;
                migrator::<SqliteFiles>()?.run(line.conn()).await
            }
            Pool::Postgres(pool) => migrator::<PostgresFiles>()?.run(pool).await,
        }
        .context("the database cannot be brought up to date; nothing has been changed")
    }

    /// How many migrations are missing.
    pub async fn missing_migrations(&self) -> anyhow::Result<usize> {
        let known = match &self.pool {
            Pool::Sqlite { .. } => migrator::<SqliteFiles>()?,
            Pool::Postgres(_) => migrator::<PostgresFiles>()?,
        };
        let mut conn = self.read().await?;
        let applied: Vec<(i64,)> =
            fetch_all!(conn, "select version from _sqlx_migrations where success order by version")
                .unwrap_or_default();
        Ok(known.iter().filter(|migration| !applied.contains(&(migration.version,))).count())
    }
}
