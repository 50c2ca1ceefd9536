//! The log. A line's target is the module that says it, so layers can be turned up apart:
//! `--log info,server::http=debug,server::store=debug`. Every line of a request carries its id.
//!
//! What must never be in a line: a password, a token, a message's text, a query string.

use std::io::IsTerminal;

use tracing_subscriber::{EnvFilter, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{Config, LogFormat};

/// Starts the log on standard error. A second call changes nothing.
pub fn install(config: &Config) {
    let level = config.log.as_str();
    // The library tells of every try to connect; `broker` says it once.
    let quiet = if level.contains("async_nats") { "" } else { ",async_nats=off" };
    let filter = EnvFilter::new(format!("{level}{quiet}"));
    let registry = tracing_subscriber::registry().with(filter);
    let lines = fmt::layer().with_writer(std::io::stderr).with_ansi(std::io::stderr().is_terminal());
    // Fails only when a log is already there.
    let _ = match config.log_format {
        LogFormat::Pretty => registry.with(lines).try_init(),
        LogFormat::Json => registry.with(lines.json().flatten_event(true)).try_init(),
    };
}
