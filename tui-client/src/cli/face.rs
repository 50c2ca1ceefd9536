//! The plain face, with a server or without one.

use std::process::ExitCode;

use tokio::sync::mpsc;

use super::{
    entry::enter,
    trouble::{LATER, Trouble},
};
use crate::{
    config::Config,
    demo,
    net::{self, Start, settled},
    plain::{self, End},
};

/// News that may wait to be said.
const NEWS: usize = 256;

/// Talks until the input is over. The exit code tells when something could not be sent.
pub(super) async fn talk(config: Config) -> Result<ExitCode, Trouble> {
    let (wishes, granted) = mpsc::unbounded_channel();
    let (told, news) = mpsc::channel(NEWS);
    let (lang, store) = (config.settings.lang, config.store.clone());
    let me = if config.demo {
        tokio::spawn(demo::run(lang, granted, told));
        demo::me(lang)
    } else {
        let api = enter(&config).await?;
        let me = api.user().clone();
        tokio::spawn(net::run(store.clone(), Start::With(api), granted, told));
        me
    };
    let end = plain::run(config.settings, me, wishes, news).await;
    settled(&store).await;
    match end? {
        End::Done => Ok(ExitCode::SUCCESS),
        End::Unsent => Ok(ExitCode::from(LATER)),
    }
}
