//! Conversations, and how their members see them.

use protocol::{ConversationId, ConversationKind, Role, UserId};
use server::store::{
    Store,
    conversations::{self, NewConversation},
    stamps,
};

use crate::{
    database::on_both,
    world::{NOW, assert_sound, chat, conversation, fresh, leave, people, read, say},
};

on_both! {
    async fn two_people_have_one_personal_chat_whoever_begins(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = conversation(store, ConversationKind::PersonalChat, &[ann, ben]).await;
        let mut tx = store.begin().await.unwrap();
        let kind = ConversationKind::PersonalChat;
        let again =
            NewConversation { id: fresh(), kind, name: None, pair: Some((ben, ann)), creator: ben, created_at: NOW };
        assert!(!conversations::insert(&mut tx, &again).await.unwrap());
        assert_eq!(conversations::personal(&mut tx, ben, ann).await.unwrap(), Some(id));
        assert_eq!(conversations::personal(&mut tx, ann, cid).await.unwrap(), None);
    }

    async fn a_row_tells_what_it_is_and_counts_every_change(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let id = conversation(store, ConversationKind::PrivateGroup, &[ann, ben]).await;
        say(store, id, ann, "one").await;
        let mut tx = store.begin().await.unwrap();
        let facts = conversations::facts(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(facts.kind().unwrap(), ConversationKind::PrivateGroup);
        assert_eq!((facts.member_count, facts.last_seq, facts.version), (2, 1, 3));
        assert_eq!(facts.name.as_deref(), Some("News"));
        let raised = conversations::raise(&mut tx, id, 2, 0).await.unwrap();
        assert_eq!((raised.member_count, raised.last_seq, raised.version), (2, 1, 5));
        conversations::set_creator(&mut tx, id, ben).await.unwrap();
        let facts = conversations::facts(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(UserId::from(facts.creator_id), ben);
        assert!(conversations::facts(&mut tx, fresh()).await.unwrap().is_none());
    }

    async fn a_list_shows_the_liveliest_first_and_what_is_unread(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let pair = conversation(store, ConversationKind::PersonalChat, &[ann, ben]).await;
        let many = chat(store, &[ann, ben, cid]).await;
        for text in ["one", "two", "three"] {
            say(store, pair, ben, text).await;
        }
        let mut conn = store.read().await.unwrap();
        let list = conversations::list(&mut conn, ann).await.unwrap();
        assert_eq!(list.len(), 2);
        let line = conversations::line(&mut conn, ann, pair).await.unwrap().unwrap();
        assert!(list.contains(&line));
        assert_eq!((line.title.as_str(), line.peer.as_ref().unwrap().id), ("Ben", ben));
        assert_eq!((line.unread_count(), line.last_seq, line.role), (3, 3, Role::Member));
        assert_eq!(line.last_message.as_ref().unwrap().text, "three");
        assert!(conversations::line(&mut conn, cid, pair).await.unwrap().is_none(), "it is not theirs");
        let empty = conversations::line(&mut conn, ann, many).await.unwrap().unwrap();
        assert_eq!((empty.title.as_str(), empty.last_message), ("", None));
        drop(conn);
        leave(store, many, ann).await;
        let list = conversations::list(&mut store.read().await.unwrap(), ann).await.unwrap();
        assert_eq!(list.len(), 1, "who has left does not see it any more");
        assert_sound(store).await;
    }

    async fn a_line_knows_the_slowest_and_the_fastest_of_the_others(store: &Store) {
        let [ann, ben, cid] = people(store, ["Ann", "Ben", "Cid"]).await;
        let id = chat(store, &[ann, ben, cid]).await;
        for _ in 0..5 {
            say(store, id, ann, "hi").await;
        }
        read(store, id, ben, 2).await;
        read(store, id, cid, 4).await;
        let mut conn = store.read().await.unwrap();
        let line = conversations::line(&mut conn, ann, id).await.unwrap().unwrap();
        assert_eq!((line.read_seq, line.read_watermark, line.read_by_some), (5, 2, 4));
    }

    async fn the_directory_shows_public_groups_the_largest_first(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let small = conversation(store, ConversationKind::PublicGroup, &[ann]).await;
        let large = conversation(store, ConversationKind::PublicGroup, &[ann, ben]).await;
        conversation(store, ConversationKind::PrivateGroup, &[ann, ben]).await;
        let mut conn = store.read().await.unwrap();
        let found = conversations::directory(&mut conn, "ew", 10).await.unwrap();
        let ids: Vec<ConversationId> = found.into_iter().map(|facts| facts.id.into()).collect();
        assert_eq!(ids, [large, small]);
        assert!(conversations::directory(&mut conn, "%", 10).await.unwrap().is_empty());
        assert_eq!(conversations::directory(&mut conn, "", 1).await.unwrap().len(), 1);
    }

    async fn who_locks_a_conversation_makes_the_others_wait(store: &Store) {
        let [ann] = people(store, ["Ann"]).await;
        let id = chat(store, &[ann]).await;
        let mut tx = store.begin().await.unwrap();
        assert!(conversations::lock(&mut tx, id).await.unwrap());
        assert!(!conversations::lock(&mut tx, fresh()).await.unwrap());
        let other = { let store = store.clone(); tokio::spawn(async move { say(&store, id, ann, "hi").await.version }) };
        tokio::task::yield_now().await;
        let raised = conversations::raise(&mut tx, id, 1, 0).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(other.await.unwrap(), raised.version + 1);
    }

    async fn versions_are_told_of_those_that_are_there(store: &Store) {
        let [ann, ben] = people(store, ["Ann", "Ben"]).await;
        let (one, other) = (chat(store, &[ann, ben]).await, chat(store, &[ann]).await);
        say(store, one, ann, "hi").await;
        let asked = [one, other, fresh()].into_iter();
        let mut found = stamps::versions(&mut store.read().await.unwrap(), asked).await.unwrap();
        found.sort_unstable();
        let mut expected = [(one, 3), (other, 1)];
        expected.sort_unstable();
        assert_eq!(found, expected);
    }
}
