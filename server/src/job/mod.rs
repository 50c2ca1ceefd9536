//! What happens by itself.

mod expire_sessions;
mod index_messages;
mod presence;
mod sweep;
mod watch_sessions;

use std::sync::Arc;

use crate::{action::sweep::Sweep, app::App, error::Result};

/// Starts all of it, before anybody is let in; each ends when the server stops.
pub async fn start(app: &Arc<App>) -> Result<()> {
    if app.broker.has_others() {
        app.tasks.spawn(sweep::run(Arc::clone(app), Sweep::new(app).await?));
    }
    app.tasks.spawn(watch_sessions::run(Arc::clone(app)));
    app.tasks.spawn(expire_sessions::run(Arc::clone(app)));
    app.tasks.spawn(index_messages::run(Arc::clone(app)));
    app.tasks.spawn(presence::run(Arc::clone(app)));
    Ok(())
}
