//! The index of messages is brought up to what is written, in small portions with rests between them: it takes a fifth of
//! the time of whoever writes, however much there is to do, and a fiftieth while more is sent than can be stored at once.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use crate::{
    action::search::{Follower, Step},
    app::App,
};

/// What is written within this time is put in together.
const SETTLE: Duration = Duration::from_secs(1);
/// A portion's time is rested so many times after it,
const RESTS: u32 = 4;
/// and so many while messages wait to be stored: they go before what is to be found.
const RESTS_AFTER_SENDS: u32 = 49;
/// Everything is looked through this often.
const EVERY: Duration = Duration::from_mins(5);
/// After a failure the database is left alone for this long.
const PAUSE: Duration = Duration::from_secs(5);

pub(super) async fn run(app: Arc<App>) {
    let mut follower = Follower::default();
    follower.look_through();
    let mut looked = Instant::now();
    loop {
        let begun = Instant::now();
        let rest = match follower.step(&app).await {
            Ok(Step::More) => begun.elapsed() * if app.queue.is_empty() { RESTS } else { RESTS_AFTER_SENDS },
            Ok(Step::Done) => SETTLE,
            Ok(Step::Nothing) => {
                tokio::select! {
                    () = app.unindexed.news() => {}
                    () = tokio::time::sleep(EVERY.saturating_sub(looked.elapsed())) => {}
                    () = app.end.cancelled() => return,
                }
                SETTLE
            }
            Err(error) => {
                tracing::warn!(%error, "the index of messages could not be brought up to date");
                PAUSE
            }
        };
        if looked.elapsed() >= EVERY {
            follower.look_through();
            looked = Instant::now();
        }
        tokio::select! {
            () = tokio::time::sleep(rest) => {}
            () = app.end.cancelled() => return,
        }
    }
}
