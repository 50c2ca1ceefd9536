//! Forwarding a message: `forward_of` of every way to send.

use e2e::{Options, World, expects, stories};
use protocol::{ClientCommand, Forwarded, Found, GroupType, Message, ServerEvent, event::Changed, route};
use serde_json::json;
use uuid::Uuid;

stories! {
    #![options = Options::metrics()]

    async fn a_forward_bears_the_words_and_the_name_of_who_said_them_first(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let origin = alice.starts_group_chat("Where it was said", &[&bob]).await;
        let there = bob.starts_chat_with(&carol).await;
        let said = alice.sends(origin, "@Bob the words").await;
        let held = carol.live().await.conversation(there).version;
        let mut carols = carol.live().await;
        let copy = bob.forwards(said.id, there).await;
        let first = Some(Box::new(Forwarded { user_id: alice.id(), name: "Alice".into() }));
        assert_eq!((copy.text.as_str(), &copy.forwarded, copy.sender_id), ("@Bob the words", &first, bob.id()));
        assert!(copy.mentions.is_empty() && copy.client_id.is_some());
        // Live, in the list, in the history, by itself, and in what somebody missed.
        let told = expects!(carols.socket, ServerEvent::Change(change) => change);
        let Changed::Message { message } = told.changed else { panic!("{told:?}") };
        assert_eq!(message, Message { client_id: None, ..copy.clone() });
        let last = carol.chat(there).await.last_message.expect("it has one");
        assert_eq!((last.text.as_str(), &last.forwarded), ("@Bob the words", &first));
        assert_eq!(carol.history(there).await[0].forwarded, first);
        assert_eq!(carol.message(copy.id).await.gives::<Message>(200).forwarded, first);
        let hello = carol.live().await;
        assert_eq!(hello.conversation(there).last_message.as_ref().and_then(|last| last.forwarded.clone()), first);
        let asked = carols.syncs(there, held).await;
        let items = expects!(carols.socket, ServerEvent::Changes { request_id, items, .. } if request_id == asked => items);
        assert!(matches!(&items[..], [change] if matches!(&change.changed, Changed::Message { message } if message.forwarded == first)));
        // Carol learns whose words they are, and nothing of where they were said.
        let page = carol.get(&format!("/chat/{there}")).await;
        assert!(page.body.contains("Forwarded from") && page.body.contains("<bdi>Alice</bdi>"), "{}", page.body);
        let told = format!("{message:?}{}", page.body);
        assert!(!told.contains("Where it was said") && !told.contains(&origin.to_string()) && !told.contains(&said.id.to_string()));
        // The copy stays as it is.
        alice.edits(said.id, "other words").await.is(200);
        alice.deletes(said.id).await.is(200);
        assert_eq!(carol.history(there).await[0].text, "@Bob the words");
    }

    async fn a_forward_of_a_forward_keeps_the_first_author_and_is_deleted_but_not_edited(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let (first, second) = (alice.starts_chat_with(&bob).await, bob.starts_chat_with(&carol).await);
        let group = carol.starts_group("News", GroupType::Private, &[&alice]).await;
        let said = alice.sends(first, "words").await;
        let copy = bob.forwards(said.id, second).await;
        let body = json!({ "forward_of": copy.id, "client_id": Uuid::new_v4() });
        let post: Message = carol.post(&route::group_post(group), &body).await.gives(201);
        let name = |message: &Message| message.forwarded.as_ref().map(|first| first.name.clone());
        assert_eq!((name(&post).as_deref(), post.sender_id), (Some("Alice"), carol.id()));
        let refused = bob.edits(copy.id, "my words").await.refuses(403);
        assert!(refused.detail.contains("forwarded"), "{refused:?}");
        bob.answers(second, copy.id, "an answer").await;
        carol.reacts(copy.id, "👍").await.is(200);
        let gone: Message = bob.deletes(copy.id).await.gives(200);
        assert!(gone.deleted && gone.forwarded.is_none());
        let found: Found = alice.searches(&[("q", "words in:News")]).await.gives(200);
        assert_eq!(found.hits[0].forwarded, post.forwarded, "{found:?}");
    }

    async fn the_socket_forwards_once_however_often_it_is_asked(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = alice.sends(chat, "words").await;
        let mut bobs = bob.live().await;
        let client_id = Uuid::new_v4().into();
        let send = ClientCommand::Send {
            conversation_id: chat, client_id, text: String::new(), reply_to: None, forward_of: Some(said.id),
        };
        bobs.socket.says(&send).await;
        let seq = expects!(bobs.socket, ServerEvent::Ack { client_id: id, seq, .. } if id == client_id => seq);
        alice.deletes(said.id).await.is(200);
        bobs.socket.says(&send).await;
        assert_eq!(expects!(bobs.socket, ServerEvent::Ack { client_id: id, seq, .. } if id == client_id => seq), seq);
        let body = json!({ "forward_of": said.id, "client_id": client_id });
        let again: Message = bob.tries_to_send(chat, body).await.gives(200);
        assert_eq!((again.seq, again.text.as_str()), (seq, "words"));
        assert_eq!(alice.history(chat).await.len(), 2);
    }

    async fn nobody_is_called_by_what_is_forwarded_and_nothing_is_said_beside_it(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let said = alice.sends(chat, "@Carol and @all").await;
        carol.reads(chat, said.seq).await;
        alice.forwards(said.id, chat).await;
        assert_eq!(carol.chat(chat).await.unread_mentions, 0);
        bob.tries_to_send(chat, json!({ "forward_of": said.id, "text": "look" })).await.refuses_field("text");
        let answering = json!({ "forward_of": said.id, "reply_to": said.id });
        bob.tries_to_send(chat, answering).await.refuses_field("reply_to");
        bob.tries_to_send(chat, json!({})).await.refuses_field("text");
    }
}
