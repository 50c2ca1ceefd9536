//! What the client writes down of itself, and where, as flags and the environment say it.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::log::Level;

/// What was asked for.
#[derive(Clone, Debug, Args)]
pub(super) struct LogArgs {
    /// How much the client writes down of itself: `off`, `warn`, `info` or `debug`; never what people write, nor who they are
    #[arg(
        long,
        global = true,
        value_name = "LEVEL",
        env = "MESSENGER_LOG",
        hide_env_values = true,
        value_parser = level
    )]
    log: Option<Level>,
    /// Where it writes that; `client.log` in the folder of sessions when absent
    #[arg(long, global = true, value_name = "FILE", env = "MESSENGER_LOG_FILE", hide_env_values = true)]
    log_file: Option<PathBuf>,
}

impl LogArgs {
    /// How much, if that was said.
    pub(super) const fn level(&self) -> Option<Level> {
        self.log
    }

    /// Where.
    pub(super) fn file(&self, state: &Path) -> PathBuf {
        self.log_file.clone().unwrap_or_else(|| state.join("client.log"))
    }
}

fn level(text: &str) -> Result<Level, String> {
    Level::named(text).ok_or_else(|| "there are off, warn, info and debug".to_owned())
}
