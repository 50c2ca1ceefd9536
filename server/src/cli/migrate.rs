//! `migrate`: bring the database up to date, as the server does when it starts; or only say whether it is.

use std::io::Write;

use anyhow::bail;
use clap::Args;

use crate::{boot, config::Config, store::Store};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Change nothing; the exit code is 1 when something is missing
    #[arg(long)]
    check: bool,
}

pub(super) fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<()> {
    super::block_on(async {
        if arguments.check {
            super::must_exist(config)?;
        } else {
            boot::make_folder(config).await?;
        }
        let store = Store::open(config.database().reveal()).await?;
        let outcome = up_to_date(&store, arguments.check).await;
        store.close().await;
        outcome
    })
}

async fn up_to_date(store: &Store, check: bool) -> anyhow::Result<()> {
    let missing = store.missing_migrations().await?;
    if missing == 0 {
        writeln!(std::io::stdout(), "The database is up to date")?;
        return Ok(());
    }
    if check {
        bail!("{missing} migrations are missing: run messenger-server migrate");
    }
    store.migrate().await?;
    writeln!(std::io::stdout(), "{missing} migrations applied")?;
    Ok(())
}
