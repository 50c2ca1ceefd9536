//! Writing in a chat over HTTP.

use e2e::{World, expects, stories};
use futures_util::future::join_all;
use protocol::{Message, ServerEvent, event::Changed, route};
use serde_json::json;
use uuid::Uuid;

stories! {
    async fn a_message_is_stored_and_told(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.live().await;
        let sent = alice.sends(chat, "Привет, Bob! 👋").await;
        assert_eq!((sent.seq, sent.sender_name.as_str()), (1, "Alice"));
        assert!(!sent.is_read && !sent.fully_read && !sent.deleted);
        assert!(sent.client_id.is_some(), "her own message has its client_id");
        let told = expects!(bobs.socket, ServerEvent::Change(change) => match change.changed {
            Changed::Message { message } => message,
            other => panic!("{other:?}"),
        });
        assert_eq!((told.id, told.text.as_str(), told.client_id), (sent.id, "Привет, Bob! 👋", None));
        assert_eq!(bob.history(chat).await[0].text, "Привет, Bob! 👋");
    }

    async fn the_same_message_sent_again_is_the_same_message(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let body = json!({ "text": "once", "client_id": Uuid::new_v4() });
        let tries = join_all((0..20).map(|_| alice.tries_to_send(chat, body.clone()))).await;
        assert_eq!(tries.iter().filter(|reply| reply.status == 201).count(), 1);
        let messages: Vec<Message> = tries.iter().map(|reply| reply.gives(reply.status)).collect();
        assert!(messages.iter().all(|message| message.id == messages[0].id && message.seq == 1));
        world.server.is_killed();
        world.server.comes_back().await;
        alice.tries_to_send(chat, body).await.is(200);
        assert_eq!(bob.history(chat).await.len(), 1);
    }

    async fn the_same_client_id_of_somebody_else_is_another_message(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let body = json!({ "text": "mine", "client_id": Uuid::new_v4() });
        alice.tries_to_send(chat, body.clone()).await.is(201);
        bob.tries_to_send(chat, body).await.is(201);
        assert_eq!(bob.history(chat).await.len(), 2);
    }

    async fn many_at_once_are_numbered_without_a_gap(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let sends = (0..40).map(|n| if n % 2 == 0 { &alice } else { &bob }).map(|who| who.sends(chat, "hm"));
        let mut seqs: Vec<i64> = join_all(sends).await.iter().map(|message| message.seq).collect();
        seqs.sort_unstable();
        assert_eq!(seqs, (1..=40).collect::<Vec<_>>());
    }

    async fn nobody_writes_in_the_name_of_another(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.tries_to_send(chat, json!({ "text": "as myself", "sender_id": alice.id() })).await.is(201);
        alice.tries_to_send(chat, json!({ "text": "as him", "sender_id": bob.id() })).await.refuses(403);
        assert_eq!(alice.history(chat).await.len(), 1);
    }

    async fn what_is_no_message_is_refused(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let longest = "щ".repeat(4000);
        assert_eq!(alice.sends(chat, &longest).await.text, longest);
        let long = alice.tries_to_send(chat, json!({ "text": "щ".repeat(4001) })).await.refuses(422);
        assert_eq!(long.detail, "Message too long");
        for text in ["", "   \n ", "\u{1b}]0;a title\u{7}", "\u{9b}2J"] {
            alice.tries_to_send(chat, json!({ "text": text })).await.refuses_field("text");
        }
        alice.tries_to_send(chat, json!({ "text": "x", "client_id": "not an id" })).await.is(422);
        alice.tries_to_send(chat, json!({ "text": 7 })).await.is(422);
        alice.post(route::SEND, &json!({ "chat_id": Uuid::now_v7(), "text": "hm" })).await.refuses(404);
    }

    async fn a_message_answers_another_of_the_same_chat(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let elsewhere = bob.starts_chat_with(&carol).await;
        let question = alice.sends(chat, "how are you?").await;
        let answer: Message = bob.tries_to_send(chat, json!({ "text": "well", "reply_to": question.id })).await.gives(201);
        assert_eq!(answer.reply_to, Some(question.id));
        let foreign = bob.sends(elsewhere, "hm").await;
        let reply = bob.tries_to_send(chat, json!({ "text": "well", "reply_to": foreign.id })).await;
        assert!([404, 422].contains(&reply.status), "{reply:#?}");
    }
}
