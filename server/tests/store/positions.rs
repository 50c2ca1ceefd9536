//! How far the members of a conversation have read.

use server::{
    domain::reading::Position,
    store::{Store, positions},
};

use crate::{
    database::on_both,
    world::{chat, leave, people, read, say},
};

on_both! {
    async fn readers_are_counted_where_they_stand(store: &Store) {
        let [ann, ben, cid, dan] = people(store, ["Ann", "Ben", "Cid", "Dan"]).await;
        let id = chat(store, &[ann, ben, cid, dan]).await;
        for _ in 0..6 {
            say(store, id, ann, "hi").await;
        }
        read(store, id, ben, 3).await;
        read(store, id, cid, 3).await;
        read(store, id, dan, 1).await;
        let authors = [ann, ben];
        let page = async |low, high| {
            let mut conn = store.read().await.unwrap();
            let mut readers = positions::of_page(&mut conn, id, (low, high), authors).await.unwrap();
            readers.positions.sort_by_key(|position| position.seq);
            readers
        };
        let found = page(2, 5).await;
        // Who is beyond the page counts at its end; who is before it does not count.
        assert_eq!(found.positions, [Position { seq: 3, members: 2 }, Position { seq: 5, members: 1 }]);
        assert_eq!(found.members, authors.into());
        leave(store, id, ben).await;
        let found = page(3, 3).await;
        assert_eq!(found.positions, [Position { seq: 3, members: 2 }]);
        assert_eq!(found.members, [ann].into());
    }
}
