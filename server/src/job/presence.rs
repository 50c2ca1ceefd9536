//! Whoever has left for longer than a reconnect takes is told of and written down.

use std::{sync::Arc, time::Duration};

use crate::{action::presence, app::App};

const EVERY: Duration = Duration::from_secs(1);

pub(super) async fn run(app: Arc<App>) {
    for round in 0.. {
        presence::say_again(&app, round);
        let outcome = tokio::select! {
            () = tokio::time::sleep(EVERY) => presence::leave(&app).await,
            () = app.end.cancelled() => break,
        };
        if let Err(error) = outcome {
            tracing::warn!(%error, "when people were here last could not be written down");
        }
    }
    if let Err(error) = presence::remember(&app).await {
        tracing::warn!(%error, "who was here at the end could not be written down");
    }
}
