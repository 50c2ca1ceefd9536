//! What the database is.

use protocol::Epoch;
use server::store::{Store, meta};

use crate::{database::on_both, world::fresh};

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
