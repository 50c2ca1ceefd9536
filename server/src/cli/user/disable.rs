//! `user disable`.

use std::io::Write;

use clap::Args;

use crate::{action::accounts, cli, config::Config};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whose account
    email: String,
}

pub(super) fn run(config: Config, arguments: &Arguments) -> anyhow::Result<()> {
    cli::must_exist(&config)?;
    cli::with_app(config, async |app| {
        let user = accounts::disable(app, &arguments.email).await?;
        let mut out = std::io::stdout();
        writeln!(out, "{} <{}> can no longer sign in; all sessions have ended", user.name, user.email)?;
        Ok(())
    })
}
