//! The thread of the cache: it keeps and answers in the order in which it is asked, and takes what waits together into one
//! transaction. It sleeps while nobody asks.

use std::{
    path::PathBuf,
    sync::mpsc::{self, Receiver, Sender},
    thread::{self, JoinHandle},
};

use super::{Cache, Fault, file};
use crate::{
    effect::{HITS, Recall, page_size},
    message::Cached,
    model::Entry,
};

/// Things in one transaction, at most: somebody may be waiting for a page.
const AT_ONCE: usize = 500;

/// The cache, on a thread of its own.
#[derive(Debug)]
pub struct Keeper {
    wishes: Sender<Wish>,
    thread: JoinHandle<()>,
}

#[derive(Debug)]
enum Wish {
    Keep(Entry),
    Recall(Recall),
    Erase(PathBuf),
}

impl Keeper {
    /// Starts the thread; `tell` is called on it.
    pub fn start(cache: Cache, tell: impl Fn(Cached) + Send + 'static) -> std::io::Result<Self> {
        let (wishes, wished) = mpsc::channel();
        let thread =
            thread::Builder::new().name("cache".to_owned()).spawn(move || work(cache, &wished, &tell))?;
        Ok(Self { wishes, thread })
    }

    /// Keeps something. A message that is to be sent is answered by [`Cached::Kept`].
    pub fn keep(&self, entry: Entry) {
        self.wish(Wish::Keep(entry));
    }

    /// Asks for something.
    pub fn recall(&self, recall: Recall) {
        self.wish(Wish::Recall(recall));
    }

    /// Removes the file, and keeps nothing any more.
    pub fn erase(self, path: PathBuf) {
        self.wish(Wish::Erase(path));
        self.close();
    }

    /// Waits until everything is kept.
    pub fn close(self) {
        drop(self.wishes);
        // A thread that has panicked has nothing more to keep.
        let _ = self.thread.join();
    }

    fn wish(&self, wish: Wish) {
        // The thread lives as long as somebody can ask it, unless it has panicked.
        let _ = self.wishes.send(wish);
    }
}

fn work(mut cache: Cache, wished: &Receiver<Wish>, tell: &dyn Fn(Cached)) {
    let mut waiting = Vec::new();
    while let Ok(first) = wished.recv() {
        let mut next = Some(first);
        while let Some(wish) = next {
            match wish {
                Wish::Keep(entry) => waiting.push(entry),
                Wish::Recall(recall) => {
                    keep(&mut cache, &mut waiting, tell);
                    tell(answer(&cache, recall));
                }
                Wish::Erase(path) => {
                    drop(cache);
                    if let Err(error) = file::erase(&path) {
                        tell(Cached::Failed(error.to_string()));
                    }
                    return;
                }
            }
            if waiting.len() >= AT_ONCE {
                keep(&mut cache, &mut waiting, tell);
            }
            next = wished.try_recv().ok();
        }
        keep(&mut cache, &mut waiting, tell);
    }
}

fn keep(cache: &mut Cache, waiting: &mut Vec<Entry>, tell: &dyn Fn(Cached)) {
    if waiting.is_empty() {
        return;
    }
    if let Err(fault) = cache.keep(waiting) {
        tell(Cached::Failed(fault.to_string()));
    }
    // What could not be kept is sent all the same: better from memory than not at all.
    let pending = waiting.drain(..).filter_map(|entry| match entry {
        Entry::Pending(pending) => Some(pending.client_id),
        _ => None,
    });
    let kept: Vec<_> = pending.collect();
    if !kept.is_empty() {
        tell(Cached::Kept(kept));
    }
}

fn answer(cache: &Cache, recall: Recall) -> Cached {
    match recall {
        // What cannot be read the server may know.
        Recall::Page(id, page) => {
            Cached::Page(id, page, cache.page(id, page, page_size(page)).unwrap_or_default())
        }
        Recall::Search(query) => {
            let found = cache.search(&query, HITS).map_err(|fault: Fault| fault.to_string());
            Cached::Found(query, found)
        }
    }
}
