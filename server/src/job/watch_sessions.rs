//! A session that was ended elsewhere, by another node or from the command line, loses its sockets here.

use std::{sync::Arc, time::Duration};

use crate::{action::sessions, app::App};

/// Within five seconds of its end nobody listens on a session any more.
const PROMISED: Duration = Duration::from_secs(5);
const EVERY: Duration = Duration::from_secs(3);
// The rest is for the look itself.
const _: () = assert!(EVERY.as_secs() + 2 <= PROMISED.as_secs(), "nobody listens longer than is promised");

pub(super) async fn run(app: Arc<App>) {
    loop {
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.end.cancelled() => return,
        }
        if let Err(error) = sessions::drop_ended(&app).await {
            tracing::warn!(%error, "ended sessions could not be looked for");
        }
    }
}
