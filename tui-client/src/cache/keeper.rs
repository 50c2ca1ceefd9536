//! The thread of the cache: it keeps and answers in the order in which it is asked, and takes what waits together into one
//! transaction. It sleeps while nobody asks and the disk takes what it is given.

use std::{
    path::PathBuf,
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Instant,
};

use super::{Cache, Fault, backlog::Backlog, file};
use crate::{
    effect::{HITS, Recall, page_size},
    message::Cached,
    model::Entry,
};

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

    /// Waits until everything is kept, or was tried for the last time.
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
    let mut backlog = Backlog::default();
    loop {
        let mut next = match wait(wished, backlog.again_at()) {
            Ok(first) => Some(first),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return backlog.try_now(&mut cache, tell),
        };
        while let Some(wish) = next {
            match wish {
                Wish::Keep(entry) => backlog.push(entry),
                Wish::Recall(recall) => {
                    backlog.write(&mut cache, tell);
                    tell(answer(&cache, &backlog, recall));
                }
                Wish::Erase(path) => {
                    drop(cache);
                    if let Err(error) = file::erase(&path) {
                        tell(Cached::Failed(error.to_string()));
                    }
                    return;
                }
            }
            if backlog.is_full() {
                backlog.write(&mut cache, tell);
            }
            next = wished.try_recv().ok();
        }
        backlog.write(&mut cache, tell);
    }
}

/// The next wish, if one comes before this time.
fn wait(wished: &Receiver<Wish>, until: Option<Instant>) -> Result<Wish, RecvTimeoutError> {
    match until {
        Some(until) => wished.recv_timeout(until.saturating_duration_since(Instant::now())),
        None => wished.recv().map_err(RecvTimeoutError::from),
    }
}

fn answer(cache: &Cache, backlog: &Backlog, recall: Recall) -> Cached {
    match recall {
        Recall::Page(id, page) => {
            let known = backlog.over(cache, id).page(page, page_size(page));
            // What cannot be read the server may know.
            Cached::Page(id, page, known.unwrap_or_default())
        }
        Recall::Search(query) => {
            let found = cache.search(&query, HITS).map_err(|fault: Fault| fault.to_string());
            Cached::Found(query, found)
        }
    }
}
