//! The sweep: what happened in the store and was told by nobody reaches the sockets all the same.

use std::sync::Arc;

use protocol::{ConversationId, Role, ServerEvent, SessionId, UserId};
use server::{
    action::{Caller, listen, sweep::Sweep},
    app::App,
    broker::Broker,
    clock::Clock,
    config::{Config, Secret},
    store::{Kind, Store, accounts},
};

use crate::{
    database::on_both,
    world::{NOW, chat, fresh, join, later, leave, people, say},
};

async fn node(store: &Store) -> Arc<App> {
    let (config, secret) = (Config::defaults().unwrap(), Secret::new("for tests"));
    App::new(config, Clock::stopped(NOW), &secret, store.clone(), Broker::Alone).await.unwrap().0
}

async fn caller(store: &Store, id: UserId) -> Caller {
    let user = accounts::resolve_id(&mut store.read().await.unwrap(), id).await.unwrap().unwrap();
    let user = protocol::Profile { id, name: user.name, email: String::new(), shows_presence: true };
    Caller { user, session: fresh::<SessionId>(), until: later(3_600_000) }
}

/// What the ear hears next.
async fn next(ear: &listen::Ear, batch: &mut Vec<Arc<listen::Delivery>>) -> Result<(), listen::Close> {
    std::future::poll_fn(|context| ear.poll_next(context, batch)).await
}

/// What has come, in short words.
async fn heard(ear: &listen::Ear) -> Vec<String> {
    let (mut batch, mut words) = (Vec::new(), Vec::new());
    while tokio::time::timeout(std::time::Duration::from_millis(300), next(ear, &mut batch)).await.is_ok() {
        words.extend(batch.drain(..).map(|delivery| match &delivery.event {
            ServerEvent::Change(change) => format!("version {}", change.version),
            ServerEvent::ConversationAdded { conversation } => format!("+ at {}", conversation.version),
            ServerEvent::ConversationRemoved { .. } => "-".to_owned(),
            other => format!("{other:?}"),
        }));
    }
    words
}

async fn listening(app: &Arc<App>, store: &Store, who: UserId) -> listen::Ear {
    listen::to_everything(app, &caller(store, who).await).await.unwrap().0
}

/// Several messages; tells the versions as they are heard.
async fn talk(store: &Store, id: ConversationId, who: UserId, count: usize) -> Vec<String> {
    let mut versions = Vec::new();
    for n in 0..count {
        versions.push(format!("version {}", say(store, id, who, &n.to_string()).await.version));
    }
    versions
}

on_both! {
    async fn messages_that_nobody_told_of_are_heard_in_order_and_once(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let app = node(store).await;
        let mut sweep = Sweep::new(&app).await.unwrap();
        let ear = listening(&app, store, ben).await;
        let said = talk(store, id, ann, 5).await;
        assert!(heard(&ear).await.is_empty());
        sweep.run(&app).await.unwrap();
        assert_eq!(heard(&ear).await, said);
        sweep.run(&app).await.unwrap();
        assert!(heard(&ear).await.is_empty());
        // More than is read at once, and more than one queue takes: the socket is told to come back and sync.
        talk(store, id, ann, 450).await;
        sweep.run(&app).await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        assert_eq!(next(&ear, &mut Vec::new()).await, Err(listen::Close::Resync));
    }

    async fn who_has_left_hears_nothing_that_came_after(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        let app = node(store).await;
        let mut sweep = Sweep::new(&app).await.unwrap();
        let (bens, cids) = (listening(&app, store, ben).await, listening(&app, store, cid).await);
        let left = leave(store, id, ben).await;
        let said = talk(store, id, ann, 2).await;
        sweep.run(&app).await.unwrap();
        assert_eq!(heard(&bens).await, ["-"]);
        assert_eq!(heard(&cids).await, [vec![format!("version {left}")], said].concat());
    }

    async fn who_was_added_hears_of_it(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann]).await;
        let app = node(store).await;
        let mut sweep = Sweep::new(&app).await.unwrap();
        let ear = listening(&app, store, ben).await;
        let version = join(store, id, ben, Role::Member).await;
        sweep.run(&app).await.unwrap();
        if store.kind() == Kind::Sqlite {
            // One node, which hears of everything itself: there is nothing to look for.
            assert!(heard(&ear).await.is_empty());
            return;
        }
        assert_eq!(heard(&ear).await, [format!("+ at {version}")]);
        let said = talk(store, id, ann, 1).await;
        sweep.run(&app).await.unwrap();
        assert_eq!(heard(&ear).await, said);
    }
}
