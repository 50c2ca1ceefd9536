//! E: too much of it.

use e2e::{World, stories};
use protocol::{Group, GroupType, limits, route};
use serde_json::json;

stories! {
    async fn e1_a_message_has_a_size(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for text in ["x".repeat(1_000_000), "e\u{301}".repeat(8_192), "\u{301}".repeat(16_384), "@everybody ".repeat(10_000), "\n".repeat(5_000)] {
            let reply = alice.tries_to_send(chat, json!({ "text": text })).await;
            assert!([413, 422].contains(&reply.status), "{} bytes: {}", text.len(), reply.status);
        }
        let tall = format!("x{}x", "\n".repeat(limits::TEXT_LINES));
        alice.tries_to_send(chat, json!({ "text": tall })).await.refuses_field("text");
        assert!(alice.history(chat).await.is_empty());
    }

    async fn e1_a_body_that_does_not_say_its_length_is_counted(world: World) {
        let alice = world.person("Alice").await;
        let chunk = format!("{:x}\r\n{}\r\n", 60_000, "x".repeat(60_000));
        let request = format!(
            "POST {} HTTP/1.1\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\n\
             Transfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n",
            route::SEND, alice.token, chunk.repeat(5)
        );
        assert_eq!(world.raw(&request).await.status, 413);
    }

    async fn e1_a_nul_is_in_nobodys_name_and_no_fault_of_ours(world: World) {
        let alice = world.person("Alice").await;
        let found: Vec<Group> = alice.get(&format!("{}?query=a%00", route::GROUPS)).await.gives(200);
        assert_eq!(found, []);
        let group = alice.starts_group("News", GroupType::Public, &[]).await;
        let nobody = json!(["a\0b@example.com"]);
        for (path, wish) in [
            (route::CHAT_CREATE.to_owned(), json!({ "chat_type": "personal", "participants": nobody })),
            (route::GROUP_CREATE.to_owned(), json!({ "name": "G", "group_type": "public", "participants": nobody })),
            (route::group_members(group), json!({ "participants": nobody })),
        ] {
            alice.post(&path, &wish).await.is(404);
        }
    }

    async fn e1_more_people_than_a_request_may_name(world: World) {
        let alice = world.person("Alice").await;
        let many: Vec<_> = (0..=limits::PARTICIPANTS).map(|_| uuid::Uuid::now_v7()).collect();
        let wish = json!({ "name": "Everybody", "group_type": "public", "participants": many });
        alice.post(route::GROUP_CREATE, &wish).await.refuses_field("participants");
    }
}
