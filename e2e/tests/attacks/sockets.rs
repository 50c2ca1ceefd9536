//! A: what can be sent at a socket.

use e2e::{World, expects, raw::Frames, stories};
use protocol::{ErrorCode, GroupType, Role, ServerEvent, limits, route};
use tokio_tungstenite::tungstenite::{Message, client::IntoClientRequest, handshake::client::Request};

/// A handshake by cookie, as a browser makes it, from a page of that origin.
fn from_page(world: &World, token: &str, origin: Option<&str>) -> Request {
    let url = format!("{}{}", world.server.url.replacen("http", "ws", 1), route::SOCKET);
    let mut request = url.into_client_request().expect("a request");
    request.headers_mut().insert("cookie", format!("access_token={token}").parse().expect("a header"));
    if let Some(origin) = origin {
        request.headers_mut().insert("origin", origin.parse().expect("a header"));
    }
    request
}

stories! {
    async fn a1_a_page_of_another_site_opens_no_socket(world: World) {
        let alice = world.person("Alice").await;
        let evil = from_page(&world, &alice.token, Some("https://evil.example"));
        assert_eq!(alice.is_refused_with(evil).await, 403);
        let own = from_page(&world, &alice.token, Some(&world.server.url));
        e2e::Socket::<ServerEvent>::open(own).await.expect("our own page does");
    }

    async fn a2_a_page_without_an_origin_opens_no_socket(world: World) {
        let alice = world.person("Alice").await;
        assert_eq!(alice.is_refused_with(from_page(&world, &alice.token, Some("null"))).await, 403);
        assert_eq!(alice.is_refused_with(from_page(&world, &alice.token, None)).await, 403);
    }

    async fn a3_an_origin_that_looks_like_ours_is_not_ours(world: World) {
        let alice = world.person("Alice").await;
        let ours = world.server.url.trim_start_matches("http://");
        let (host, port) = ours.split_once(':').expect("host:port");
        for origin in [
            format!("http://{ours}.example.com"),
            format!("http://evil{ours}"),
            format!("http://{host}.example.com:{port}"),
            format!("https://{ours}"),
            format!("http://{host}"),
            format!("http://{host}:1{port}"),
            format!("http://{ours}@evil.example"),
        ] {
            let reply = alice.is_refused_with(from_page(&world, &alice.token, Some(&origin))).await;
            assert_eq!(reply, 403, "{origin}");
        }
    }

    async fn a4_a_token_in_the_address_opens_nothing_and_is_not_logged(world: World) {
        let alice = world.person("Alice").await;
        let stranger = world.stranger();
        for key in ["access_token", "token", "jwt"] {
            let path = format!("{}?{key}={}", route::SOCKET, alice.token);
            assert_eq!(stranger.is_refused(&path).await, 401);
            stranger.get(&format!("{}?{key}={}", route::ME, alice.token)).await.refuses(401);
        }
        let signature = alice.token.rsplit_once('.').expect("a JWT").1;
        assert!(!world.server.log().contains(signature));
    }

    async fn a9_a_frame_that_is_too_large_closes_the_socket(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let mut live = alice.live().await;
        live.socket.says_frame(Message::text("x".repeat(limits::FRAME_BYTES + 1))).await;
        let code = live.socket.closes().await;
        assert!([Some(1009), Some(1002)].contains(&code), "{code:?}");

        // A header that promises 2^63 bytes, and more.
        for length in [1_u64 << 63, u64::MAX, 1 << 40] {
            let mut frames = Frames::open(&world.server.url, route::SOCKET, &alice.token).await;
            frames.sends(&[&[0x81, 0xff][..], &length.to_be_bytes(), &[0; 4]].concat()).await;
            let code = frames.close_code().await;
            assert!([Some(1009), Some(1002)].contains(&code), "{length}: {code:?}");
        }

        // Ten thousand fragments of ten bytes.
        let mut frames = Frames::open(&world.server.url, route::SOCKET, &alice.token).await;
        frames.sends_frame(0x01, b"0123456789").await;
        for _ in 0..10_000 {
            frames.sends_frame(0x00, b"0123456789").await;
        }
        let code = frames.close_code().await;
        assert!([Some(1009), Some(1002)].contains(&code), "{code:?}");
        bob.live().await;
    }

    async fn a10_a_frame_that_is_no_frame_closes_the_socket(world: World) {
        let alice = world.person("Alice").await;
        let binary: &[u8] = &[0x82, 0x82, 0, 0, 0, 0, 1, 2];
        let not_utf8: &[u8] = &[0x81, 0x82, 0, 0, 0, 0, 0xc3, 0x28];
        let unmasked: &[u8] = &[0x81, 0x02, b'{', b'}'];
        let reserved: &[u8] = &[0xf1, 0x82, 0, 0, 0, 0, b'{', b'}'];
        let opcode: &[u8] = &[0x83, 0x80, 0, 0, 0, 0];
        for (bytes, expected) in
            [(binary, 1003), (not_utf8, 1007), (unmasked, 1002), (reserved, 1002), (opcode, 1002)]
        {
            let mut frames = Frames::open(&world.server.url, route::SOCKET, &alice.token).await;
            frames.sends(bytes).await;
            assert_eq!(frames.close_code().await, Some(expected), "{bytes:02x?}");
        }
    }

    async fn a11_json_that_is_none_is_answered_and_ten_of_it_close(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.live().await;
        let typing = format!(r#"{{"event":"typing","conversation_id":"{chat}"}}"#);
        for bad in [
            format!("{}{}", "[".repeat(200), "]".repeat(200)),
            "[]".into(),
            r#"{"event":"ty"#.into(),
            r#"{"event":"explode"}"#.into(),
            format!(r#"{{"event":"read","conversation_id":"{chat}","seq":1e400}}"#),
            format!(r#"{{"event":"typing","event":"read","conversation_id":"{chat}","seq":1}}"#),
            format!(r#"{{"event":"send","conversation_id":"{chat}","client_id":"{chat}","text":"\ud800"}}"#),
        ] {
            let mut alices = alice.live().await;
            alices.socket.says_text(&bad).await;
            let code = expects!(alices.socket, ServerEvent::Error { code, .. } => code);
            assert!([ErrorCode::Malformed, ErrorCode::Invalid].contains(&code), "{bad}: {code:?}");
            alices.socket.says_text(&typing).await;
            expects!(bobs.socket, ServerEvent::Typing { .. });
        }
        bobs.socket.passed.retain(|event| !matches!(event, ServerEvent::Presence { .. }));
        assert!(bobs.socket.passed.is_empty(), "the others see nothing of it: {:?}", bobs.socket.passed);

        let mut alices = alice.live().await;
        for _ in 0..limits::BAD_FRAMES {
            alices.socket.says_text("[]").await;
        }
        alices.socket.closes().await;
    }

    async fn a18_nobody_types_into_a_chat_of_others(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut bobs, mut carols) = (bob.live().await, carol.live().await);
        let nowhere = uuid::Uuid::now_v7().into();
        for wrong in [chat, nowhere] {
            carols.types(wrong).await;
            expects!(carols.socket, ServerEvent::Error { code, .. } if code == ErrorCode::NotFound);
            carols.syncs(wrong, 0).await;
            expects!(carols.socket, ServerEvent::Error { code, .. } if code == ErrorCode::NotFound);
            carols.sends(wrong, "hm").await;
            expects!(carols.socket, ServerEvent::Error { code, .. } if code == ErrorCode::NotFound);
        }
        alice.sends(chat, "fence").await;
        expects!(bobs.socket, ServerEvent::Change(change) if change.conversation_id == chat);
        assert!(bobs.socket.passed.is_empty(), "{:?}", bobs.socket.passed);
    }

    async fn a18_who_has_left_or_lost_their_role_types_no_more(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&carol]).await;
        alice.makes(group, &carol, Role::Admin).await.is(200);
        let (mut alices, mut carols) = (alice.live().await, carol.live().await);
        for wanted in [chat, group, chat, group] {
            carols.types(wanted).await;
            expects!(alices.socket, ServerEvent::Typing { conversation_id, .. } if conversation_id == wanted);
        }
        carol.leaves_chat(chat).await.is(204);
        alice.makes(group, &carol, Role::Member).await.is(200);
        for (wrong, refusal) in [(chat, ErrorCode::NotFound), (group, ErrorCode::Forbidden)] {
            carols.types(wrong).await;
            expects!(carols.socket, ServerEvent::Error { code, .. } if code == refusal);
        }
        let fence = alice.sends(chat, "fence").await;
        alices.socket.passed.clear();
        expects!(alices.socket, ServerEvent::Change(change) if change.version == fence.version);
        let typing = alices.socket.passed.iter().find(|event| matches!(event, ServerEvent::Typing { .. }));
        assert_eq!(typing, None);
    }
}
