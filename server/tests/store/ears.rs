//! A node over a store, and what its sockets hear.

use std::sync::Arc;

use futures_util::FutureExt;
use protocol::{ServerEvent, SessionId, UserId};
use server::{
    action::{Caller, listen},
    app::App,
    broker::Broker,
    clock::Clock,
    config::{Config, Secret},
    store::{Store, accounts},
};

use crate::world::{NOW, fresh, later};

pub(crate) async fn node(store: &Store) -> Arc<App> {
    let (config, secret) = (Config::defaults().unwrap(), Secret::new("for tests"));
    App::new(config, Clock::stopped(NOW), &secret, store.clone(), Broker::Alone).await.unwrap().0
}

async fn caller(store: &Store, id: UserId) -> Caller {
    let user = accounts::resolve_id(&mut store.read().await.unwrap(), id).await.unwrap().unwrap();
    let user = protocol::Profile { id, name: user.name, email: String::new(), shows_presence: true };
    Caller { user, session: fresh::<SessionId>(), until: later(3_600_000) }
}

/// Waits until what the node has begun has come to its end: what it tells has been told then.
pub(crate) async fn settles(app: &App) {
    app.tasks.close();
    app.tasks.wait().await;
    app.tasks.reopen();
}

/// What has come to the ear: none if nothing.
pub(crate) fn next(
    ear: &listen::Ear,
    batch: &mut Vec<Arc<listen::Delivery>>,
) -> Option<Result<(), listen::Close>> {
    std::future::poll_fn(|context| ear.poll_next(context, batch)).now_or_never()
}

/// All that has come, in short words.
pub(crate) fn heard(ear: &listen::Ear) -> Vec<String> {
    let (mut batch, mut words) = (Vec::new(), Vec::new());
    while let Some(come) = next(ear, &mut batch) {
        come.unwrap();
        words.extend(batch.drain(..).map(|delivery| match &delivery.event {
            ServerEvent::Change(change) => format!("version {}", change.version),
            ServerEvent::ConversationAdded { conversation } => format!("+ at {}", conversation.version),
            ServerEvent::ConversationRemoved { .. } => "-".to_owned(),
            other => format!("{other:?}"),
        }));
    }
    words
}

pub(crate) async fn listening(app: &Arc<App>, store: &Store, who: UserId) -> listen::Ear {
    listen::to_everything(app, &caller(store, who).await).await.unwrap().0
}
