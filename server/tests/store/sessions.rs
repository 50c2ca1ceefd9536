//! Signed-in devices and their refresh tokens.

use protocol::{SessionId, Timestamp, UserId};
use server::store::{
    Store, accounts,
    sessions::{self, NewSession},
};

use crate::{
    database::on_both,
    world::{NOW, fresh, later, people, person},
};

async fn sign_in(store: &Store, user_id: UserId, expires_at: Timestamp) -> SessionId {
    let session = NewSession { id: fresh(), user_id, created_at: NOW, expires_at, user_agent: "a phone" };
    let mut tx = store.begin().await.unwrap();
    sessions::insert(&mut tx, &session).await.unwrap();
    sessions::insert_token(&mut tx, session.id.uuid().as_bytes(), session.id, NOW, expires_at).await.unwrap();
    tx.commit().await.unwrap();
    session.id
}

async fn is_good(store: &Store, id: SessionId, now: Timestamp) -> bool {
    let mut conn = store.read().await.unwrap();
    let held = sessions::holder(&mut conn, id, now).await.unwrap().is_some();
    let among = sessions::good_among(&mut conn, &[fresh(), id], now).await.unwrap();
    assert_eq!(held, among.contains(&id), "both ways of asking agree");
    held
}

on_both! {
    async fn a_session_is_good_until_it_expires_or_is_revoked(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let session = sign_in(store, ann, later(100)).await;
        assert!(is_good(store, session, later(99)).await);
        assert!(!is_good(store, session, later(100)).await);
        let mut tx = store.begin().await.unwrap();
        let holder = sessions::holder(&mut tx, session, NOW).await.unwrap().unwrap();
        assert_eq!((UserId::from(holder.user_id), &*holder.email), (ann, "ann@example.com"));
        assert!(!sessions::revoke(&mut tx, session, ben, NOW).await.unwrap(), "it is not theirs");
        assert!(sessions::revoke(&mut tx, session, ann, NOW).await.unwrap());
        assert!(!sessions::revoke(&mut tx, session, ann, NOW).await.unwrap(), "only once");
        tx.commit().await.unwrap();
        assert!(!is_good(store, session, NOW).await);
    }

    async fn all_of_a_user_end_at_once_and_nobody_else_s(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (phone, laptop) = (sign_in(store, ann, later(100)).await, sign_in(store, ann, later(100)).await);
        let other = sign_in(store, ben, later(100)).await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(sessions::of_user(&mut tx, ann, NOW).await.unwrap().len(), 2);
        sessions::revoke_all(&mut tx, ann, NOW).await.unwrap();
        assert!(sessions::of_user(&mut tx, ann, NOW).await.unwrap().is_empty());
        tx.commit().await.unwrap();
        assert!(!is_good(store, phone, NOW).await && !is_good(store, laptop, NOW).await);
        assert!(is_good(store, other, NOW).await);
    }

    async fn whoever_is_disabled_has_no_good_session(store: &Store) {
        let ann = person(store, "Ann").await;
        let session = sign_in(store, ann, later(100)).await;
        let mut tx = store.begin().await.unwrap();
        accounts::disable(&mut tx, ann, NOW).await.unwrap();
        tx.commit().await.unwrap();
        assert!(!is_good(store, session, NOW).await);
        let mut conn = store.read().await.unwrap();
        let token = sessions::token(&mut conn, session.uuid().as_bytes()).await.unwrap().unwrap();
        assert_eq!(token.disabled_at, Some(NOW.millis()));
    }

    async fn a_session_that_is_heard_of_lives_longer(store: &Store) {
        let ann = person(store, "Ann").await;
        let (old, new) = (sign_in(store, ann, later(100)).await, sign_in(store, ann, later(100)).await);
        let mut tx = store.begin().await.unwrap();
        sessions::touch(&mut tx, old, later(50), later(150)).await.unwrap();
        tx.commit().await.unwrap();
        assert!(is_good(store, old, later(120)).await && !is_good(store, new, later(120)).await);
        let mut conn = store.read().await.unwrap();
        let devices = sessions::of_user(&mut conn, ann, later(60)).await.unwrap();
        assert_eq!(SessionId::from(devices[0].id), old, "the latest first");
        assert_eq!(devices[0].user_agent, "a phone");
    }

    async fn of_many_who_spend_a_token_at_once_one_succeeds(store: &Store) {
        let ann = person(store, "Ann").await;
        let session = sign_in(store, ann, later(100)).await;
        let racers: Vec<_> = (0..12).map(|i| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.begin().await.unwrap();
                let spent = sessions::spend(&mut tx, session.uuid().as_bytes(), later(i)).await.unwrap();
                tx.commit().await.unwrap();
                spent.then_some(later(i).millis())
            })
        }).collect();
        let mut winners = Vec::new();
        for racer in racers {
            winners.extend(racer.await.unwrap());
        }
        let mut conn = store.read().await.unwrap();
        let token = sessions::token(&mut conn, session.uuid().as_bytes()).await.unwrap().unwrap();
        assert_eq!(winners, [token.spent_at.unwrap()]);
        assert_eq!((SessionId::from(token.session_id), token.revoked_at), (session, None));
        assert!(sessions::token(&mut conn, b"unknown").await.unwrap().is_none());
    }

    async fn what_expired_is_forgotten_and_nothing_else(store: &Store) {
        let ann = person(store, "Ann").await;
        let (old, new) = (sign_in(store, ann, later(10)).await, sign_in(store, ann, later(100)).await);
        // Its session was renewed since: the token goes, the session stays.
        let renewed = sign_in(store, ann, later(10)).await;
        let mut tx = store.begin().await.unwrap();
        sessions::touch(&mut tx, renewed, later(5), later(100)).await.unwrap();
        sessions::drop_expired(&mut tx, later(50)).await.unwrap();
        for (session, token_left) in [(old, false), (new, true), (renewed, false)] {
            let token = sessions::token(&mut tx, session.uuid().as_bytes()).await.unwrap();
            assert_eq!(token.is_some(), token_left);
        }
        let left = sessions::of_user(&mut tx, ann, NOW).await.unwrap();
        assert_eq!(left.len(), 2);
    }
}
