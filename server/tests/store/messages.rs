//! Messages, read back.

use server::store::{Conn, Store, messages};

use crate::{
    database::on_both,
    world::{chat, fresh, people, say},
};

on_both! {
    async fn a_history_is_read_in_both_directions(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        say(store, chat(store, &[ann]).await, ann, "elsewhere").await;
        for n in 1..=7 {
            say(store, id, if n % 2 == 0 { ann } else { ben }, &n.to_string()).await;
        }
        let mut conn = store.read().await.unwrap();
        let places = |page: Vec<messages::Stored>| page.into_iter().map(|one| one.seq).collect::<Vec<_>>();
        assert_eq!(places(messages::before(&mut conn, id, i64::MAX, 3).await.unwrap()), [7, 6, 5]);
        assert_eq!(places(messages::before(&mut conn, id, 3, 10).await.unwrap()), [2, 1]);
        assert_eq!(places(messages::after(&mut conn, id, 2, 3).await.unwrap()), [3, 4, 5]);
        assert!(messages::after(&mut conn, id, 7, 3).await.unwrap().is_empty());
        // The members' joining was counted first.
        assert_eq!(places(messages::since(&mut conn, id, 2 + 5, 10).await.unwrap()), [6, 7]);
    }

    async fn what_is_read_is_what_was_said(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        let said = say(store, id, ann, "Привет 👋\n\"quoted\" \\ {json}").await;
        let mut conn = store.read().await.unwrap();
        let stored = messages::by_id(&mut conn, said.id).await.unwrap().unwrap();
        let seen = async |conn: &mut Conn, by| {
            messages::seen_by(conn, by, vec![stored.clone()]).await.unwrap().remove(0)
        };
        assert_eq!(seen(&mut conn, ann).await, said);
        assert_eq!(seen(&mut conn, ben).await.client_id, None, "the client's id is for its author");
        assert_eq!(messages::place(&mut conn, id, said.id).await.unwrap(), Some(1));
        assert_eq!(messages::place(&mut conn, fresh(), said.id).await.unwrap(), None);
        assert!(messages::by_id(&mut conn, fresh()).await.unwrap().is_none());
    }
}
