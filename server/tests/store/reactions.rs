//! Signs that people put to messages.

use protocol::{Message, Reaction};
use server::store::{
    Store,
    reactions::{self, Sign},
};

use crate::{
    amend::{holds, raised, seen},
    database::on_both,
    world::{chat, later, people, say},
};

fn brief(message: &Message) -> Vec<(&str, i64, bool)> {
    message.reactions.iter().map(|one| (one.emoji.as_str(), one.count, one.mine)).collect()
}

on_both! {
    async fn each_sees_how_many_and_which_are_theirs(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        let (said, other) = (say(store, id, ann, "one").await, say(store, id, ann, "two").await);
        let mut tx = store.begin().await.unwrap();
        let mut at = raised(&mut tx, &said).await;
        for (n, (emoji, user)) in [("🎉", ben), ("👍", ann), ("👍", ben), ("👍", ben)].into_iter().enumerate() {
            let time = later(i64::try_from(n).unwrap());
            reactions::put(&mut tx, at, emoji, user, time).await.unwrap();
        }
        assert_eq!(at.version, said.version + 2);
        let told = reactions::signs(&mut tx, id, &[said.clone(), other.clone()]).await.unwrap();
        assert_eq!(told.len(), 3);
        assert!(told.contains(&Sign { seq: said.seq, user: ben, emoji: "🎉".into() }));
        tx.commit().await.unwrap();
        assert_eq!(brief(&seen(store, ann, &said).await), [("🎉", 1, false), ("👍", 2, true)]);
        assert_eq!(brief(&seen(store, cid, &said).await), [("🎉", 1, false), ("👍", 2, false)]);
        assert!(seen(store, ben, &other).await.reactions.is_empty());
        let mut tx = store.begin().await.unwrap();
        at = raised(&mut tx, &said).await;
        reactions::take(&mut tx, at, "👍", ben).await.unwrap();
        reactions::take(&mut tx, at, "👍", cid).await.unwrap();
        let mut page = [Message { reactions: Vec::new(), ..said.clone() }];
        reactions::fill(&mut tx, id, ben, &mut page).await.unwrap();
        let party = Reaction { emoji: "🎉".into(), count: 1, mine: true };
        assert_eq!(page[0].reactions[0], party);
        tx.commit().await.unwrap();
        assert_eq!(brief(&seen(store, ben, &said).await), [("🎉", 1, true), ("👍", 1, false)]);
        holds(store).await;
        let mut tx = store.begin().await.unwrap();
        at = raised(&mut tx, &said).await;
        reactions::take_all(&mut tx, at).await.unwrap();
        tx.commit().await.unwrap();
        assert!(seen(store, ben, &said).await.reactions.is_empty());
        holds(store).await;
    }
}
