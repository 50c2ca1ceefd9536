//! What the user has set: flags before environment before defaults. The only reader of the environment, and of the command that
//! tells the password.

mod desk;
mod look;
mod password;
mod told;

use std::path::PathBuf;

use clap::{Args as Arguments, ValueEnum};
use etcetera::{AppStrategy, AppStrategyArgs, app_strategy::Xdg};
use jiff::tz::TimeZone;

pub use password::Password;

use crate::{
    desk::Desk,
    keymap::Keymap,
    model::Settings,
    session::{AccountName, Store},
    words::Lang,
};

/// The server that is offered when none has been used yet.
const SERVER: &str = "http://127.0.0.1:8000";

/// What can be set by flags and by the environment, whatever is to be done.
#[derive(Debug, Arguments)]
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
    /// How it looks: `auto` follows the terminal; `dark`, `light`, `16`, `mono`, or a file of yours in
    /// `$XDG_CONFIG_HOME/messenger/themes`
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "MESSENGER_THEME",
        hide_env_values = true,
        default_value = "auto"
    )]
    theme: String,
    #[command(flatten)]
    desk: desk::DeskArgs,
    /// Leave the mouse to the terminal
    #[arg(long, global = true, env = "MESSENGER_NO_MOUSE", hide_env_values = true)]
    no_mouse: bool,
    /// Draw without colours (also by `NO_COLOR`)
    #[arg(long, global = true, env = "MESSENGER_NO_COLOR", hide_env_values = true)]
    no_color: bool,
    #[command(flatten)]
    face: Face,
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
#[derive(Debug, Arguments)]
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
}

impl Config {
    /// Puts together what was set.
    pub fn new(args: Args) -> anyhow::Result<Self> {
        let lang = match args.lang {
            Some(LangArg::En) => Lang::En,
            Some(LangArg::Ru) => Lang::Ru,
            None => Lang::of_locale(&locale()),
        };
        let look = look::look(&args.theme, &themes_dir()?, args.no_color || set("NO_COLOR"))?;
        let settings = Settings {
            lang,
            look,
            mouse: !args.no_mouse,
            notices: args.desk.notices(),
            zone: TimeZone::system(),
            keymap: Keymap::default(),
        };
        let store = Store::new(match args.state_dir {
            Some(folder) => folder,
            None => state_dir()?,
        });
        let account = account(args.server, args.email, store.last());
        let password = std::env::var("MESSENGER_PASSWORD").ok().filter(|password| !password.is_empty());
        let told_by = args.password_command.map(Password::ToldBy);
        let password = password.map(Password::Given).or(told_by);
        Ok(Self {
            settings,
            desk: args.desk.desk(),
            account,
            password,
            store,
            plain: args.face.plain,
            demo: args.face.demo,
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

fn themes_dir() -> anyhow::Result<PathBuf> {
    Ok(folders()?.config_dir().join("themes"))
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
