//! Big data sets.

use std::sync::Mutex;

use protocol::{ConversationKind, ErrorCode, Role, Timestamp};
use server::{
    action::seed::{self as deed, Size},
    app::App,
    broker::Broker,
    clock::Clock,
    config::{Config, Secret},
    store::{
        Kind, Store, accounts,
        conversations::{self, NewConversation},
        messages, reads,
        search::indexing,
        seed::{self, Grown, MemberRow, MessageRow, UserRow},
    },
};

use crate::{
    database::{fresh as fresh_database, on_both},
    world::{NOW, assert_sound, fresh, has_read, join, person, say},
};

const SIZE: Size = Size { users: 40, chats: 120, groups: 6, messages: 6_000, rng_seed: 5 };

async fn make(store: &Store, size: &Size) -> server::error::Result<deed::Made> {
    let (config, secret) = (Config::defaults().unwrap(), Secret::new("for tests"));
    let (app, _) =
        App::new(config, Clock::stopped(NOW), &secret, store.clone(), Broker::Alone).await.unwrap();
    let heard = Mutex::new(0);
    let made = deed::make(&app, size, NOW, |messages| *heard.lock().unwrap() += messages).await;
    app.end.cancel();
    app.tasks.close();
    app.tasks.wait().await;
    if made.is_ok() {
        assert_eq!(*heard.lock().unwrap(), size.messages);
    }
    made
}

/// All that a few people can see.
async fn seen(store: &Store) -> String {
    let mut tx = store.snapshot().await.unwrap();
    let mut all = Vec::new();
    for account in accounts::all(&mut tx, 1_000, 0).await.unwrap() {
        all.push(format!("{} {} {} {}", account.id, account.name, account.email, account.created_at));
        let list = conversations::list(&mut tx, account.id.into()).await.unwrap();
        for line in list.iter().take(5) {
            let page = messages::before(&mut tx, line.id, i64::MAX, 20).await.unwrap();
            all.push(format!("{line:?} {page:?}"));
        }
    }
    all.join("\n")
}

on_both! {
    async fn a_seeded_database_is_sound_and_can_be_lived_in(store: &Store) {
        let made = make(store, &SIZE).await.unwrap();
        assert_sound(store).await;
        let mut conn = store.read().await.unwrap();
        let first = accounts::by_email(&mut conn, &deed::email(1)).await.unwrap().unwrap();
        let list = conversations::list(&mut conn, first.id.into()).await.unwrap();
        assert_eq!(list.len(), made.of_first);
        assert!(list.len() >= 120 && list.iter().any(|line| line.unread_count() > 0));
        assert!(list.iter().all(|line| line.last_message.is_some() && line.created_at < NOW));
        for kind in [ConversationKind::PersonalChat, ConversationKind::GroupChat, ConversationKind::PublicGroup] {
            assert!(list.iter().any(|line| line.kind == kind), "{kind:?}");
        }
        assert!(accounts::by_email(&mut conn, &deed::email(41)).await.unwrap().is_none());
        for account in accounts::all(&mut conn, 100, 0).await.unwrap() {
            assert!(reads::pending(&mut conn, account.id.into()).await.unwrap().is_empty());
        }
        let total: i64 = conversations_of_all(store).await;
        assert_eq!(total, 6_000);
    }

    async fn a_second_time_makes_nothing_twice(store: &Store) {
        make(store, &SIZE).await.unwrap();
        let before = seen(store).await;
        for size in [SIZE, Size { rng_seed: 6, users: 50, ..SIZE }] {
            let refusal = make(store, &size).await.unwrap_err();
            assert_eq!(refusal.code(), ErrorCode::Conflict);
            assert!(refusal.to_string().contains("user1@example.com"), "{refusal}");
        }
        assert_eq!(seen(store).await, before);
    }

    async fn one_taken_address_leaves_nothing_half_made(store: &Store) {
        person(store, "User7").await;
        assert!(make(store, &SIZE).await.is_err());
        assert_eq!(accounts::all(&mut store.read().await.unwrap(), 100, 0).await.unwrap().len(), 1);
    }

    async fn rows_are_written_as_they_are_given_and_life_goes_on(store: &Store) {
        let (ann, ben, id) = (fresh(), fresh(), fresh());
        let user = |id, n: i64| UserRow {
            id, name: format!("N{n}"), name_folded: format!("n{n}"), email: format!("n{n}@example.com"),
            password_hash: "x".into(), created_at: n,
        };
        let mut tx = store.begin().await.unwrap();
        assert_eq!(seed::users(&mut tx, &[user(ann, 1), user(ben, 2)]).await.unwrap(), 2);
        assert_eq!(seed::users(&mut tx, &[user(fresh(), 2), user(fresh(), 3)]).await.unwrap(), 1);
        let (kind, created_at) = (ConversationKind::PersonalChat, Timestamp::from_millis(5));
        let new = NewConversation { id, kind, name: None, pair: Some((ann, ben)), creator: ann, created_at };
        seed::conversations(&mut tx, &[Grown { new, member_count: 2, last_seq: 1, version: 3 }]).await.unwrap();
        let member = |user_id, n: i64| MemberRow {
            conversation_id: id, user_id, role: Role::Member, joined_at: 5, read_seq: 1, sent_seq: 2 - n,
            fully_read_seq: 1, version: n,
        };
        seed::members(&mut tx, &[member(ann, 1), member(ben, 2)]).await.unwrap();
        let message = MessageRow {
            id: fresh(), conversation_id: id, seq: 1, sender_id: ann, client_id: fresh(), text: "hi".into(),
            created_at: 6, version: 3,
        };
        seed::messages(&mut tx, &[message]).await.unwrap();
        seed::call_indexed(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(indexing::behind(&mut store.read().await.unwrap(), None, 10).await.unwrap(), []);
        assert_eq!(conversations::personal(&mut store.read().await.unwrap(), ben, ann).await.unwrap(), Some(id));
        let next = say(store, id, ben, "hello").await;
        assert_eq!((next.seq, next.version), (2, 4));
        assert_eq!(indexing::behind(&mut store.read().await.unwrap(), None, 10).await.unwrap(), [id]);
        assert_eq!(has_read(store, id, ann).await, 1);
        assert_eq!(join(store, id, fresh_person(store).await, Role::Member).await, 5);
    }
}

async fn fresh_person(store: &Store) -> protocol::UserId {
    person(store, "Late").await
}

/// All messages, each conversation counted by the one who made it.
async fn conversations_of_all(store: &Store) -> i64 {
    let mut tx = store.snapshot().await.unwrap();
    let mut known = std::collections::HashMap::new();
    for account in accounts::all(&mut tx, 1_000, 0).await.unwrap() {
        for line in conversations::list(&mut tx, account.id.into()).await.unwrap() {
            known.insert(line.id, line.last_seq);
        }
    }
    known.values().sum()
}

#[tokio::test]
async fn the_same_seed_makes_the_same_rows_on_both_databases() {
    let (sqlite, postgres) = (fresh_database(Kind::Sqlite).await, fresh_database(Kind::Postgres).await);
    make(&sqlite.store, &SIZE).await.unwrap();
    make(&postgres.store, &SIZE).await.unwrap();
    assert_eq!(seen(&sqlite.store).await, seen(&postgres.store).await);
    let other = fresh_database(Kind::Sqlite).await;
    make(&other.store, &Size { rng_seed: 6, ..SIZE }).await.unwrap();
    assert_ne!(seen(&sqlite.store).await, seen(&other.store).await);
    postgres.store.close().await;
}
