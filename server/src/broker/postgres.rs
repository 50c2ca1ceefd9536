//! LISTEN and NOTIFY: one connection to hear, one to speak, both apart from the pool and from every transaction of a
//! deed. A NOTIFY within the transaction of a send would make all senders wait in one line.

use std::time::Duration;

use anyhow::Context;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep, timeout},
};

use super::{Hint, Inbox, Node, backoff::Backoff, batch, dropped, link::Link, said};
use crate::store::{
    Store,
    notices::{self, Mouth},
};

/// After a NOTIFY: what comes within this time goes out with the next one.
const PAUSE: Duration = Duration::from_millis(2);
/// A database that does not take a NOTIFY for this long is away.
const WITHIN: Duration = Duration::from_secs(5);
/// Hints taken at once.
const BATCH: usize = 1024;

/// Hears what the others say, for ever.
pub(super) async fn listen(store: Store, inbox: Inbox) {
    let (mut link, mut backoff) = (Link::new("listen"), Backoff::default());
    loop {
        let Err(error) = hear(&store, &inbox, (&mut link, &mut backoff)).await;
        link.down(&error);
        sleep(backoff.next()).await;
    }
}

async fn hear(
    store: &Store,
    inbox: &Inbox,
    (link, backoff): (&mut Link, &mut Backoff),
) -> anyhow::Result<std::convert::Infallible> {
    let mut ear = timeout(WITHIN, notices::listen(store)).await.context("it takes too long")??;
    link.up();
    backoff.reset();
    inbox.back();
    loop {
        inbox.put(&ear.hear().await?);
    }
}

/// Says what waits, for ever.
pub(super) async fn speak(store: Store, node: Node, mut outbox: mpsc::Receiver<Hint>) {
    let mut speaker =
        Speaker { store, mouth: None, link: Link::new("notify"), backoff: Backoff::default(), next: None };
    let mut hints = Vec::with_capacity(BATCH);
    while outbox.recv_many(&mut hints, BATCH).await > 0 {
        let distinct = batch::distinct(&hints);
        hints.clear();
        match speaker.say(&batch::pack(node, &distinct)).await {
            Ok(()) => said(distinct.len()),
            Err(error) => {
                speaker.link.down(&error);
                dropped(distinct.len());
            }
        }
        sleep(PAUSE).await;
    }
}

struct Speaker {
    store: Store,
    mouth: Option<Mouth>,
    link: Link,
    backoff: Backoff,
    /// Not before this is it tried again to connect.
    next: Option<Instant>,
}

impl Speaker {
    /// Over a new connection where the old one does not take it.
    async fn say(&mut self, payloads: &[String]) -> anyhow::Result<()> {
        if let Some(mut mouth) = self.mouth.take()
            && timeout(WITHIN, mouth.say(payloads)).await.is_ok_and(|said| said.is_ok())
        {
            self.mouth = Some(mouth);
            return Ok(());
        }
        if self.next.is_some_and(|next| Instant::now() < next) {
            anyhow::bail!("not connected");
        }
        self.next = Some(Instant::now() + self.backoff.next());
        let mouth = async {
            let mut mouth = notices::speak(&self.store).await?;
            mouth.say(payloads).await?;
            anyhow::Ok(mouth)
        };
        let mouth = timeout(WITHIN, mouth).await.context("it takes too long")??;
        self.mouth = Some(mouth);
        self.link.up();
        self.backoff.reset();
        self.next = None;
        Ok(())
    }
}
