//! Where several nodes share a database, what no hint told is found by looking, every few seconds and whenever the
//! others can be heard again.

use std::{sync::Arc, time::Duration};

use rand::RngExt;

use crate::{action::sweep::Sweep, app::App};

/// At least this long between two looks; at most half as long again, so that nodes do not look all at once.
const EVERY: Duration = Duration::from_secs(2);

pub(super) async fn run(app: Arc<App>, mut sweep: Sweep) {
    loop {
        let wait = EVERY.mul_f64(rand::rng().random_range(1.0..1.5));
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = app.broker.back() => {}
            () = app.end.cancelled() => return,
        }
        if let Err(error) = sweep.run(&app).await {
            tracing::warn!(%error, "the database could not be swept");
        }
    }
}
