//! Opening, migrating, transactions, closing.

use std::time::Duration;

use protocol::ErrorCode;
use server::store::{Kind, Store, accounts, verify};
use sqlx::{Connection, Executor, PgConnection};
use tokio::time::timeout;

use crate::{
    database::on_both,
    support::Postgres,
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

/// A node comes up while another one, of a version before, is at work.
#[tokio::test]
async fn a_migration_gives_way_and_leaves_the_next_node_free_to_migrate() {
    let postgres = Postgres::fresh().await;
    let url = &postgres.url;
    let store = Store::open(url).await.unwrap();
    store.migrate().await.unwrap();
    let mut other = PgConnection::connect(url).await.unwrap();
    let before = "delete from _sqlx_migrations where version = 10;
        alter table messages
            add constraint messages_conversation_id_fkey foreign key (conversation_id) references conversations,
            add constraint messages_sender_id_fkey foreign key (sender_id) references users";
    other.execute(before).await.unwrap();
    other.execute("begin; lock table messages in row exclusive mode").await.unwrap();
    let coming_up = store.migrate();
    tokio::pin!(coming_up);
    let early = timeout(Duration::from_millis(1_500), &mut coming_up).await;
    assert!(early.is_err(), "it waits for a gap: {early:?}");
    other.execute("commit").await.unwrap();
    coming_up.await.unwrap();
    let next = Store::open(url).await.unwrap();
    timeout(Duration::from_secs(30), next.migrate()).await.expect("nobody holds the lock").unwrap();
    assert_eq!(next.missing_migrations().await.unwrap(), 0);
    next.close().await;
    store.close().await;
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
