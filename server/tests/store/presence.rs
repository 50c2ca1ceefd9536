//! Who lets others see them, and when each was here last.

use protocol::{ConversationKind, Presence, UserId};
use server::store::{Conn, Store, conversations, presence};

use crate::{
    database::on_both,
    world::{NOW, conversation, later, people},
};

/// What one sees of the only other person they have a chat with.
async fn seen_by(conn: &mut Conn, user: UserId) -> Option<Presence> {
    conversations::list(conn, user).await.unwrap().pop().unwrap().presence
}

on_both! {
    async fn a_line_tells_when_the_other_was_here_if_both_let_it_be_seen(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        conversation(store, ConversationKind::PersonalChat, &[ann, ben]).await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(seen_by(&mut tx, ann).await, Some(Presence::HIDDEN), "they were never here");
        presence::saw(&mut tx, &[(ben, later(90_000))]).await.unwrap();
        assert_eq!(seen_by(&mut tx, ann).await, Some(Presence::left(Some(later(90_000)))));
        for who in [ann, ben] {
            presence::show(&mut tx, who, false).await.unwrap();
            assert_eq!((seen_by(&mut tx, ann).await, seen_by(&mut tx, ben).await), (None, None));
            presence::show(&mut tx, who, true).await.unwrap();
        }
        assert!(seen_by(&mut tx, ann).await.is_some());
    }

    async fn in_a_group_nobody_sees_who_is_here(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        conversation(store, ConversationKind::GroupChat, &[ann, ben]).await;
        let mut tx = store.begin().await.unwrap();
        presence::saw(&mut tx, &[(ann, NOW), (ben, NOW)]).await.unwrap();
        assert_eq!(seen_by(&mut tx, ann).await, None);
    }

    async fn those_seen_lately_are_found_and_a_later_time_stays(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let mut tx = store.begin().await.unwrap();
        presence::saw(&mut tx, &[(ann, later(100)), (ben, later(200)), (cid, later(300))]).await.unwrap();
        presence::saw(&mut tx, &[(ben, later(50)), (ann, later(150))]).await.unwrap();
        presence::show(&mut tx, cid, false).await.unwrap();
        let mut seen = presence::seen_since(&mut tx, later(150)).await.unwrap();
        seen.sort_unstable();
        assert_eq!(seen, [(ann, later(150)), (ben, later(200))], "whoever hides is not among them");
        assert_eq!(presence::seen_since(&mut tx, later(151)).await.unwrap(), [(ben, later(200))]);
    }
}
