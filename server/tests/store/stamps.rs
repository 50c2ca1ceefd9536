//! What has changed among the memberships since a moment.

use protocol::{ConversationId, Role, UserId};
use server::store::{
    Kind, Store, conversations, members,
    stamps::{self, Changed, Horizon},
};

use crate::{
    database::on_both,
    world::{NOW, chat, join, leave, people, read, say},
};

async fn now(store: &Store) -> Horizon {
    stamps::horizon(&mut store.read().await.unwrap()).await.unwrap()
}

/// What has changed since, of this conversation.
async fn since(store: &Store, seen: Horizon, id: ConversationId) -> Vec<(UserId, bool)> {
    let mut snapshot = store.snapshot().await.unwrap();
    let (found, next) = stamps::since(&mut snapshot, seen).await.unwrap();
    assert!(store.kind() == Kind::Sqlite || next != Horizon::default());
    let of_this = found.into_iter().filter(|one| one.conversation == id);
    of_this.map(|Changed { user, is_member, .. }| (user, is_member)).collect()
}

on_both! {
    async fn who_comes_and_goes_is_found_and_who_writes_and_reads_is_not(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben]).await;
        let start = now(store).await;
        // Other transactions of the cluster may hold the horizon back: then what was known is found again.
        let known = since(store, start, id).await;
        say(store, id, ann, "one").await;
        read(store, id, ben, 1).await;
        assert_eq!(since(store, start, id).await, known);
        join(store, id, cid, Role::Member).await;
        leave(store, id, ben).await;
        let mut found = since(store, start, id).await;
        found.retain(|(user, _)| *user != ann);
        found.sort_unstable();
        let mut expected = if store.kind() == Kind::Sqlite { vec![] } else { vec![(ben, false), (cid, true)] };
        expected.sort_unstable();
        assert_eq!(found, expected);
        join(store, id, ben, Role::Member).await;
        let mut found = since(store, start, id).await;
        found.retain(|(user, _)| *user == ben);
        assert_eq!(found, if store.kind() == Kind::Sqlite { vec![] } else { vec![(ben, true)] });
    }

    async fn a_change_that_is_committed_late_is_found_all_the_same(store: &Store) {
        if store.kind() == Kind::Sqlite {
            // One writer: nothing is ever under way while something newer is seen.
            assert_eq!(now(store).await, Horizon::default());
            return;
        }
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (slow, quick) = (chat(store, &[ann, ben]).await, chat(store, &[ann, ben]).await);
        let start = now(store).await;
        let mut tx = store.begin().await.unwrap();
        let raised = conversations::raise(&mut tx, slow, 1, -1).await.unwrap();
        assert!(members::leave(&mut tx, slow, ben, NOW, raised.version).await.unwrap());
        // Begun later, committed earlier.
        leave(store, quick, ben).await;
        let (found, next) = stamps::since(&mut store.snapshot().await.unwrap(), start).await.unwrap();
        assert!(found.contains(&Changed { conversation: quick, user: ben, is_member: false }));
        assert!(!found.contains(&Changed { conversation: slow, user: ben, is_member: false }));
        tx.commit().await.unwrap();
        assert!(since(store, next, slow).await.contains(&(ben, false)));
    }
}
