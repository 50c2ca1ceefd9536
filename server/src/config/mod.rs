//! Every setting: its default, where it may come from, and its value as a type. Nothing else reads the environment.
//!
//! A value is looked for in this order, the last one found wins: default, file (`--config`), environment, flag.

mod flags;
mod layers;
mod parse;
mod setting;
mod value;

use std::{net::IpAddr, net::SocketAddr, path::PathBuf, time::Duration};

pub use flags::Flags;
pub use layers::Source;
pub use value::{Level, LogFormat, Origin, Registration, Secret, Switch};

/// The settings that a process runs with.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The folder of the embedded database and the secret.
    pub data_dir: PathBuf,
    /// Whether demo data is made, and may be asked for.
    pub demo: Switch,
    /// Where people find the server; `https` makes cookies secure. When absent, the request's own `Host` counts.
    pub public_url: Option<Origin>,
    /// `sqlite:…` or `postgres://…`; the default is `messenger.db` in the data folder.
    pub database_url: Option<Secret>,
    /// `nats://…`, where several nodes tell each other by NATS.
    pub nats_url: Option<Secret>,
    /// How long an access token is good.
    pub access_ttl: Duration,
    /// How long a session lives without being used.
    pub refresh_ttl: Duration,
    /// Whether requests are counted against limits.
    pub rate_limits: Switch,
    /// Who may make an account.
    pub registration: Registration,
    /// A listener of its own for `/metrics`.
    pub metrics_listen: Option<SocketAddr>,
    /// Or the bearer token that opens `/metrics` on the common one.
    pub metrics_token: Option<Secret>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// What is logged, as `tracing`'s `EnvFilter` writes it.
    pub log: Level,
    /// How a line of the log looks.
    pub log_format: LogFormat,
    /// How long the server still answers after it has said that it is not ready any more.
    pub drain_pause: Duration,
    /// Connections that are open at once, at most.
    pub max_connections: usize,
    /// The key of access tokens; when absent, it is made at the first start and kept in the data folder.
    pub secret: Option<Secret>,
    rows: Vec<Row>,
}

/// A setting as `config` prints it.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its name in the file.
    pub name: &'static str,
    /// Its value as it was written; hidden when secret.
    pub value: String,
    /// Where that was.
    pub source: Source,
}

/// A setting that cannot be used, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct BadSetting(String);

impl Config {
    /// Reads all layers.
    pub fn load(flags: &Flags) -> Result<Self, BadSetting> {
        layers::merge(flags, |name| std::env::var(name).ok())
    }

    /// The defaults, as if nothing had been set anywhere.
    pub fn defaults() -> Result<Self, BadSetting> {
        layers::merge(&Flags::default(), |_| None)
    }

    /// The same with one setting changed, as a flag would do it.
    pub fn with(mut self, name: &str, value: &str) -> Result<Self, BadSetting> {
        layers::set(&mut self, name, value, Source::Flag)?;
        Ok(self)
    }

    /// Every setting with its source.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether people come by https, so that cookies must never travel without it.
    pub fn secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(Origin::is_https)
    }

    /// The file of the embedded database; `None` when it is a server's.
    pub fn embedded(&self) -> Option<PathBuf> {
        let url = self.database();
        let path = url.reveal().strip_prefix("sqlite:")?;
        Some(path.strip_prefix("//").unwrap_or(path).into())
    }

    /// The database to open: the one that is set, or a file in the data folder.
    pub fn database(&self) -> Secret {
        self.database_url.clone().unwrap_or_else(|| {
            Secret::new(format!("sqlite:{}", self.data_dir.join("messenger.db").display()))
        })
    }
}

#[cfg(test)]
mod tests;
