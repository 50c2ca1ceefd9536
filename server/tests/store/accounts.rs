//! People.

use server::store::{
    Store,
    accounts::{self, NewAccount},
};

use crate::{
    database::on_both,
    world::{NOW, fresh, later, people, person},
};

on_both! {
    async fn an_address_is_taken_once(store: &Store) {
        let first = person(store, "Ann").await;
        let mut tx = store.begin().await.unwrap();
        let other =
            NewAccount { id: fresh(), name: "Ann", email: "ann@example.com", password_hash: "x", created_at: NOW };
        assert!(!accounts::insert(&mut tx, &other).await.unwrap());
        let known = accounts::by_email(&mut tx, "ann@example.com").await.unwrap().unwrap();
        assert_eq!(known.profile().id, first);
        assert_eq!(known.created_at, NOW.millis());
        assert!(accounts::by_email(&mut tx, "nobody@example.com").await.unwrap().is_none());
    }

    async fn all_are_listed_page_by_page(store: &Store) {
        people(store, ["Ann", "Ben", "Cid"]).await;
        let mut conn = store.read().await.unwrap();
        let names = |page: Vec<accounts::Account>| page.into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names(accounts::all(&mut conn, 2, 0).await.unwrap()), ["Ann", "Ben"]);
        assert_eq!(names(accounts::all(&mut conn, 2, 2).await.unwrap()), ["Cid"]);
    }

    async fn people_are_found_by_a_part_of_the_name_or_the_whole_address(store: &Store) {
        people(store, ["Андрей", "Андреева", "Ann_1", "Ann%1"]).await;
        let mut conn = store.read().await.unwrap();
        let mut found = async |words| -> Vec<String> {
            let all = accounts::find(&mut conn, words, 10).await.unwrap();
            all.into_iter().map(|user| user.name).collect()
        };
        assert_eq!(found("андрей").await, ["Андрей"]);
        assert_eq!(found("андре").await, ["Андреева", "Андрей"]);
        assert_eq!(found("ann_1").await, ["Ann_1"], "an underscore is no wildcard");
        assert_eq!(found("n%1").await, ["Ann%1"], "nor is a percent sign");
        assert_eq!(found("андрей@example.com").await, ["Андрей"]);
        assert!(found("@example.com").await.is_empty(), "an address is not guessed by parts");
    }

    async fn who_is_disabled_is_not_named_any_more(store: &Store) {
        let ann = person(store, "Ann").await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(accounts::resolve_id(&mut tx, ann).await.unwrap().unwrap().name, "Ann");
        assert_eq!(accounts::resolve_email(&mut tx, "ann@example.com").await.unwrap().unwrap().id, ann);
        assert!(accounts::disable(&mut tx, ann, later(1)).await.unwrap());
        assert!(!accounts::disable(&mut tx, ann, later(2)).await.unwrap(), "only once");
        assert!(accounts::resolve_id(&mut tx, ann).await.unwrap().is_none());
        assert!(accounts::resolve_email(&mut tx, "ann@example.com").await.unwrap().is_none());
        assert!(accounts::find(&mut tx, "ann", 10).await.unwrap().is_empty());
        let known = accounts::by_email(&mut tx, "ann@example.com").await.unwrap().unwrap();
        assert_eq!(known.disabled_at, Some(later(1).millis()));
    }

    async fn a_password_is_replaced(store: &Store) {
        let [ann, _] = people(store, ["Ann", "Ben"]).await;
        let mut tx = store.begin().await.unwrap();
        accounts::set_password(&mut tx, ann, "new").await.unwrap();
        let hash = async |tx: &mut server::store::Conn, email| {
            accounts::by_email(tx, email).await.unwrap().unwrap().password_hash
        };
        assert_eq!(hash(&mut tx, "ann@example.com").await, "new");
        assert_ne!(hash(&mut tx, "ben@example.com").await, "new");
    }
}
