//! LISTEN and NOTIFY, where there is such a thing.

use server::store::{Kind, Store, notices};

use crate::database::on_both;

on_both! {
    async fn what_is_said_is_heard_in_order_by_all_who_listen(store: &Store) {
        if store.kind() == Kind::Sqlite {
            assert!(notices::listen(store).await.is_err());
            assert!(notices::speak(store).await.is_err());
            return;
        }
        let (mut one, mut other) = (notices::listen(store).await.unwrap(), notices::listen(store).await.unwrap());
        let mut mouth = notices::speak(store).await.unwrap();
        let largest = "x".repeat(7_999);
        let said = ["first".to_owned(), "with \"quotes\" and \\".to_owned(), largest];
        mouth.say(&said).await.unwrap();
        for ear in [&mut one, &mut other] {
            for payload in &said {
                assert_eq!(ear.hear().await.unwrap(), *payload);
            }
        }
        assert!(mouth.say(&["x".repeat(8_000)]).await.is_err(), "PostgreSQL's own limit");
        mouth.say(&["after it".to_owned()]).await.unwrap();
        assert_eq!(one.hear().await.unwrap(), "after it");
    }
}
