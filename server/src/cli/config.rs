//! `config`: what the server would run with, and why.

use std::io::Write;

use crate::config::Config;

pub(super) fn run(config: &Config) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let width = |of: fn(&crate::config::Row) -> usize| config.rows().iter().map(of).max().unwrap_or_default();
    let (name, value) = (width(|row| row.name.len()), width(|row| row.value.len()));
    for row in config.rows() {
        writeln!(out, "{:name$}  {:value$}  {}", row.name, row.value, row.source)?;
    }
    Ok(())
}
