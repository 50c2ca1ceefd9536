//! The passphrase that locks the client's screen: set, changed, removed.

use std::{
    io::{self, BufRead, IsTerminal},
    time::Duration,
};

use tokio::{task::spawn_blocking, time::sleep};

use super::{args::Passphrase, output::Output, trouble::Trouble};
use crate::{
    config::Config,
    keymap::Action,
    model::PASSPHRASE_CHARS,
    words::{Lang, Word},
};

/// Whoever tries many has to wait each time.
const WRONG: Duration = Duration::from_secs(1);

/// Asks for the one until now, if there is one, and then for the new one: at the terminal, or a line each from a pipe.
pub(super) async fn passphrase(asked: Passphrase, config: Config, out: &mut Output) -> Result<(), Trouble> {
    let lang = config.settings.lang;
    if !config.store.has_session(&config.account) {
        return Err(Trouble::NotSignedIn);
    }
    let bolt = config.store.device(&config.account)?.bolt();
    if bolt.is_set() {
        let old = secret(lang, Word::OldPassphrase).await?;
        let looked = bolt.clone();
        if !blocking(move || looked.fits(&old)).await? {
            sleep(WRONG).await;
            return Err(Trouble::Here(lang.say(Word::PassphraseWrong).to_owned()));
        }
    }
    if asked.remove {
        bolt.remove()?;
        return out.line(lang.say(Word::PassphraseRemoved));
    }
    let new = secret(lang, Word::NewPassphrase).await?;
    if new.chars().count() < PASSPHRASE_CHARS {
        return Err(Trouble::Usage(lang.fill(Word::PassphraseShort, &[&PASSPHRASE_CHARS])));
    }
    blocking(move || bolt.set(&new, bolt.is_shut())).await??;
    out.line(&lang.fill(Word::PassphraseSet, &[&config.settings.keymap.key_of(Action::Lock)]))
}

async fn secret(lang: Lang, prompt: Word) -> Result<String, Trouble> {
    let ask = move || {
        if io::stdin().is_terminal() {
            return rpassword::prompt_password(lang.say(prompt));
        }
        let mut line = String::new();
        io::stdin().lock().read_line(&mut line)?;
        Ok(line.trim_end_matches(['\r', '\n']).to_owned())
    };
    Ok(blocking(ask).await??)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Trouble> {
    spawn_blocking(work).await.map_err(|error| Trouble::Here(error.to_string()))
}
