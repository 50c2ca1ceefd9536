//! Finding messages.

use server::store::{Store, search};

use crate::{
    database::on_both,
    world::{chat, people, say},
};

on_both! {
    async fn what_is_not_indexed_yet_is_looked_through_newest_first(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        for text in ["one", "two", "three"] {
            say(store, id, ann, text).await;
        }
        let mut conn = store.read().await.unwrap();
        let found = search::after(&mut conn, id, 1, 5).await.unwrap();
        let texts: Vec<_> = found.iter().map(|one| (one.seq, one.text.as_deref().unwrap())).collect();
        assert_eq!(texts, [(3, "three"), (2, "two")]);
        assert_eq!(search::after(&mut conn, id, 0, 1).await.unwrap().len(), 1);
    }
}
