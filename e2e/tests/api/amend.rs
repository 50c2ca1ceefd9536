//! Editing, taking back, reactions, answers and mentions.

use e2e::{World, expects, stories};
use protocol::{ClientCommand, GroupType, Message, ServerEvent, event::Changed, route};
use serde_json::json;
use uuid::Uuid;

stories! {
    async fn an_edit_reaches_all_who_listen_and_all_who_come(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = alice.sends(chat, "Helo").await;
        let mut bobs = bob.live().await;
        let edited: Message = alice.edits(said.id, " Hello ").await.gives(200);
        assert_eq!((edited.text.as_str(), edited.seq, edited.version), ("Hello", said.seq, said.version + 1));
        assert!(edited.edited_at.is_some());
        let told = expects!(bobs.socket, ServerEvent::Change(change) if change.version == edited.version => change);
        let Changed::Message { message } = told.changed else { panic!("{told:?}") };
        assert_eq!((message.text.as_str(), message.edited_at), ("Hello", edited.edited_at));
        assert_eq!(bob.history(chat).await[0].text, "Hello");
        assert_eq!(bob.chat(chat).await.last_message.expect("it has one").text, "Hello");
        // The same again changes nothing.
        let again: Message = alice.edits(said.id, "Hello").await.gives(200);
        assert_eq!(again.version, edited.version);
        alice.edits(said.id, " ").await.refuses_field("text");
    }

    async fn a_message_that_was_taken_back_leaves_its_place(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = alice.sends(chat, "oops").await;
        bob.answers(chat, said.id, "what?").await;
        let mut alices = alice.live().await;
        let request_id = Uuid::new_v4().into();
        let delete = ClientCommand::Delete { conversation_id: chat, message_id: said.id, request_id };
        alices.socket.says(&delete).await;
        let version = expects!(alices.socket, ServerEvent::Done { request_id: id, version, .. } if id == request_id => version);
        let page = bob.history(chat).await;
        let [answer, gone] = &page[..] else { panic!("{page:?}") };
        assert!(gone.deleted && gone.text.is_empty() && gone.version == version);
        let quote = answer.quote.as_ref().expect("it quotes");
        assert!(quote.deleted && quote.text.is_empty() && quote.seq == gone.seq);
        let again: Message = alice.deletes(said.id).await.gives(200);
        assert_eq!(again.version, version, "what is gone stays as it is");
        alice.edits(said.id, "back").await.refuses(409);
        alice.reacts(said.id, "👍").await.refuses(409);
    }

    async fn each_sees_which_reactions_are_theirs(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let said = alice.sends(chat, "party?").await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        carol.reacts(said.id, "🎉").await.is(200);
        let request_id = Uuid::new_v4().into();
        let react = ClientCommand::React {
            conversation_id: chat, message_id: said.id, emoji: "🎉".into(), set: true, request_id,
        };
        bobs.socket.says(&react).await;
        let version = expects!(bobs.socket, ServerEvent::Done { request_id: id, version, .. } if id == request_id => version);
        for (socket, mine) in [(&mut alices.socket, false), (&mut bobs.socket, true)] {
            let known = socket.passed.iter().find(|event| matches!(event, ServerEvent::Change(change) if change.version == version));
            let change = match known.cloned() {
                Some(ServerEvent::Change(change)) => change,
                _ => expects!(socket, ServerEvent::Change(change) if change.version == version => change),
            };
            let Changed::Message { message } = change.changed else { panic!("a message") };
            let [party] = &message.reactions[..] else { panic!("{message:?}") };
            assert_eq!((party.emoji.as_str(), party.count, party.mine), ("🎉", 2, mine));
        }
        let left: Message = bob.unreacts(said.id, "🎉").await.gives(200);
        assert_eq!((left.reactions[0].count, left.reactions[0].mine), (1, false));
        let none: Message = carol.unreacts(said.id, "🎉").await.gives(200);
        assert!(none.reactions.is_empty());
        carol.reacts(said.id, "not one").await.refuses_field("emoji");
    }

    async fn an_answer_quotes_what_it_answers_as_it_is_now(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        let said = alice.posts(group, "First").await;
        let mut bobs = bob.live().await;
        let body = json!({ "text": "Second", "reply_to": said.id });
        let answer: Message = alice.post(&route::group_post(group), &body).await.gives(201);
        let quote = answer.quote.expect("it quotes");
        assert_eq!((quote.seq, quote.text.as_str(), quote.sender_name.as_str()), (1, "First", "Alice"));
        let told = expects!(bobs.socket, ServerEvent::Change(change) => change);
        let Changed::Message { message } = told.changed else { panic!("{told:?}") };
        assert_eq!(message.quote.expect("it quotes").text, "First");
        alice.edits(said.id, "First, edited").await.is(200);
        assert_eq!(bob.history(group).await[0].quote.as_ref().expect("it quotes").text, "First, edited");
    }

    async fn who_is_called_by_name_is_told_until_they_read(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob]).await;
        let said = alice.sends(chat, "hi @bob and @Carol").await;
        assert_eq!(said.mentions.len(), 1, "Carol is no member");
        assert_eq!((said.mentions[0].user_id, said.mentions[0].span.start, said.mentions[0].span.length), (Some(bob.id()), 3, 4));
        let bobs = bob.live().await;
        assert_eq!(bobs.conversation(chat).unread_mentions, 1);
        assert_eq!(bob.chat(chat).await.unread_mentions, 1);
        assert_eq!(alice.chat(chat).await.unread_mentions, 0);
        // Who leads may call everybody; for others it is a word like any other.
        assert!(bob.sends(chat, "@all").await.mentions.is_empty());
        let all = alice.sends(chat, "@all come").await;
        assert_eq!(all.mentions[0].user_id, None);
        assert_eq!(bob.chat(chat).await.unread_mentions, 1);
        bob.reads(chat, all.seq).await;
        assert_eq!(bob.chat(chat).await.unread_mentions, 0);
        assert!(carol.chats().await.is_empty());
    }

    async fn the_older_sockets_hear_of_new_messages_alone(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (one, two) = (alice.sends(chat, "one").await, alice.sends(chat, "two").await);
        let mut socket = bob.chat_socket(chat).await;
        alice.edits(one.id, "uno").await.is(200);
        alice.deletes(two.id).await.is(200);
        alice.reacts(one.id, "👍").await.is(200);
        alice.sends(chat, "three").await;
        let seq = expects!(socket, protocol::v1::ChatEvent::Message { seq, .. } => seq);
        assert_eq!((seq, socket.passed.len()), (3, 1), "{:?}", socket.passed);
        let mut again = bob.chat_socket(chat).await;
        let texts = expects!(again, protocol::v1::ChatEvent::History { messages } =>
            messages.into_iter().map(|message| message.text).collect::<Vec<_>>());
        assert_eq!(texts, ["three", "uno"]);
    }

    async fn a_form_edits_reacts_and_deletes(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = alice.sends(chat, "helo").await;
        let form = async |path: &str, fields: &[(&str, &str)]| {
            let request = alice.request("POST", path).header("accept", "text/html").form(fields);
            let mut request = request.build().expect("a request");
            request.headers_mut().insert("accept", "text/html".parse().expect("a header"));
            alice.sends_as_is(request).await
        };
        let path = route::message(said.id);
        let back = format!("/chat/{chat}?around=1#m1");
        form(&format!("{path}/edit"), &[("text", "hello")]).await.leads_to(&back);
        form(&format!("{path}/reactions"), &[("emoji", "👍")]).await.leads_to(&back);
        let seen: Message = bob.message(said.id).await.gives(200);
        assert_eq!((seen.text.as_str(), seen.reactions.len()), ("hello", 1));
        form(&format!("{path}/reactions"), &[("emoji", "👍")]).await.leads_to(&back);
        form(&format!("{path}/delete"), &[]).await.leads_to(&back);
        let seen: Message = bob.message(said.id).await.gives(200);
        assert!(seen.deleted && seen.reactions.is_empty());
    }
}
