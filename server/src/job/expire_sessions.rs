//! Sessions and refresh tokens that expired long ago are forgotten.

use std::{sync::Arc, time::Duration};

use crate::{action::sessions, app::App};

const EVERY: Duration = Duration::from_hours(1);

pub(super) async fn run(app: Arc<App>) {
    loop {
        if let Err(error) = sessions::forget_expired(&app).await {
            tracing::warn!(%error, "expired sessions could not be forgotten");
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            () = app.end.cancelled() => return,
        }
    }
}
