//! The cache of the account that is open. Where there is none, or its file cannot be used at all, everything goes on without.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{Cache, Keeper, file};
use crate::{effect::Recall, message::Cached, model::Entry};

/// What is called with the answers, on the thread of the cache.
type Tell = Arc<dyn Fn(Cached) + Send + Sync>;

/// The cache of whoever is signed in.
pub struct Memory {
    tell: Tell,
    open: Option<(PathBuf, Keeper)>,
}

impl Memory {
    /// Nobody's yet; the answers go to `tell`.
    pub fn new(tell: impl Fn(Cached) + Send + Sync + 'static) -> Self {
        Self { tell: Arc::new(tell), open: None }
    }

    /// Opens the cache at a path, and says what is to be known of it.
    pub fn open(&mut self, path: &Path) -> Vec<Cached> {
        self.close();
        let mut news = Vec::new();
        let cache = match file::open(path) {
            Ok((cache, snapshot, aside)) => {
                news.push(Cached::Opened(Box::new(snapshot)));
                let set_aside = |a: file::Aside| Cached::SetAside(a.path.display().to_string(), a.saved);
                news.extend(aside.map(set_aside));
                Ok(cache)
            }
            Err(fault) => {
                news.push(Cached::Opened(Box::default()));
                news.push(Cached::Failed(fault.to_string()));
                Cache::in_memory()
            }
        };
        let tell = Arc::clone(&self.tell);
        let keeper = cache.map_err(|fault| fault.to_string());
        match keeper.and_then(|cache| Keeper::start(cache, move |news| tell(news)).map_err(|e| e.to_string()))
        {
            Ok(keeper) => self.open = Some((path.to_owned(), keeper)),
            Err(why) => news.push(Cached::Failed(why)),
        }
        news
    }

    /// Keeps something.
    pub fn keep(&self, entry: Entry) {
        match (&self.open, entry) {
            (Some((_, keeper)), entry) => keeper.keep(entry),
            (None, Entry::Pending(pending)) => (self.tell)(Cached::Kept(vec![pending.client_id])),
            (None, _) => {}
        }
    }

    /// Asks for something.
    pub fn recall(&self, recall: Recall) {
        match (&self.open, recall) {
            (Some((_, keeper)), recall) => keeper.recall(recall),
            (None, Recall::Page(id, page)) => (self.tell)(Cached::Page(id, page, Vec::new())),
            (None, Recall::Search(query)) => (self.tell)(Cached::Found(query, Ok(Vec::new()))),
        }
    }

    /// Leaves nothing of it.
    pub fn erase(&mut self) {
        if let Some((path, keeper)) = self.open.take() {
            keeper.erase(path);
        }
    }

    /// Waits until everything is kept.
    pub fn close(&mut self) {
        if let Some((_, keeper)) = self.open.take() {
            keeper.close();
        }
    }
}
