//! Reading back.

use e2e::{Actor, World, stories};
use protocol::{ConversationId, GroupType, Message};
use uuid::Uuid;

/// The places of the messages on a page.
async fn seqs(actor: &Actor, chat: ConversationId, query: &str) -> Vec<i64> {
    let page: Vec<Message> = actor.page(chat, query).await.gives(200);
    page.iter().map(|message| message.seq).collect()
}

stories! {
    async fn history_goes_back_page_by_page(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for n in 1..=7 {
            alice.sends(chat, &format!("message {n}")).await;
        }
        assert_eq!(seqs(&bob, chat, "").await, [7, 6, 5, 4, 3, 2, 1]);
        assert_eq!(seqs(&bob, chat, "?limit=3").await, [7, 6, 5]);
        assert_eq!(seqs(&bob, chat, "?limit=3&before=5").await, [4, 3, 2]);
        assert!(seqs(&bob, chat, "?before=1").await.is_empty());
        assert_eq!(seqs(&bob, chat, "?limit=2&after=3").await, [5, 4], "the page next to where the reader is");
        assert!(seqs(&bob, chat, "?after=7").await.is_empty());
        let around = seqs(&bob, chat, "?limit=3&around=4").await;
        assert!(around.contains(&4) && around.len() == 3 && around.is_sorted_by(|a, b| a > b), "{around:?}");
    }

    async fn old_clients_page_by_offset(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for _ in 1..=5 {
            alice.sends(chat, "hm").await;
        }
        assert_eq!(seqs(&bob, chat, &format!("?limit=2&offset=2&user_id={}", bob.id())).await, [3, 2]);
        let foreign = bob.page(chat, &format!("?user_id={}", alice.id())).await;
        assert!([403, 422].contains(&foreign.status), "{foreign:#?}");
    }

    async fn only_the_author_sees_the_client_id(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let sent = alice.sends(chat, "hm").await;
        assert_eq!(alice.history(chat).await[0].client_id, sent.client_id);
        assert_eq!(bob.history(chat).await[0].client_id, None);
    }

    async fn a_group_has_its_history_too(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        alice.posts(group, "first").await;
        assert_eq!(bob.history(group).await[0].text, "first");
    }

    async fn the_history_of_others_is_not_there(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "secret").await;
        let missing = carol.page(Uuid::now_v7().into(), "").await;
        missing.refuses(404);
        carol.page(chat, "").await.is_the_same_as(&missing);
        carol.page(chat, "?around=1").await.is_the_same_as(&missing);
    }
}
