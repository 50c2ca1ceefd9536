//! What is raised without a lock of its conversation waits for nobody while it holds anything: on PostgreSQL sends hold
//! the rows of several members, in an order of their own, and a circle of those who wait costs all of them a second.

use std::time::Duration;

use protocol::{ConversationId, UserId, request::ChangeSettings};
use server::store::{
    Kind, Store, Tx, presence,
    reads::{self, FullyRead, Span},
    settings,
};
use tokio::time::{sleep, timeout};

use crate::{
    database,
    world::{NOW, assert_sound, chat, has_read, people, read, say},
};

/// Long enough for a statement that waits for nobody.
const PATIENCE: Duration = Duration::from_secs(20);

async fn held(store: &Store, id: ConversationId, user: UserId) -> Tx {
    let mut tx = store.begin().await.unwrap();
    let muted = ChangeSettings { muted: Some(true), ..ChangeSettings::default() };
    settings::change(&mut tx, id, user, muted).await.unwrap();
    tx
}

/// In a chat with one message that both have not read.
async fn two_readers_of_whom_one_is_held(store: &Store) -> (ConversationId, [UserId; 2], Tx) {
    let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
    let id = chat(store, &[ann, ben, cid]).await;
    say(store, id, ann, "hi").await;
    (id, [ben, cid], held(store, id, ben).await)
}

async fn until<F: Future<Output = bool>>(mut so: impl FnMut() -> F) {
    let waiting = async {
        while !so().await {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, waiting).await.unwrap();
}

#[tokio::test]
async fn readings_pass_by_a_row_that_somebody_holds_and_wait_for_it_alone() {
    let database = database::fresh(Kind::Postgres).await;
    let store = &database.store;
    let (id, [ben, cid], tx) = two_readers_of_whom_one_is_held(store).await;
    let spans = [ben, cid].map(|reader| Span { conversation: id, reader, stored: 0, from: 0, to: 1 });
    let reading = {
        let store = store.clone();
        tokio::spawn(async move { reads::raise_all(&store, &spans).await.unwrap() })
    };
    until(|| async { has_read(store, id, cid).await == 1 }).await;
    assert!(!reading.is_finished());
    tx.commit().await.unwrap();
    reading.await.unwrap();
    assert_eq!(has_read(store, id, ben).await, 1);
    assert_sound(store).await;
    store.close().await;
}

#[tokio::test]
async fn authors_are_told_though_somebody_holds_the_row_of_one_of_them() {
    let database = database::fresh(Kind::Postgres).await;
    let store = &database.store;
    let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
    let id = chat(store, &[ann, ben, cid]).await;
    let mut facts = Vec::new();
    for sender in [ann, ben] {
        let said = say(store, id, sender, "hi").await;
        facts.push(FullyRead { conversation: id, sender, message: said.id, seq: said.seq });
    }
    for (reader, seq) in [(ann, 2), (cid, 2)] {
        read(store, id, reader, seq).await;
    }
    let tx = held(store, id, ann).await;
    let telling = {
        let (store, facts) = (store.clone(), facts.clone());
        tokio::spawn(async move { reads::tell(&store, &facts).await.unwrap() })
    };
    let left = async |sender| reads::pending(&mut store.read().await.unwrap(), sender).await.unwrap();
    until(|| async { left(ben).await.is_empty() }).await;
    assert_eq!(left(ann).await, facts[..1]);
    tx.commit().await.unwrap();
    let mut mine = telling.await.unwrap();
    mine.sort_unstable_by_key(|fact| fact.seq);
    assert_eq!(mine, facts);
    assert!(left(ann).await.is_empty());
    assert!(reads::tell(store, &facts).await.unwrap().is_empty(), "only once");
    assert_sound(store).await;
    store.close().await;
}

#[tokio::test]
async fn whoever_is_held_for_too_long_is_left_and_the_others_are_not() {
    let database = database::fresh(Kind::Postgres).await;
    let store = &database.store;
    let (id, [ben, cid], tx) = two_readers_of_whom_one_is_held(store).await;
    let spans = [ben, cid].map(|reader| Span { conversation: id, reader, stored: 0, from: 0, to: 1 });
    assert_eq!(reads::raise_all(store, &spans).await.unwrap(), [(id, ben)].into());
    assert_eq!(has_read(store, id, cid).await, 1);
    tx.commit().await.unwrap();
    assert!(reads::raise_all(store, &spans).await.unwrap().is_empty());
    assert_eq!(has_read(store, id, ben).await, 1);
    store.close().await;
}

#[tokio::test]
async fn who_was_here_is_written_down_in_one_order() {
    let database = database::fresh(Kind::Postgres).await;
    let store = &database.store;
    let [ann, ben] = people(store, ["Ann", "Ben"]).await;
    let show = async |who| {
        let mut tx = store.begin().await.unwrap();
        presence::show(&mut tx, who, true).await.unwrap();
        tx
    };
    let held = show(ann).await;
    let writing = {
        let store = store.clone();
        tokio::spawn(async move {
            let mut tx = store.begin().await.unwrap();
            presence::saw(&mut tx, &[(ben, NOW), (ann, NOW)]).await.unwrap();
            tx.commit().await.unwrap();
        })
    };
    sleep(Duration::from_millis(200)).await;
    assert!(!writing.is_finished(), "it waits for Ann");
    timeout(PATIENCE, show(ben)).await.expect("and has nobody else").commit().await.unwrap();
    held.commit().await.unwrap();
    writing.await.unwrap();
    store.close().await;
}
