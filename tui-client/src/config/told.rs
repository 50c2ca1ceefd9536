//! What holds, told to people. No secret is among it.

use super::Config;
use crate::words::Lang;

impl Config {
    /// The settings, as names and values.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let lang = match self.settings.lang {
            Lang::En => "en",
            Lang::Ru => "ru",
        };
        vec![
            ("server", self.account.server.clone()),
            ("email", self.account.email.clone()),
            ("lang", lang.to_owned()),
            ("mouse", self.settings.mouse.to_string()),
            ("state_dir", self.store.root().display().to_string()),
            ("password", if self.password.is_some() { "at hand" } else { "asked for" }.to_owned()),
        ]
    }
}
