//! What happens by itself.

mod expire_sessions;
mod watch_sessions;

use std::sync::Arc;

use crate::app::App;

/// Starts all of it; each ends when the server stops.
pub fn start(app: &Arc<App>) {
    app.tasks.spawn(watch_sessions::run(Arc::clone(app)));
    app.tasks.spawn(expire_sessions::run(Arc::clone(app)));
}
