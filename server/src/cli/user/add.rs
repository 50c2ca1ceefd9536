//! `user add`.

use std::io::Write;

use clap::Args;
use protocol::request::Register;

use super::Password;
use crate::{action::accounts, cli, config::Config};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What the others see
    #[arg(long)]
    name: String,
    /// What they sign in with
    #[arg(long)]
    email: String,
    /// Read the password from standard input instead of making one
    #[arg(long)]
    password_stdin: bool,
}

pub(super) fn run(config: Config, arguments: Arguments) -> anyhow::Result<()> {
    let password = Password::get(arguments.password_stdin)?;
    cli::with_app(config, async |app| {
        let Arguments { name, email, .. } = arguments;
        let user = accounts::add(app, Register { name, email, password: password.text.clone() }).await?;
        writeln!(std::io::stdout(), "Made {} <{}>", user.name, user.email)?;
        Ok(password.tell()?)
    })
}
