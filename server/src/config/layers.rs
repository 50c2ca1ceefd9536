//! Default, file, environment, flag: one on top of the other, each value with its source.

use std::{fmt, net::SocketAddr, path::Path, path::PathBuf, time::Duration};

use super::{
    BadSetting, Config, Flags, Row,
    setting::{SETTINGS, Setting},
    value::{Level, LogFormat, Registration, Switch},
};

/// Where a value was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nowhere.
    Default,
    /// In a file.
    File(PathBuf),
    /// By a variable of the environment.
    Environment(String),
    /// On the command line.
    Flag,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Environment(name) => f.write_str(name),
            Self::Flag => f.write_str("command line"),
        }
    }
}

/// Puts the layers together. `environment` looks a variable up.
pub(super) fn merge(
    flags: &Flags,
    environment: impl Fn(&str) -> Option<String>,
) -> Result<Config, BadSetting> {
    let mut config = blank();
    for setting in SETTINGS {
        put(&mut config, setting, setting.default, Source::Default)?;
    }
    let file = flags.file.clone().or_else(|| environment("MESSENGER_CONFIG").map(PathBuf::from));
    if let Some(path) = file {
        for (name, value) in read(&path)? {
            set(&mut config, &name, &value, Source::File(path.clone()))?;
        }
    }
    for setting in SETTINGS {
        let found = setting.variables().into_iter().find_map(|name| Some((environment(&name)?, name)));
        if let Some((value, name)) = found {
            put(&mut config, setting, &value, Source::Environment(name))?;
        }
    }
    for (name, value) in &flags.values {
        set(&mut config, name, value, Source::Flag)?;
    }
    Ok(config)
}

/// Sets one setting by its name.
pub(super) fn set(config: &mut Config, name: &str, value: &str, source: Source) -> Result<(), BadSetting> {
    let Some(setting) = SETTINGS.iter().find(|setting| setting.name == name) else {
        let known: Vec<_> = SETTINGS.iter().map(|setting| setting.name).collect();
        return Err(BadSetting(format!(
            "{source}: there is no setting {name}; there are {}",
            known.join(", ")
        )));
    };
    put(config, setting, value, source)
}

fn put(config: &mut Config, setting: &Setting, value: &str, source: Source) -> Result<(), BadSetting> {
    let shown = if setting.secret { "(hidden)" } else { value };
    (setting.set)(config, value)
        .map_err(|hint| BadSetting(format!("setting {} = {shown:?} ({source}): {hint}", setting.name)))?;
    let value = if value.is_empty() { "" } else { shown };
    config.rows.retain(|row| row.name != setting.name);
    config.rows.push(Row { name: setting.name, value: value.to_owned(), source });
    let place = |row: &Row| SETTINGS.iter().position(|setting| setting.name == row.name);
    config.rows.sort_by_key(place);
    Ok(())
}

/// The file as names and texts: a list is written with commas, as it would be in the environment.
fn read(path: &Path) -> Result<Vec<(String, String)>, BadSetting> {
    let problem = |why: String| BadSetting(format!("settings file {}: {why}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|error| problem(error.to_string()))?;
    let table: toml::Table =
        text.parse().map_err(|error: toml::de::Error| problem(error.message().into()))?;
    table
        .into_iter()
        .map(|(name, value)| {
            plain(value)
                .map(|value| (name.clone(), value))
                .ok_or_else(|| problem(format!("{name} is a table")))
        })
        .collect()
}

fn plain(value: toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text),
        toml::Value::Array(items) => {
            let items: Option<Vec<_>> = items.into_iter().map(plain).collect();
            items.map(|items| items.join(","))
        }
        toml::Value::Table(_) => None,
        other => Some(other.to_string()),
    }
}

/// Holds a place until the defaults of the table are in.
fn blank() -> Config {
    Config {
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        data_dir: PathBuf::new(),
        demo: Switch::Off,
        public_url: None,
        database_url: None,
        nats_url: None,
        access_ttl: Duration::ZERO,
        refresh_ttl: Duration::ZERO,
        rate_limits: Switch::On,
        registration: Registration::Open,
        metrics_listen: None,
        metrics_token: None,
        trusted_proxies: Vec::new(),
        log: Level::info(),
        log_format: LogFormat::Pretty,
        drain_pause: Duration::ZERO,
        max_connections: 0,
        secret: None,
        rows: Vec::new(),
    }
}
