//! The table of settings: name, help, default, and how a text becomes the value.

use super::{Config, parse};

type Set = fn(&mut Config, &str) -> Result<(), String>;

/// One setting.
pub(super) struct Setting {
    /// In the file. The flag has hyphens instead of underscores, the variable is in capitals after `MESSENGER_`.
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) default: &'static str,
    /// What the value looks like in `--help`; empty for a switch that needs none.
    pub(super) shape: &'static str,
    pub(super) secret: bool,
    pub(super) set: Set,
}

const fn setting(
    name: &'static str,
    shape: &'static str,
    default: &'static str,
    help: &'static str,
    set: Set,
) -> Setting {
    Setting { name, help, default, shape, secret: false, set }
}

const fn hidden(name: &'static str, shape: &'static str, help: &'static str, set: Set) -> Setting {
    Setting { name, help, default: "", shape, secret: true, set }
}

impl Setting {
    pub(super) fn flag(&self) -> String {
        self.name.replace('_', "-")
    }

    pub(super) fn variables(&self) -> Vec<String> {
        let ours = format!("MESSENGER_{}", self.name.to_ascii_uppercase());
        match self.name {
            // The names that hosting platforms and others' tools use.
            "database_url" | "nats_url" => vec![ours, self.name.to_ascii_uppercase()],
            _ => vec![ours],
        }
    }
}

/// Writes an assignment that parses the text and stores the value.
macro_rules! put {
    ($field:ident) => {
        |config, text| {
            config.$field = text.parse()?;
            Ok(())
        }
    };
    ($field:ident, $parse:path) => {
        |config, text| {
            config.$field = $parse(text)?;
            Ok(())
        }
    };
    (optional $field:ident, $parse:path) => {
        |config, text| {
            config.$field = if text.is_empty() { None } else { Some($parse(text)?) };
            Ok(())
        }
    };
}

pub(super) const SETTINGS: &[Setting] = &[
    setting("listen", "ADDRESS", "127.0.0.1:8000", "Where the server listens", put!(listen, parse::address)),
    setting(
        "data_dir",
        "FOLDER",
        "./data",
        "Folder of the embedded database and the secret",
        |config, text| {
            if text.is_empty() {
                return Err("give a folder".into());
            }
            config.data_dir = text.into();
            Ok(())
        },
    ),
    setting("demo", "", "off", "Make demo accounts, and open the route that makes them", put!(demo)),
    setting(
        "public_url",
        "URL",
        "",
        "Where people find the server; https makes cookies secure",
        put!(optional public_url, str::parse),
    ),
    hidden(
        "database_url",
        "URL",
        "sqlite:PATH or postgres://…; by default messenger.db in the data folder",
        put!(optional database_url, parse::database),
    ),
    hidden(
        "nats_url",
        "URL",
        "nats://…, by which nodes that share a PostgreSQL tell each other; by default the database does it",
        put!(optional nats_url, parse::nats),
    ),
    setting(
        "access_ttl",
        "TIME",
        "15m",
        "How long an access token is good",
        put!(access_ttl, parse::duration),
    ),
    setting(
        "refresh_ttl",
        "TIME",
        "7d",
        "How long an unused session lives",
        put!(refresh_ttl, parse::duration),
    ),
    setting("rate_limits", "", "on", "Count requests against limits", put!(rate_limits)),
    setting("registration", "WHO", "open", "Who may make an account: open or closed", put!(registration)),
    setting(
        "metrics_listen",
        "ADDRESS",
        "",
        "A listener of its own for /metrics",
        put!(optional metrics_listen, parse::address),
    ),
    hidden(
        "metrics_token",
        "TOKEN",
        "The bearer token that opens /metrics on the common listener",
        put!(optional metrics_token, parse::token),
    ),
    setting(
        "trusted_proxies",
        "ADDRESSES",
        "",
        "Proxies whose X-Forwarded-For is believed",
        put!(trusted_proxies, parse::addresses),
    ),
    setting("log", "FILTER", "info", "What is logged, such as info,server::http=debug", put!(log)),
    setting("log_format", "FORMAT", "pretty", "How the log looks: pretty or json", put!(log_format)),
    setting(
        "drain_pause",
        "TIME",
        "1s",
        "How long it still answers after readiness is off, so that a balancer notices; at most 15s",
        put!(drain_pause, parse::pause),
    ),
    setting(
        "max_connections",
        "N",
        "20000",
        "Connections that are open at once",
        put!(max_connections, parse::count),
    ),
    hidden(
        "secret",
        "SECRET",
        "The key of access tokens; by default made at the first start",
        put!(optional secret, parse::secret),
    ),
];
