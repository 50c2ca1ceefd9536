//! `openapi`: the description of the API, for tools.

use std::io::Write;

use crate::{boot, http::openapi};

pub(super) fn run() -> anyhow::Result<()> {
    let text = openapi::document(&boot::doors()).to_pretty_json()?;
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}
