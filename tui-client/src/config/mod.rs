//! What the user has set: flags before environment before defaults. The only reader of the environment, and of the command that
//! tells the password.

mod desk;
#[cfg(debug_assertions)]
mod fault;
mod file;
mod forced;
mod log;
mod look;
mod password;
mod source;
mod terminal;
mod told;
mod vault;

use std::path::PathBuf;

use clap::{Args as Arguments, ValueEnum};
use etcetera::{AppStrategy, AppStrategyArgs, app_strategy::Xdg};

#[cfg(debug_assertions)]
pub use fault::Fault;
pub use password::Password;
pub use source::{Source, Watch};
pub use terminal::{bears_questions, draws_itself, is_dumb};

use crate::{
    desk::Desk,
    model::{Preferences, Setting, Settings},
    outside::PASSWORD,
    session::{AccountName, Store},
};

/// The server that is offered when none has been used yet.
const SERVER: &str = "http://127.0.0.1:8000";

/// What can be set by flags and by the environment, whatever is to be done.
#[derive(Clone, Debug, Arguments)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct Args {
    /// Where the server is, like `http://127.0.0.1:8000`; the last one when absent
    #[arg(long, global = true, value_name = "URL", env = "MESSENGER_SERVER", hide_env_values = true)]
    server: Option<String>,
    /// The account's address; the last one when absent
    #[arg(long, global = true, value_name = "ADDR", env = "MESSENGER_EMAIL", hide_env_values = true)]
    email: Option<String>,
    /// The language of the interface; that of the system when absent
    #[arg(long, global = true, env = "MESSENGER_LANG", hide_env_values = true)]
    lang: Option<LangArg>,
    #[command(flatten)]
    desk: desk::DeskArgs,
    /// How it looks: `auto` follows the terminal; `dark`, `light`, `16`, `mono`, or a file of yours in
    /// `$XDG_CONFIG_HOME/messenger/themes`
    #[arg(long, global = true, value_name = "NAME", env = "MESSENGER_THEME", hide_env_values = true)]
    theme: Option<String>,
    /// Leave the mouse to the terminal
    #[arg(long, global = true, env = "MESSENGER_NO_MOUSE", hide_env_values = true)]
    no_mouse: bool,
    /// Draw without colours (also by `NO_COLOR`)
    #[arg(long, global = true, env = "MESSENGER_NO_COLOR", hide_env_values = true)]
    no_color: bool,
    #[command(flatten)]
    face: Face,
    #[command(flatten)]
    log: log::LogArgs,
    /// The file of settings; `$XDG_CONFIG_HOME/messenger/config.toml` when absent
    #[arg(long, global = true, value_name = "FILE", env = "MESSENGER_CONFIG", hide_env_values = true)]
    config: Option<PathBuf>,
    /// Say what is wrong in the file of settings, and end
    #[arg(long)]
    check_config: bool,
    /// Show all keys as they are set, and end
    #[arg(long)]
    keys: bool,
    /// Where sessions are kept; `$XDG_STATE_HOME/messenger` when absent
    #[arg(long, global = true, value_name = "DIR", env = "MESSENGER_STATE_DIR", hide_env_values = true)]
    state_dir: Option<PathBuf>,
    /// A command whose first line of output is the password, like `pass show chat`
    #[arg(
        long,
        global = true,
        value_name = "CMD",
        env = "MESSENGER_PASSWORD_COMMAND",
        hide_env_values = true
    )]
    password_command: Option<String>,
}

/// What the client shows itself as.
#[derive(Clone, Debug, Arguments)]
struct Face {
    /// Line by line, for screen readers, pipes and plain terminals (see docs/plain.md)
    #[arg(long, env = "MESSENGER_PLAIN", hide_env_values = true)]
    plain: bool,
    /// Without a server: people who are made up, and one who answers
    #[arg(long)]
    demo: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum LangArg {
    En,
    Ru,
}

impl LangArg {
    /// As the file of settings has it.
    const fn name(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ru => "ru",
        }
    }
}

