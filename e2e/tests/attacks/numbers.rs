//! B: numbers that lie.

use e2e::{World, expects, stories};
use protocol::{ServerEvent, limits, route};
use serde_json::json;

stories! {
    async fn b12_a_read_position_only_goes_where_it_may(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.live().await;
        alice.sends(chat, "one").await;
        alice.sends(chat, "two").await;
        for seq in ["-1", "9223372036854775808", "18446744073709551616", "1.5", "\"1\"", "null"] {
            let body = format!(r#"{{"chat_id":"{chat}","seq":{seq}}}"#);
            let request = bob.request("POST", route::READ).header("content-type", "application/json");
            let reply = bob.asks(request.body(body)).await;
            assert_eq!(reply.status, 422, "{seq}: {reply:#?}");
        }
        bob.reads(chat, 1).await;
        bob.reads(chat, 0).await;
        assert_eq!(bob.chat(chat).await.read_seq, 1, "backwards is no move");
        let beyond = bob.tries_to_read(chat, i64::MAX).await;
        assert!(beyond.status < 300 || beyond.status == 422, "{beyond:#?}");
        let read = bob.chat(chat).await.read_seq;
        assert!((1..=2).contains(&read), "{read}");

        // What comes later is not read by that.
        let three = alice.sends(chat, "three").await;
        expects!(alices.socket, ServerEvent::Change(change) if change.version == three.version);
        assert!(bob.chat(chat).await.unread_count >= 1);
        let early = alices.socket.passed.iter().any(|event| matches!(event, ServerEvent::FullyRead { seq, .. } if *seq > 2));
        assert!(!early, "{:?}", alices.socket.passed);
    }

    async fn b13_nobody_reads_for_another(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob]).await;
        alice.sends(chat, "one").await;
        let missing = carol.tries_to_read(uuid::Uuid::now_v7().into(), 1).await;
        missing.refuses(404);
        carol.tries_to_read(chat, 1).await.is_the_same_as(&missing);
        let foreign = json!({ "chat_id": chat, "seq": 1, "user_id": bob.id() });
        alice.post(route::READ, &foreign).await;
        assert_eq!(bob.chat(chat).await.unread_count, 1);
    }

    async fn e3_a_page_is_as_large_as_it_may_be(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let most = limits::PAGE_MAX as usize;
        for _ in 0..most + 5 {
            alice.sends(chat, "hm").await;
        }
        let page: Vec<protocol::Message> = bob.page(chat, "?limit=1000000000").await.gives(200);
        assert_eq!(page.len(), most);
        for query in ["?limit=-1", "?limit=0"] {
            bob.page(chat, query).await.refuses(422);
        }
        for query in ["?before=abc", "?after=1.5", "?limit=x", "?before=1&after=2"] {
            bob.page(chat, query).await.refuses(400);
        }
    }
}
