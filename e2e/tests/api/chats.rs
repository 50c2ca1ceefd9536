//! Chats: made, listed, looked at, left.

use e2e::{World, expects, stories};
use protocol::{Chat, ChatType, ServerEvent, route, v1::StatusEvent};
use serde_json::json;
use uuid::Uuid;

stories! {
    async fn a_personal_chat_is_made_once(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let wish = json!({ "chat_type": "personal", "participants": [bob.id()] });
        let made: Chat = alice.post(route::CHAT_CREATE, &wish).await.gives(201);
        let again: Chat = alice.post(route::CHAT_CREATE, &wish).await.gives(200);
        assert_eq!(made.id, again.id);
        assert_eq!(bob.starts_chat_with(&alice).await, made.id);
        assert_eq!((made.chat_type, made.name, made.title.as_str()), (ChatType::Personal, None, "Bob"));
        assert_eq!(bob.chat(made.id).await.title, "Alice");
        assert_eq!(made.participants.len(), 2);
        assert_eq!((made.last_seq, made.unread_count), (0, 0));
    }

    async fn two_who_start_at_once_meet_in_one_chat(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let (one, other) = tokio::join!(alice.starts_chat_with(&bob), bob.starts_chat_with(&alice));
        assert_eq!(one, other);
        assert_eq!(alice.chats().await.len(), 1);
    }

    async fn people_are_named_by_id_or_address_in_a_list_or_a_line(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let line = format!("{}, {}", bob.id(), carol.email().to_uppercase());
        for participants in [json!(line), json!([bob.email(), carol.id()])] {
            let wish = json!({ "chat_type": "group", "participants": participants, "name": "Three" });
            let chat: Chat = alice.post(route::CHAT_CREATE, &wish).await.gives(201);
            assert_eq!(chat.members.len(), 3);
            assert_eq!(chat.title, "Three");
        }
    }

    async fn a_form_makes_a_chat_and_goes_there(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await;
        let form = [("chat_type", "personal"), ("participants", bob.email())];
        let reply = browser.submits(route::CHAT_CREATE, &form).await;
        reply.leads_to(&format!("/chat/{}", alice.chats().await[0].id));
    }

    async fn a_chat_that_cannot_be_is_refused(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let tries = |chat_type: &str, participants: serde_json::Value| {
            let wish = json!({ "chat_type": chat_type, "participants": participants });
            let alice = alice.clone();
            async move { alice.post(route::CHAT_CREATE, &wish).await }
        };
        for nobody in [json!([]), json!([alice.id()]), json!("")] {
            assert_eq!(tries("personal", nobody).await.refuses(400).detail, "Not enough participants");
        }
        for unknown in [json!([Uuid::now_v7()]), json!(["nobody@example.com"])] {
            assert_eq!(tries("personal", unknown).await.refuses(404).detail, "Some users not found");
        }
        tries("personal", json!([bob.id(), carol.id()])).await.refuses(422);
        tries("secret", json!([bob.id()])).await.refuses(422);
        assert!(alice.chats().await.is_empty());
    }

    async fn the_others_are_told_of_a_new_chat(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let mut bobs = bob.live().await;
        let mut status = bob.status_socket().await;
        let chat = alice.starts_chat_with(&bob).await;
        let added = expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } => conversation);
        assert_eq!((added.id, added.title.as_str()), (chat, "Alice"));
        let name = expects!(status, StatusEvent::NewChat { chat_id, chat_name } if chat_id == chat => chat_name);
        assert_eq!(name, "Alice");
    }

    async fn the_list_tells_the_last_message_and_what_is_unread(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "one").await;
        alice.sends(chat, "two").await;
        let seen = &bob.chats().await[0];
        assert_eq!((seen.unread_count, seen.last_seq, seen.read_seq), (2, 2, 0));
        let last = seen.last_message.as_ref().expect("the last message");
        assert_eq!((last.text.as_str(), last.seq, last.sender_name.as_str()), ("two", 2, "Alice"));
        assert_eq!(alice.chats().await[0].unread_count, 0, "sending counts as reading");
        bob.reads(chat, 2).await;
        assert_eq!(bob.chat(chat).await.unread_count, 0);
    }

    async fn who_leaves_a_group_chat_hears_no_more_of_it(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let mut carols = carol.live().await;
        let mut alices = alice.live().await;
        let reply = carol.leaves_chat(chat).await;
        assert!(reply.status < 300, "{reply:#?}");
        expects!(carols.socket, ServerEvent::ConversationRemoved { conversation_id } if conversation_id == chat);
        expects!(alices.socket, ServerEvent::Change(change) if change.conversation_id == chat);
        carol.get(&route::chat(chat)).await.refuses(404);
        assert!(carol.chats().await.is_empty());
        assert_eq!(alice.chat(chat).await.members.len(), 2);
    }
}
