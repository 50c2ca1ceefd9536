//! What somebody here listens to, told to the broker, so that it brings no more than that.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::{app::App, broker, hub::Topic};

/// Changes that wait for the broker; the last word on each waits in the hub.
const WAITING: usize = 4;

/// Watches the hub until the server stops; to be called before anybody listens.
pub fn interest(app: &Arc<App>) -> broker::Topics {
    app.hub.interest.watch();
    let (sender, topics) = mpsc::channel(WAITING);
    let app_of_task = Arc::clone(app);
    app.tasks.spawn(async move {
        let app = app_of_task;
        while let Some(changes) = app.end.run_until_cancelled(app.hub.interest.changes()).await {
            let changes =
                changes.into_iter().map(|(topic, is_wanted)| (topic_of(topic), is_wanted)).collect();
            if sender.send(changes).await.is_err() {
                return;
            }
        }
    });
    topics
}

const fn topic_of(topic: Topic) -> broker::Topic {
    match topic {
        Topic::Conversation(id) => broker::Topic::Conversation(id),
        Topic::User(id) => broker::Topic::User(id),
    }
}
