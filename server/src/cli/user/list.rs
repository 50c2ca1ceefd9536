//! `user list`.

use std::io::Write;

use clap::Args;
use protocol::{Timestamp, UserId};
use serde::Serialize;

use crate::{
    app::App,
    cli,
    config::Config,
    store::accounts::{self, Account},
};

/// Accounts read at once.
const PAGE: i64 = 1_000;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// As a JSON array
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row {
    id: UserId,
    name: String,
    email: String,
    created_at: Timestamp,
    disabled_at: Option<Timestamp>,
}

impl From<Account> for Row {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.into(),
            name: account.name,
            email: account.email,
            created_at: Timestamp::from_millis(account.created_at),
            disabled_at: account.disabled_at.map(Timestamp::from_millis),
        }
    }
}

pub(super) fn run(config: Config, arguments: &Arguments) -> anyhow::Result<()> {
    cli::must_exist(&config)?;
    cli::with_app(config, async |app| {
        let rows = all(app).await?;
        let mut out = std::io::stdout().lock();
        if arguments.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
            return Ok(());
        }
        let width = rows.iter().map(|row| row.email.chars().count()).max().unwrap_or_default();
        for row in rows {
            let state = if row.disabled_at.is_some() { "  (disabled)" } else { "" };
            writeln!(out, "{}  {:width$}  {}{state}", row.created_at, row.email, row.name)?;
        }
        Ok(())
    })
}

async fn all(app: &App) -> anyhow::Result<Vec<Row>> {
    let mut tx = app.store.snapshot().await?;
    let mut rows: Vec<Row> = Vec::new();
    loop {
        let page = accounts::all(&mut tx, PAGE, i64::try_from(rows.len())?).await?;
        if page.is_empty() {
            return Ok(rows);
        }
        rows.extend(page.into_iter().map(Row::from));
    }
}
