//! Where a password comes from: the environment, a command, or the person at the terminal.

use std::io::{self, IsTerminal};

use super::trouble::Trouble;
use crate::{config::Config, words::Word};

/// The password for the account; asked for when nothing else gives it.
pub(super) async fn password(config: &Config) -> Result<String, Trouble> {
    if let Some(password) = &config.password {
        return password.get().map_err(|e| Trouble::Usage(e.to_string()));
    }
    let lang = config.settings.lang;
    if !io::stdin().is_terminal() && !io::stderr().is_terminal() {
        return Err(Trouble::Usage(lang.say(Word::NoPassword).to_owned()));
    }
    let prompt = lang.fill(Word::PasswordOf, &[&config.account.email]);
    let typed = tokio::task::spawn_blocking(move || rpassword::prompt_password(prompt)).await;
    typed.map_err(|e| Trouble::Here(e.to_string()))?.map_err(Trouble::from)
}
