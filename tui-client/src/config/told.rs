//! What holds, told to people. No secret is among it; what is meant for strangers names nobody either.

use std::env;

use super::Config;
use crate::{log, model::Setting, words::Lang};

/// Lines of the log that belong into a report.
const LINES: usize = 60;

/// What of the surroundings decides how a terminal is drawn on.
const SURROUNDINGS: [&str; 9] = [
    "TERM",
    "COLORTERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "LANG",
    "LC_ALL",
    "NO_COLOR",
    "TMUX",
    "SSH_TTY",
];

impl Config {
    /// What a report of a bug needs, as names and values: neither address nor server nor folder is among them.
    pub fn report(&self) -> Vec<(&'static str, String)> {
        let mut told = vec![
            ("version", env!("CARGO_PKG_VERSION").to_owned()),
            ("system", format!("{} {}", env::consts::OS, env::consts::ARCH)),
        ];
        for name in SURROUNDINGS {
            let value = match (name, env::var_os(name)) {
                (_, None) => "not set".to_owned(),
                // Their values are paths, and nobody's business.
                ("TMUX" | "SSH_TTY", Some(_)) => "set".to_owned(),
                (_, Some(value)) => value.to_string_lossy().into_owned(),
            };
            told.push((name, value));
        }
        let secure = self.account.server.starts_with("https://");
        told.push(("server", if secure { "over https" } else { "without https" }.to_owned()));
        told.push(("signed_in", self.store.has_session(&self.account).to_string()));
        told.push(("accounts", self.store.accounts().len().to_string()));
        let harmless = ["lang", "mouse", "password", "log"];
        told.extend(self.told().into_iter().filter(|(name, _)| harmless.contains(name)));
        told.extend(
            log::tail(self.log.clone(), LINES).into_iter().map(|line| ("logged", self.without_names(line))),
        );
        told
    }

    /// The log names nobody by the way it is made; a file that somebody else has written to may.
    fn without_names(&self, line: String) -> String {
        let state = self.store.root().display().to_string();
        let names = [self.account.email.as_str(), self.account.server.as_str(), state.as_str()];
        names.iter().filter(|name| !name.is_empty()).fold(line, |line, name| line.replace(name, "<…>"))
    }

    /// The settings, as names and values.
    pub fn told(&self) -> Vec<(&'static str, String)> {
        let lang = match self.settings.lang {
            Lang::En => "en",
            Lang::Ru => "ru",
        };
        let mut told = vec![
            ("server", self.account.server.clone()),
            ("email", self.account.email.clone()),
            ("lang", lang.to_owned()),
            ("mouse", self.settings.mouse.to_string()),
            ("config", self.settings.file.clone()),
            ("log", self.source.log_level(&self.settings).name().to_owned()),
            ("log_file", self.log.display().to_string()),
            ("state_dir", self.store.root().display().to_string()),
            ("password", if self.password.is_some() { "at hand" } else { "asked for" }.to_owned()),
        ];
        told.extend(self.others());
        told
    }

    /// The settings that are not told by what they have led to. A command may have a secret in it.
    fn others(&self) -> impl Iterator<Item = (&'static str, String)> {
        let preferences = &self.settings.preferences;
        let is_told = |setting: &Setting| {
            !matches!(setting, Setting::Language | Setting::Mouse | Setting::NotifyCommand | Setting::Log)
        };
        let command = if preferences.notify_command().is_some() { "set" } else { "not set" };
        let all = Setting::ALL.iter().copied().filter(is_told);
        all.map(|setting| (setting.name(), preferences.get(setting).to_owned()))
            .chain([(Setting::NotifyCommand.name(), command.to_owned())])
    }
}
