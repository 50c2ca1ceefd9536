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
        let mut found = positions::between(&mut store.read().await.unwrap(), id, 2, 5).await.unwrap();
        found.sort_by_key(|position| position.seq);
        // Who is beyond the page counts at its end; who is before it does not count.
        assert_eq!(found, [Position { seq: 3, members: 2 }, Position { seq: 5, members: 1 }]);
        leave(store, id, ben).await;
        let found = positions::between(&mut store.read().await.unwrap(), id, 3, 3).await.unwrap();
        assert_eq!(found, [Position { seq: 3, members: 2 }]);
    }
}
