//! The sweep: what happened in the store and was told by nobody reaches the sockets all the same.

use std::sync::Arc;

use protocol::{ConversationId, Role, UserId};
use server::{
    action::{listen, sweep::Sweep},
    app::App,
    store::{Kind, Store},
};

use crate::{
    database::on_both,
    ears::{heard, listening, next, node, settles},
    world::{chat, join, leave, people, say},
};

/// Several messages; tells the versions as they are heard.
async fn talk(store: &Store, id: ConversationId, who: UserId, count: usize) -> Vec<String> {
    let mut versions = Vec::new();
    for n in 0..count {
        versions.push(format!("version {}", say(store, id, who, &n.to_string()).await.version));
    }
    versions
}

/// Sweeps once; what was found has been told when this returns.
async fn sweeps(sweep: &mut Sweep, app: &Arc<App>) {
    sweep.run(app).await.unwrap();
    settles(app).await;
}

on_both! {
    async fn messages_that_nobody_told_of_are_heard_in_order_and_once(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let app = node(store).await;
        let mut sweep = Sweep::new(&app).await.unwrap();
        let ear = listening(&app, store, ben).await;
        let said = talk(store, id, ann, 5).await;
        assert!(heard(&ear).is_empty());
        sweeps(&mut sweep, &app).await;
        assert_eq!(heard(&ear), said);
        sweeps(&mut sweep, &app).await;
        assert!(heard(&ear).is_empty());
        // More than is read at once, and more than one queue takes: the socket is told to come back and sync.
        talk(store, id, ann, 450).await;
        sweeps(&mut sweep, &app).await;
        assert_eq!(next(&ear, &mut Vec::new()), Some(Err(listen::Close::Resync)));
    }

    async fn who_has_left_hears_nothing_that_came_after(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        let app = node(store).await;
        let mut sweep = Sweep::new(&app).await.unwrap();
        let (bens, cids) = (listening(&app, store, ben).await, listening(&app, store, cid).await);
        let left = leave(store, id, ben).await;
        let said = talk(store, id, ann, 2).await;
        sweeps(&mut sweep, &app).await;
        assert_eq!(heard(&bens), ["-"]);
        assert_eq!(heard(&cids), [vec![format!("version {left}")], said].concat());
    }

    async fn who_was_added_hears_of_it(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann]).await;
        let app = node(store).await;
        let mut sweep = Sweep::new(&app).await.unwrap();
        let ear = listening(&app, store, ben).await;
        let version = join(store, id, ben, Role::Member).await;
        sweeps(&mut sweep, &app).await;
        if store.kind() == Kind::Sqlite {
            // One node, which hears of everything itself: there is nothing to look for.
            assert!(heard(&ear).is_empty());
            return;
        }
        assert_eq!(heard(&ear), [format!("+ at {version}")]);
        let said = talk(store, id, ann, 1).await;
        sweeps(&mut sweep, &app).await;
        assert_eq!(heard(&ear), said);
    }
}
