//! The line to whoever owns the connection: what is wished goes there, what happens comes back.

use std::time::Duration;

use tokio::{
    sync::mpsc::{self, Receiver, UnboundedSender},
    task::JoinHandle,
    time::timeout,
};

use crate::{
    demo,
    effect::Effect,
    message::Net,
    net::{self, Start},
    session::Store,
    words::Lang,
};

/// News that may wait for the loop.
const NEWS: usize = 256;
/// What was wished last may still go out.
const LAST_WISHES: Duration = Duration::from_millis(400);

/// The line.
pub(super) struct Line {
    wishes: UnboundedSender<Effect>,
    /// What happens at the other end.
    pub(super) news: Receiver<Net>,
    owner: JoinHandle<()>,
}

impl Line {
    /// To a server.
    pub(super) fn begin(store: Store, start: Start) -> Self {
        let (wishes, granted) = mpsc::unbounded_channel();
        let (told, news) = mpsc::channel(NEWS);
        Self { wishes, news, owner: tokio::spawn(net::run(store, start, granted, told)) }
    }

    /// To people who are made up.
    pub(super) fn demo(lang: Lang) -> Self {
        let (wishes, granted) = mpsc::unbounded_channel();
        let (told, news) = mpsc::channel(NEWS);
        Self { wishes, news, owner: tokio::spawn(demo::run(lang, granted, told)) }
    }

    pub(super) fn wish(&self, wish: Effect) {
        // The other end lives as long as this one.
        let _ = self.wishes.send(wish);
    }

    /// Lets the last wishes go out. Whoever takes longer goes on alone, as somebody who signs out, or is cut off, so that
    /// the account is free when this returns.
    pub(super) async fn end(self, cut_off: bool) {
        let Self { wishes, news, mut owner } = self;
        drop((wishes, news));
        if timeout(LAST_WISHES, &mut owner).await.is_err() && cut_off {
            owner.abort();
            let _ = owner.await;
        }
    }
}
