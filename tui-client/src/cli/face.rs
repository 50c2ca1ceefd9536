//! The plain face, with a server or without one.

use std::{
    io::{IsTerminal, stdin},
    process::ExitCode,
};

use tokio::sync::mpsc;

use super::{
    entry::enter,
    trouble::{LATER, Trouble},
};
use crate::{
    cache,
    config::Config,
    demo,
    message::Look,
    model::{Login, Setting},
    net::{self, Start, settled},
    plain::{self, Beside, End},
    session::{AccountName, Store},
};

/// News that may wait to be said.
const NEWS: usize = 256;

/// Talks until the input is over. The exit code tells when something could not be sent.
pub(super) async fn talk(config: Config) -> Result<ExitCode, Trouble> {
    let (wishes, granted) = mpsc::unbounded_channel();
    let (told, news) = mpsc::channel(NEWS);
    let (lang, store) = (config.settings.lang, config.store.clone());
    let (me, others) = if config.demo {
        tokio::spawn(demo::run(lang, granted, told));
        (demo::me(lang), Vec::new())
    } else {
        let api = enter(&config).await?;
        let me = api.user().clone();
        tokio::spawn(net::run(store.clone(), Start::With(api), granted, told));
        (me, others(&config))
    };
    let end = plain::run(config.settings, me, (wishes, news), others).await;
    settled(&store).await;
    match end? {
        End::Done => Ok(ExitCode::SUCCESS),
        End::Unsent => Ok(ExitCode::from(LATER)),
    }
}

/// The other accounts of this device, for a person; a script asked for one.
fn others(config: &Config) -> Vec<Beside> {
    if !stdin().is_terminal() || config.settings.preferences.get(Setting::Others) == "off" {
        return Vec::new();
    }
    let names = config.store.accounts().into_iter().filter(|name| !name.is(&config.account));
    names.map(|name| listen(config.store.clone(), name)).collect()
}

fn listen(store: Store, name: AccountName) -> Beside {
    let (wishes, granted) = mpsc::unbounded_channel();
    let (told, news) = mpsc::channel(NEWS);
    tokio::spawn(net::run(store.clone(), Start::Beside(name.clone()), granted, told));
    let login = Login { server: name.server.clone(), email: name.email.clone() };
    let mut teller = None;
    let look = move || {
        if teller.is_none() {
            teller = store.teller(&name).ok().flatten();
        }
        let elsewhere = teller.is_none() || store.shown_by(&name).is_some();
        match store.device(&name) {
            Ok(device) => {
                Look { elsewhere, shut: device.bolt().is_shut(), muted: cache::muted(&device.cache()) }
            }
            Err(_) => Look { elsewhere, shut: true, muted: None },
        }
    };
    Beside { login, news, wishes, look: Box::new(look) }
}
