//! A folder and a database of their own for a server, gone with this value.

use std::{path::Path, str::FromStr};

use anyhow::{Context, Result};
use server::{
    clock::Clock,
    config::Config,
    guard::{Tokens, secret},
    store::Store,
};
use tempfile::TempDir;

use super::{lay::Person, postgres};

/// Longer than any run.
const TOKEN_LIVES: std::time::Duration = std::time::Duration::from_hours(24);

/// Which database is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Database {
    /// A file in the server's folder.
    Sqlite,
    /// A new database beside this one, which only says where the server is and who we are.
    Postgres(String),
}

impl FromStr for Database {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "sqlite" => Ok(Self::Sqlite),
            url if url.starts_with("postgres://") || url.starts_with("postgresql://") => {
                Ok(Self::Postgres(url.to_owned()))
            }
            _ => Err("say sqlite or postgres://user:password@host/database".into()),
        }
    }
}

impl Database {
    /// What it is called in a report; an address may hold a password.
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

/// Where a server lives.
pub(crate) struct Home {
    folder: TempDir,
    postgres: Option<postgres::Created>,
    tokens: Tokens,
    config: Config,
}

impl Home {
    /// An empty one.
    pub(crate) async fn new(database: &Database) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("messenger-bench-").tempdir()?;
        let path = folder.path().to_str().context("the temporary folder has a name that is not UTF-8")?;
        let config = Config::defaults()?.with("data_dir", path)?;
        let postgres = match database {
            Database::Sqlite => None,
            Database::Postgres(url) => Some(postgres::Created::new(url).await?),
        };
        let config = match &postgres {
            None => config,
            Some(created) => config.with("database_url", &created.url)?,
        };
        let tokens = Tokens::new(&secret::open(&config)?, Clock::system(), TOKEN_LIVES);
        Ok(Self { folder, postgres, tokens, config })
    }

    /// The folder.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What `DATABASE_URL` is for the server, if not its default.
    pub(crate) fn database_url(&self) -> Option<&str> {
        self.postgres.as_ref().map(|created| created.url.as_str())
    }

    /// The address of the database, for a baseline.
    pub(crate) fn address(&self) -> String {
        self.config.database().reveal().to_owned()
    }

    /// The database, up to date.
    pub(crate) async fn store(&self) -> Result<Store> {
        let store = Store::open(self.config.database().reveal()).await?;
        store.migrate().await?;
        Ok(store)
    }

    /// An access token that this server will take.
    pub(crate) fn token(&self, person: &Person) -> Result<String> {
        Ok(self.tokens.access(person.user, person.session)?)
    }
}
