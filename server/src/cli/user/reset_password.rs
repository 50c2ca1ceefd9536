//! `user reset-password`.

use std::io::Write;

use clap::Args;

use super::Password;
use crate::{action::accounts, cli, config::Config};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Whose
    email: String,
    /// Read the password from standard input instead of making one
    #[arg(long)]
    password_stdin: bool,
}

pub(super) fn run(config: Config, arguments: &Arguments) -> anyhow::Result<()> {
    cli::must_exist(&config)?;
    let password = Password::get(arguments.password_stdin)?;
    cli::with_app(config, async |app| {
        let user = accounts::reset_password(app, &arguments.email, password.text.clone()).await?;
        let mut out = std::io::stdout();
        writeln!(out, "{} <{}> has another password; all sessions have ended", user.name, user.email)?;
        Ok(password.tell()?)
    })
}
