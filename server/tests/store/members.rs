//! Who is in a conversation.

use protocol::{ConversationKind, Role};
use server::store::{Store, conversations, known, members};

use crate::{
    database::on_both,
    world::{assert_sound, chat, conversation, fresh, has_read, join, leave, people, read, say},
};

on_both! {
    async fn who_joins_starts_with_everything_read(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann]).await;
        say(store, id, ann, "before").await;
        join(store, id, ben, Role::Member).await;
        assert_eq!(has_read(store, id, ben).await, 1);
        let mut conn = store.read().await.unwrap();
        let all = members::all(&mut conn, id).await.unwrap();
        assert_eq!(all.iter().map(|one| (one.id, one.role)).collect::<Vec<_>>(),
            [(ann, Role::Owner), (ben, Role::Member)]);
        assert_eq!(members::ids(&mut conn, id).await.unwrap(), [ann, ben]);
        assert_eq!(members::among(&mut conn, id, &[fresh(), ben]).await.unwrap(), all[1..]);
        assert_eq!(members::conversations(&mut conn, ben).await.unwrap(), [id]);
        drop(conn);
        assert_sound(store).await;
    }

    async fn each_group_of_a_list_says_who_made_it(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let group = conversation(store, ConversationKind::PublicGroup, &[ann, ben]).await;
        chat(store, &[ann, ben]).await;
        conversation(store, ConversationKind::PrivateGroup, &[ann]).await;
        let mut conn = store.read().await.unwrap();
        assert_eq!(members::creators(&mut conn, ben).await.unwrap(), [(group, ann)]);
    }

    async fn who_leaves_is_gone_and_who_comes_back_finds_their_row(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        say(store, id, ben, "mine").await;
        leave(store, id, ben).await;
        let mut tx = store.begin().await.unwrap();
        assert!(members::one(&mut tx, id, ben).await.unwrap().is_none());
        assert_eq!(members::ids(&mut tx, id).await.unwrap(), [ann]);
        assert!(members::among(&mut tx, id, &[ben]).await.unwrap().is_empty());
        assert!(members::conversations(&mut tx, ben).await.unwrap().is_empty());
        let raised = conversations::raise(&mut tx, id, 0, 0).await.unwrap();
        assert!(!members::leave(&mut tx, id, ben, crate::world::NOW, raised.version).await.unwrap(), "only once");
        drop(tx);
        say(store, id, ann, "while Ben was away").await;
        join(store, id, ben, Role::Admin).await;
        assert_eq!(has_read(store, id, ben).await, 2);
        let place = members::one(&mut store.read().await.unwrap(), id, ben).await.unwrap().unwrap();
        assert_eq!(place.role, Role::Admin);
        assert_sound(store).await;
    }

    async fn a_door_knows_the_conversation_and_the_role_in_it(store: &Store) {
        let [ann, ben, cid, dan] = people(store, ["Ann", "Ben", "Cid", "Dan"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        leave(store, id, cid).await;
        say(store, id, ann, "hi").await;
        let mut conn = store.read().await.unwrap();
        let facts = conversations::facts(&mut conn, id).await.unwrap().unwrap();
        for (user, role) in [(ann, Some(Role::Owner)), (ben, Some(Role::Member)), (cid, None), (dan, None)] {
            let (seen, is) = known::to(&mut conn, id, user).await.unwrap().unwrap();
            assert_eq!(is, role);
            assert_eq!((seen.id, seen.last_seq, seen.version), (facts.id, 1, facts.version));
        }
        assert!(known::to(&mut conn, fresh(), ann).await.unwrap().is_none());
    }

    async fn who_is_in_stays_as_they_are_when_they_join_again(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = chat(store, &[ann, ben]).await;
        say(store, id, ann, "unread").await;
        let mut tx = store.begin().await.unwrap();
        let again = std::iter::once((members::Joining { user: ben, role: Role::Owner }, 99));
        members::join(&mut tx, id, again, members::JoinedAt { time: crate::world::NOW, last_seq: 1 }).await.unwrap();
        let place = members::one(&mut tx, id, ben).await.unwrap().unwrap();
        assert_eq!((place.role, place.read_seq), (Role::Member, 0));
    }

    async fn a_role_is_given_to_members_only(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = conversation(store, ConversationKind::PublicGroup, &[ann, ben]).await;
        let mut tx = store.begin().await.unwrap();
        assert_eq!(members::posters(&mut tx, id).await.unwrap(), [ann]);
        assert!(members::set_role(&mut tx, id, ben, Role::Admin, 3).await.unwrap());
        assert!(!members::set_role(&mut tx, id, cid, Role::Admin, 4).await.unwrap());
        let mut posters = members::posters(&mut tx, id).await.unwrap();
        posters.sort_unstable();
        assert_eq!(posters, [ann, ben]);
        assert!(members::one(&mut tx, fresh(), ben).await.unwrap().is_none());
    }

    async fn a_list_comes_with_its_members_and_names(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let talk = chat(store, &[ann, ben, cid]).await;
        conversation(store, ConversationKind::PersonalChat, &[ann, ben]).await;
        let group = conversation(store, ConversationKind::PublicGroup, &[ben, ann]).await;
        chat(store, &[ben, cid]).await;
        say(store, talk, ben, "hi").await;
        read(store, talk, ann, 1).await;
        let mut conn = store.read().await.unwrap();
        let chats = members::of_list(&mut conn, ann, true).await.unwrap();
        assert!(chats.len() == 3 && chats.iter().all(|(id, _)| *id == talk), "of a pair its line says all");
        let mine = chats.iter().find(|(id, one)| *id == talk && one.id == ann).unwrap();
        assert_eq!(mine.1.read_seq, Some(1));
        let groups = members::of_list(&mut conn, ann, false).await.unwrap();
        assert!(groups.len() == 2 && groups.iter().all(|(id, _)| *id == group));
        let names = members::names(&mut conn, ann).await.unwrap();
        assert_eq!(names, [(talk, "Ben".to_owned()), (talk, "Cid".to_owned())]);
    }
}
