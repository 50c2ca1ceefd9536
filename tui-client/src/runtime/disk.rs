//! What the loop does with the cache: it opens it, waits a moment for it before a frame, and leaves nothing unkept.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

use super::{Client, Next, accounts::offer_others, noting, now};
use crate::{
    cache::Memory,
    effect::{Credentials, Effect},
    message::{Cached, Event, Message, Net},
    model::Settings,
    net::Start,
    session::{AccountName, OpenError, Store},
    update::update,
    words::Word,
};

/// A frame waits so long for the cache.
const RECALL: Duration = Duration::from_millis(12);

/// How to begin, what is known then, and where the cache is.
type Beginning = (Start, Vec<Event>, Option<PathBuf>);

/// How to begin, and what the disk knows then.
pub(super) fn begin(
    account: AccountName,
    password: Option<String>,
    store: &Store,
    memory: &mut Memory,
    settings: &Settings,
) -> anyhow::Result<Beginning> {
    if store.has_session(&account) {
        let held = match store.open(&account) {
            Ok(held) => held,
            Err(error) => return elsewhere(&account, store, settings, &error),
        };
        let cache = held.cache();
        let known = resume(memory, &cache);
        return Ok((Start::Resume(account, held), known, Some(cache)));
    }
    let AccountName { server, email } = account;
    let given = password.filter(|_| !email.is_empty());
    let start = given.map(|password| Start::SignIn(Credentials { server, email, password, register: None }));
    Ok((start.unwrap_or(Start::Wait), Vec::new(), None))
}

/// Opens the cache; what it begins with.
pub(super) fn resume(memory: &mut Memory, cache: &Path) -> Vec<Event> {
    memory.open(cache).into_iter().inspect(noting::cache).map(Event::Cache).collect()
}

/// Another process shows the account, or its folder cannot be used: perhaps there are others to begin with.
fn elsewhere(
    account: &AccountName,
    store: &Store,
    settings: &Settings,
    error: &OpenError,
) -> anyhow::Result<Beginning> {
    let OpenError::Locked(process) = error else { anyhow::bail!("{error}") };
    let why = settings.lang.fill(Word::AccountElsewhere, &[&account.email, process]);
    match offer_others(store, account, why) {
        Some(offer) => Ok((Start::Wait, offer, None)),
        None => anyhow::bail!(settings.lang.fill(Word::AlreadyRunning, &[process])),
    }
}

impl Client {
    /// The first frame waits for nothing but the clock and the disk.
    pub(super) async fn draw_first(
        &mut self,
        known: Vec<Event>,
        cache: Option<PathBuf>,
    ) -> anyhow::Result<()> {
        self.step(Event::Due)?;
        for event in known {
            self.step(event)?;
        }
        if let Some(cache) = cache {
            self.hold(&cache)?;
        }
        self.recall().await?;
        self.draw()?;
        Ok(())
    }

    /// Waits a moment for what the cache was asked for: a chat opens with its messages, not with an empty screen before them.
    pub(super) async fn recall(&mut self) -> anyhow::Result<()> {
        let until = Instant::now() + RECALL;
        while self.recalls > 0 {
            let Ok(Some(cached)) = timeout_at(until, self.cached.recv()).await else { break };
            self.hear(cached)?;
        }
        Ok(())
    }

    pub(super) fn hear(&mut self, cached: Cached) -> anyhow::Result<Next> {
        noting::cache(&cached);
        if matches!(cached, Cached::Page(..)) {
            self.recalls = self.recalls.saturating_sub(1);
        }
        self.step(Event::Cache(cached))
    }

    pub(super) fn learn(&mut self, news: Net) -> anyhow::Result<Next> {
        noting::net(&news);
        if let Net::Holds(cache) = &news {
            for event in resume(&mut self.memory, cache) {
                self.step(event)?;
            }
            self.hold(cache)?;
        }
        let is_of_account = matches!(news, Net::SignedIn(_) | Net::SessionOver);
        let next = self.step(Event::Net(news))?;
        if is_of_account {
            self.watch_others()?;
        }
        Ok(next)
    }

    /// Keeps what was being written; nothing is sent any more.
    pub(super) fn leave(&mut self) {
        let message = Message { at: now(), seed: Uuid::new_v4(), event: Event::Leaving };
        for effect in update(&mut self.model, message) {
            if let Effect::Keep(entry) = effect {
                self.memory.keep(entry);
            }
        }
        self.memory.close();
    }
}
