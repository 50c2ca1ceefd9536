//! The one socket of our own clients: hello, sending, typing, reading.

use e2e::{World, expects, stories};
use protocol::{ClientCommand, ErrorCode, ServerEvent, event::Changed, limits, route};
use serde_json::json;
use uuid::Uuid;

stories! {
    async fn hello_tells_who_and_everything_they_have(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "one").await;
        let live = bob.live().await;
        assert_eq!(Some(&live.user), bob.profile.as_ref());
        let known = live.conversation(chat);
        assert_eq!((known.title.as_str(), known.last_seq, known.read_seq, known.unread_count()), ("Alice", 1, 0, 1));
        assert_eq!(known.last_message.as_ref().map(|last| last.text.as_str()), Some("one"));
        assert_eq!(known.peer.as_ref().map(|peer| peer.id), Some(alice.id()));
        assert_eq!(alice.live().await.epoch, live.epoch);
    }

    async fn a_send_is_acknowledged_and_heard_by_all(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let phone = alice.at_another_device().await;
        let (mut alices, mut phones, mut bobs) = (alice.live().await, phone.live().await, bob.live().await);
        let sent = alices.sends(chat, "hi").await;
        let (acked, version) = expects!(alices.socket, ServerEvent::Ack { client_id, message_id, seq: 1, version, .. }
            if client_id == sent => (message_id, version));
        for socket in [&mut bobs.socket, &mut phones.socket] {
            let change = expects!(socket, ServerEvent::Change(change) => change);
            assert_eq!(change.version, version);
            let Changed::Message { message } = change.changed else { panic!("{change:?}") };
            assert_eq!((message.id, message.text.as_str()), (acked, "hi"));
        }
    }

    async fn a_send_repeated_is_acknowledged_and_told_once(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        let sent = alices.sends(chat, "once").await;
        let first = expects!(alices.socket, ServerEvent::Ack { message_id, .. } => message_id);
        alices.sends_as(chat, "once", sent).await;
        let again = expects!(alices.socket, ServerEvent::Ack { message_id, client_id, .. } if client_id == sent => message_id);
        assert_eq!(first, again);
        alices.types(chat).await;
        expects!(bobs.socket, ServerEvent::Typing { .. });
        let heard = bobs.socket.passed.iter().filter(|event| matches!(event, ServerEvent::Change(_))).count();
        assert_eq!(heard, 1, "{:?}", bobs.socket.passed);
    }

    async fn messages_come_in_the_order_of_their_numbers(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        for n in 0..50 {
            alices.sends(chat, &format!("message {n}")).await;
        }
        for n in 0..50 {
            let text = expects!(bobs.socket, ServerEvent::Change(change) => match change.changed {
                Changed::Message { message } => message.text,
                other => panic!("{other:?}"),
            });
            assert_eq!(text, format!("message {n}"));
        }
    }

    async fn large_messages_keep_their_place_among_small_ones(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        let texts: Vec<String> = (0..30).map(|n| if n % 3 == 1 { "ж".repeat(4_000) } else { format!("small {n}") }).collect();
        for text in &texts {
            alices.sends(chat, text).await;
        }
        for text in &texts {
            let change = expects!(bobs.socket, ServerEvent::Change(change) => change);
            let Changed::Message { message } = change.changed else { panic!("{change:?}") };
            assert_eq!(&message.text, text);
        }
        for _ in &texts {
            expects!(alices.socket, ServerEvent::Ack { .. });
        }
    }

    async fn who_types_is_told_to_the_others_and_not_stored(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        alices.types(chat).await;
        let typing = expects!(bobs.socket, ServerEvent::Typing { conversation_id, user_id, user_name } => (conversation_id, user_id, user_name));
        assert_eq!(typing, (chat, alice.id(), "Alice".into()));
        bobs.sends(chat, "go on").await;
        expects!(alices.socket, ServerEvent::Change(change) if change.conversation_id == chat);
        assert!(alices.socket.passed.iter().all(|event| !matches!(event, ServerEvent::Typing { .. })));
    }

    async fn reading_is_told_to_all_members(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let message = alice.sends(chat, "one").await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        bobs.reads(chat, 1).await;
        expects!(alices.socket, ServerEvent::Read { user_id, seq: 1, .. } if user_id == bob.id());
        let id = expects!(alices.socket, ServerEvent::FullyRead { message_id, .. } => message_id);
        assert_eq!(id, message.id);
    }

    async fn a_refused_wish_comes_back_with_its_id(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.live().await;
        let long = alices.sends(chat, &"x".repeat(limits::TEXT_CHARS + 1)).await;
        let code = expects!(alices.socket, ServerEvent::Error { code, client_id, .. } if client_id == Some(long) => code);
        assert_eq!(code, ErrorCode::Invalid);
        let nowhere = alices.syncs(Uuid::now_v7().into(), 0).await;
        let code = expects!(alices.socket, ServerEvent::Error { code, request_id, .. } if request_id == Some(nowhere) => code);
        assert_eq!(code, ErrorCode::NotFound);
        let request_id = Some(Uuid::new_v4().into());
        alices.socket.says(&ClientCommand::Read { conversation_id: chat, seq: -1, request_id }).await;
        let code = expects!(alices.socket, ServerEvent::Error { code, request_id: back, .. } if back == request_id => code);
        assert_eq!(code, ErrorCode::Invalid);
        let sent = alices.sends(chat, "still here").await;
        expects!(alices.socket, ServerEvent::Ack { client_id, .. } if client_id == sent);
    }

    async fn unknown_fields_are_ignored(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.live().await;
        let send = json!({ "event": "send", "conversation_id": chat, "client_id": Uuid::new_v4(), "text": "hm", "mood": 7 });
        alices.socket.says(&send).await;
        expects!(alices.socket, ServerEvent::Ack { seq: 1, .. });
    }

    async fn without_a_session_there_is_no_socket(world: World) {
        let stranger = world.stranger();
        assert_eq!(stranger.is_refused(route::SOCKET).await, 401);
        assert_eq!(stranger.is_refused(route::STATUS_SOCKET).await, 401);
    }
}
