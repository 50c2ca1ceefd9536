//! Opening, migrating, transactions, closing.

use protocol::ErrorCode;
use server::store::{Kind, Store, accounts, verify};

use crate::{
    database::on_both,
    world::{chat, person, read, say},
};

on_both! {
    async fn a_migrated_database_misses_nothing_and_is_migrated_again_for_nothing(store: &Store) {
        assert_eq!(store.missing_migrations().await.unwrap(), 0);
        store.migrate().await.unwrap();
        store.ping().await.unwrap();
    }

    async fn a_transaction_that_is_dropped_has_not_happened(store: &Store) {
        let ann = person(store, "Ann").await;
        let mut tx = store.begin().await.unwrap();
        accounts::set_password(&mut tx, ann, "new").await.unwrap();
        drop(tx);
        let known = accounts::by_email(&mut store.read().await.unwrap(), "ann@example.com").await.unwrap();
        assert_ne!(known.unwrap().password_hash, "new");
    }

    async fn a_snapshot_sees_one_moment(store: &Store) {
        let ann = person(store, "Ann").await;
        let mut snapshot = store.snapshot().await.unwrap();
        assert_eq!(accounts::all(&mut snapshot, 10, 0).await.unwrap().len(), 1);
        person(store, "Ben").await;
        assert_eq!(accounts::all(&mut snapshot, 10, 0).await.unwrap().len(), 1);
        assert!(accounts::set_password(&mut snapshot, ann, "new").await.is_err(), "and changes nothing");
    }

    async fn what_may_take_long_is_answered_alike(store: &Store) {
        person(store, "Ann").await;
        let mut long = store.read_long().await.unwrap();
        for name in ["Ben", "Cleo"] {
            person(store, name).await;
            let mut short = store.read().await.unwrap();
            let names = |all: Vec<accounts::Account>| all.into_iter().map(|one| one.name).collect::<Vec<_>>();
            let known = names(accounts::all(&mut long, 10, 0).await.unwrap());
            assert_eq!(known, names(accounts::all(&mut short, 10, 0).await.unwrap()));
            assert!(known.iter().any(|one| one == name));
        }
    }

    async fn a_closed_store_says_that_it_is_not_there(store: &Store) {
        let store = store.clone();
        store.close().await;
        let error = store.ping().await.unwrap_err();
        assert_eq!(error.code(), ErrorCode::Unavailable);
    }

    async fn a_broken_promise_is_seen(store: &Store) {
        let ann = person(store, "Ann").await;
        let id = chat(store, &[ann]).await;
        say(store, id, ann, "hi").await;
        // Nobody may do this: the store leaves it to the deeds.
        read(store, id, ann, 5).await;
        let broken = verify::broken(&mut store.read().await.unwrap()).await.unwrap();
        assert_eq!(broken, [("READING_ENDS_AT_THE_LAST", 1)]);
    }
}

#[tokio::test]
async fn a_fresh_file_misses_all_migrations_and_other_addresses_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&format!("sqlite:{}", folder.path().join("new.db").display())).await.unwrap();
    assert_eq!(store.kind(), Kind::Sqlite);
    assert!(store.missing_migrations().await.unwrap() >= 3);
    assert!(Store::open("mysql://x").await.is_err());
    assert!(Store::open("sqlite:/nowhere/at/all.db").await.is_err());
}
