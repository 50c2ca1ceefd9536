//! B5: nothing leaves a conversation by being forwarded by those who may not read it.

use e2e::{Actor, World, expects, stories};
use protocol::{ClientCommand, ConversationId, ErrorCode, GroupType, MessageId, ServerEvent};
use serde_json::json;
use uuid::Uuid;

/// For that person the message is not there to be forwarded, over HTTP and on the socket.
async fn cannot_forward(who: &Actor, id: MessageId, to: ConversationId) {
    let before = who.history(to).await;
    let never: MessageId = Uuid::now_v7().into();
    let refused = who.tries_to_forward(id, to).await;
    refused.refuses(404);
    refused.is_the_same_as(&who.tries_to_forward(never, to).await);
    let mut live = who.live().await;
    let client_id = Uuid::new_v4().into();
    let text = String::new();
    let send =
        ClientCommand::Send { conversation_id: to, client_id, text, reply_to: None, forward_of: Some(id) };
    live.socket.says(&send).await;
    let detail = expects!(live.socket, ServerEvent::Error { code: ErrorCode::NotFound, client_id: Some(id), detail, .. }
        if id == client_id => detail);
    assert_eq!(detail, "Message not found");
    assert_eq!(who.history(to).await, before);
}

stories! {
    async fn b5_what_one_may_not_read_one_may_not_forward(world: World) {
        let [alice, bob, carol, xenia] = world.people(["Alice", "Bob", "Carol", "Xenia"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[&bob, &xenia]).await;
        let post = alice.posts(group, "secret").await;
        let direct = alice.starts_chat_with(&bob).await;
        let said = alice.sends(direct, "secret").await;
        let (carols, xenias) = (carol.starts_group_chat("C", &[&bob]).await, xenia.starts_group_chat("X", &[&bob]).await);
        cannot_forward(&carol, post.id, carols).await;
        cannot_forward(&carol, said.id, carols).await;
        // Who was put out read it once, and may not any more; a public group is refused as everywhere.
        xenia.forwards(post.id, xenias).await;
        alice.removes(group, &xenia).await.is(200);
        cannot_forward(&xenia, post.id, xenias).await;
        let public = alice.starts_group("Open", GroupType::Public, &[]).await;
        let open = alice.posts(public, "for members").await;
        carol.tries_to_forward(open.id, carols).await.refuses(403);
        carol.joins(public).await.is(200);
        carol.forwards(open.id, carols).await;
    }

    async fn b5_what_was_deleted_is_not_brought_back_by_forwarding(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = alice.sends(chat, "regrettable").await;
        alice.deletes(said.id).await.is(200);
        cannot_forward(&bob, said.id, chat).await;
        cannot_forward(&alice, said.id, chat).await;
    }

    async fn b8_one_forwards_only_to_where_one_may_write(world: World) {
        let [alice, bob, rita] = world.people(["Alice", "Bob", "Rita"]).await;
        let news = alice.starts_group("News", GroupType::Public, &[&rita]).await;
        let post = alice.posts(news, "news").await;
        rita.tries_to_forward(post.id, news).await.refuses(403);
        let theirs = alice.starts_chat_with(&bob).await;
        let refused = rita.tries_to_forward(post.id, theirs).await;
        refused.refuses(404);
        refused.is_the_same_as(&rita.tries_to_forward(post.id, Uuid::now_v7().into()).await);
        let own = rita.starts_chat_with(&bob).await;
        rita.leaves(news).await.is(204);
        rita.tries_to_forward(post.id, own).await.refuses(403);
        assert_eq!((alice.history(news).await.len(), alice.history(theirs).await.len()), (1, 0));
    }

    async fn b10_whose_words_they_are_is_not_for_the_sender_to_say(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let forged = json!({ "text": "I resign", "forwarded": { "user_id": carol.id(), "name": "Carol" } });
        let reply = alice.tries_to_send(chat, forged).await;
        if reply.status != 422 {
            assert!(reply.gives::<protocol::Message>(201).forwarded.is_none());
        }
    }
}
