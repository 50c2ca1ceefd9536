//! The chat socket of v1, word for word.

use e2e::{World, expects, stories};
use protocol::{
    ErrorCode, route,
    v1::{ChatCommand, ChatEvent, StatusEvent},
};
use serde_json::json;
use uuid::Uuid;

fn message(text: &str) -> ChatCommand {
    ChatCommand::Message { text: text.into(), sender_id: None, client_id: None }
}

stories! {
    async fn it_opens_with_the_newest_page(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for n in 1..=52 {
            alice.sends(chat, &format!("message {n}")).await;
        }
        let mut socket = bob.chat_socket(chat).await;
        let ChatEvent::History { messages } = socket.next().await else { panic!("history comes first") };
        assert_eq!(messages.len(), 50);
        assert_eq!((messages[0].seq, messages[0].text.as_str()), (52, "message 52"));
        assert_eq!((messages[0].sender_name.as_str(), messages[0].sender_email.as_deref()), ("Alice", None));
        let ChatEvent::History { messages } = alice.chat_socket(chat).await.next().await else { panic!("history") };
        assert_eq!(messages[0].sender_email.as_deref(), Some(alice.email()));
    }

    async fn a_message_reaches_every_socket_of_the_chat(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut alices, mut bobs) = (alice.chat_socket(chat).await, bob.chat_socket(chat).await);
        let mut status = bob.status_socket().await;
        let id = Uuid::new_v4();
        alices.says(&json!({ "event": "message", "text": "hi", "client_id": id, "colour": "red" })).await;
        for socket in [&mut alices, &mut bobs] {
            let told = expects!(socket, ChatEvent::Message { chat_id, sender_id, sender_name, text, seq, is_read, .. }
                => (chat_id, sender_id, sender_name, text, seq, is_read));
            assert_eq!(told, (chat, alice.id(), "Alice".into(), "hi".into(), 1, false));
        }
        let unread = expects!(status, StatusEvent::UnreadChats { chat_ids } => chat_ids);
        assert_eq!(unread, [chat]);
    }

    async fn what_is_written_elsewhere_is_heard_too(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.chat_socket(chat).await;
        alice.sends(chat, "over HTTP").await;
        expects!(bobs, ChatEvent::Message { text, .. } if text == "over HTTP");
    }

    async fn typing_is_told_to_the_others(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut alices, mut bobs) = (alice.chat_socket(chat).await, bob.chat_socket(chat).await);
        alices.says(&ChatCommand::Typing { sender_id: None }).await;
        let typing = expects!(bobs, ChatEvent::Typing { chat_id, sender_id, sender_name } => (chat_id, sender_id, sender_name));
        assert_eq!(typing, (chat, alice.id(), "Alice".into()));
        alices.says(&message("done")).await;
        expects!(alices, ChatEvent::Message { .. });
        assert!(alices.passed.iter().all(|event| !matches!(event, ChatEvent::Typing { .. })), "not to herself");
    }

    async fn reading_is_told_once(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let sent = alice.sends(chat, "one").await;
        let (mut alices, mut bobs) = (alice.chat_socket(chat).await, bob.chat_socket(chat).await);
        let read = ChatCommand::Read { message_id: sent.id, user_id: None };
        bobs.says(&read).await;
        for socket in [&mut alices, &mut bobs] {
            let told = expects!(socket, ChatEvent::Read { message_id, user_id, seq } => (message_id, user_id, seq));
            assert_eq!(told, (sent.id, bob.id(), 1));
        }
        bobs.says(&read).await;
        bobs.says(&message("fence")).await;
        for socket in [&mut alices, &mut bobs] {
            expects!(socket, ChatEvent::Message { text, .. } if text == "fence");
            let again = ChatEvent::Read { message_id: sent.id, user_id: bob.id(), seq: 1 };
            assert!(!socket.passed.contains(&again), "{:?}", socket.passed);
        }
    }

    async fn a_faulty_frame_is_answered_and_the_socket_lives(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.chat_socket(chat).await;
        let client_id = Uuid::new_v4();
        let long = json!({ "event": "message", "text": "x".repeat(4001), "client_id": client_id });
        alices.says(&long).await;
        let refusal = expects!(alices, ChatEvent::Error(refusal) => refusal);
        assert_eq!((refusal.code, refusal.client_id), (ErrorCode::Invalid, Some(client_id.into())));
        for (frame, code) in [
            ("nonsense", ErrorCode::Malformed),
            ("[]", ErrorCode::Malformed),
            (r#"{"event":"explode"}"#, ErrorCode::Invalid),
        ] {
            alices.says_text(frame).await;
            expects!(alices, ChatEvent::Error(refusal) if refusal.code == code);
        }
        alices.says(&message("still here")).await;
        expects!(alices, ChatEvent::Message { text, .. } if text == "still here");
    }

    async fn nobody_speaks_for_another(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let sent = bob.sends(chat, "one").await;
        let mut alices = alice.chat_socket(chat).await;
        for frame in [
            json!({ "event": "message", "text": "as him", "sender_id": bob.id() }),
            json!({ "event": "typing", "sender_id": bob.id() }),
            json!({ "event": "read", "message_id": sent.id, "user_id": bob.id() }),
        ] {
            alices.says(&frame).await;
            expects!(alices, ChatEvent::Error(refusal) if refusal.code == ErrorCode::Forbidden);
        }
        assert_eq!(alice.history(chat).await.len(), 1);
    }

    async fn it_opens_for_members_only(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        assert_eq!(carol.is_refused(&route::chat_socket(chat)).await, 404);
        assert_eq!(carol.is_refused(&route::chat_socket(Uuid::now_v7().into())).await, 404);
        assert_eq!(world.stranger().is_refused(&route::chat_socket(chat)).await, 401);
    }
}
