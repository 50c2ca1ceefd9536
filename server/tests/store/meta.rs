//! What the database is.

use std::time::Duration;

use protocol::Epoch;
use server::store::{Kind, Store, meta};
use tokio::time::timeout;

use crate::{
    database::{self, on_both},
    world::fresh,
};

on_both! {
    async fn the_first_epoch_stays(store: &Store) {
        let (first, second): (Epoch, Epoch) = (fresh(), fresh());
        let mut tx = store.begin().await.unwrap();
        assert_eq!(meta::epoch(&mut tx, first).await.unwrap(), first);
        tx.commit().await.unwrap();
        let mut tx = store.begin().await.unwrap();
        assert_eq!(meta::epoch(&mut tx, second).await.unwrap(), first);
    }
}

#[tokio::test]
async fn nodes_that_begin_at_once_have_one_epoch() {
    let database = database::fresh(Kind::Postgres).await;
    let store = &database.store;
    let (first, second): (Epoch, Epoch) = (fresh(), fresh());
    let mut tx = store.begin().await.unwrap();
    assert_eq!(meta::epoch(&mut tx, first).await.unwrap(), first);
    let mut other = store.begin().await.unwrap();
    {
        let asking = meta::epoch(&mut other, second);
        tokio::pin!(asking);
        assert!(timeout(Duration::from_millis(200), &mut asking).await.is_err(), "it waits for the first");
        tx.commit().await.unwrap();
        assert_eq!(asking.await.unwrap(), first);
    }
    other.commit().await.unwrap();
    store.close().await;
}