/// What the client starts with. Has no `Debug`: it may hold a password.
pub struct Config {
    /// How it is drawn and said.
    pub settings: Settings,
    /// How people are told of something new.
    pub desk: Desk,
    /// Which account.
    pub account: AccountName,
    /// To sign in at once.
    pub password: Option<Password>,
    /// Where sessions are kept.
    pub store: Store,
    /// Line by line instead of a screen.
    pub plain: bool,
    /// Without a server.
    pub demo: bool,
    /// Where the settings come from.
    pub source: Source,
    /// The user's editor, as a command.
    pub editor: String,
    /// What is wanted instead of the client.
    pub asked: Option<Asked>,
    /// Where the client writes down what happens.
    pub log: PathBuf,
}

/// Something to say instead of starting the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// What is wrong in the file of settings.
    Check,
    /// All keys.
    Keys,
}

impl Config {
    /// Puts together what was set.
    pub fn new(args: Args) -> anyhow::Result<Self> {
        let folder = folders()?.config_dir();
        let path = args.config.clone().unwrap_or_else(|| folder.join("config.toml"));
        let source = Source { args: args.clone(), path, themes: folder.join("themes") };
        // What a flag asks for must be there; the file is only complained about.
        if let Some(theme) = &args.theme {
            source.look(theme)?;
        }
        let settings = source.settings(&Preferences::default());
        let asked = if args.check_config { Some(Asked::Check) } else { args.keys.then_some(Asked::Keys) };
        let store = Store::new(match args.state_dir {
            Some(folder) => folder,
            None => state_dir()?,
        })
        .with(vault::vault(settings.preferences.get(Setting::Secrets)));
        let log = args.log.file(store.root());
        let account = account(args.server, args.email, store.last());
        let password = std::env::var(PASSWORD).ok().filter(|password| !password.is_empty());
        let told_by = args.password_command.map(Password::ToldBy);
        let password = password.map(Password::Given).or(told_by);
        Ok(Self {
            desk: source.desk(&settings),
            settings,
            account,
            password,
            store,
            plain: args.face.plain,
            demo: args.face.demo,
            source,
            editor: editor(),
            asked,
            log,
        })
    }
}

/// The last account is only meant when nothing contradicts it.
fn account(server: Option<String>, email: Option<String>, last: Option<AccountName>) -> AccountName {
    let known = last.as_ref().map(|last| last.server.clone());
    let same = server.is_none() || server == known;
    let last_email = last.filter(|_| same).map(|last| last.email);
    AccountName {
        server: server.or(known).unwrap_or_else(|| SERVER.to_owned()),
        email: email.or(last_email).unwrap_or_default(),
    }
}

/// The user's editor, as the shell understands it.
fn editor() -> String {
    let named = |name: &str| std::env::var(name).ok().filter(|value| !value.trim().is_empty());
    named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned())
}

fn state_dir() -> anyhow::Result<PathBuf> {
    folders()?.state_dir().ok_or_else(|| anyhow::anyhow!("no home folder; set --state-dir"))
}

fn folders() -> anyhow::Result<Xdg> {
    let name = AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "messenger".to_owned(),
    };
    Ok(Xdg::new(name)?)
}

fn locale() -> String {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    names
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}

fn set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(server: &str, email: &str) -> AccountName {
        AccountName { server: server.into(), email: email.into() }
    }

    #[test]
    fn the_last_account_is_used_unless_something_else_is_asked_for() {
        let last = || Some(name("https://one", "a@example.com"));
        assert_eq!(account(None, None, last()), name("https://one", "a@example.com"));
        assert_eq!(account(Some("https://one".into()), None, last()), name("https://one", "a@example.com"));
        assert_eq!(account(Some("https://two".into()), None, last()), name("https://two", ""));
        assert_eq!(account(None, Some("b@example.com".into()), last()), name("https://one", "b@example.com"));
        assert_eq!(account(None, None, None), name(SERVER, ""));
    }
}
