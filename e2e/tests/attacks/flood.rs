//! A: sockets that talk too much, listen too little, are too many, or never answer.

use std::time::{Duration, Instant};

use e2e::{Options, PATIENCE, World, expects, raw::Frames, stories};
use protocol::{ClientCommand, ErrorCode, GroupType, ServerEvent, close, limits, route};
use tokio::time::sleep;

/// Characters of four bytes each: as many bytes as a message may have.
fn heavy() -> String {
    "🙂".repeat(limits::TEXT_CHARS)
}

stories! {
    async fn a5_who_revokes_a_device_closes_its_socket(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let phone = alice.at_another_device().await;
        let (mut phones, mut alices) = (phone.live().await, alice.live().await);
        alice.revokes(phones.session_id).await.is(204);
        let code = phones.socket.closes().await;
        assert_eq!(code, Some(close::SESSION_ENDED));
        bob.sends(chat, "after it").await;
        expects!(alices.socket, ServerEvent::Change(change) if change.conversation_id == chat);
        assert_eq!(phone.is_refused(route::SOCKET).await, 401);
    }

    async fn a5_who_reads_nothing_is_let_go_as_quickly(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Busy", &[&bob, &carol]).await;
        let phone = bob.at_another_device().await;
        let session = phone.live().await.session_id;
        let deaf = Frames::open(&world.server.url, route::SOCKET, &phone.token).await;
        let mut carols = carol.live().await;
        let text = heavy();
        // Until no more of it fits between: the server is in the middle of a frame.
        let (mut held, mut same) = (0, 0);
        while held == 0 || same < 4 {
            alice.sends(chat, &text).await;
            expects!(carols.socket, ServerEvent::Change(change) if change.conversation_id == chat);
            carols.socket.passed.clear();
            let bytes = deaf.untaken().expect("nobody has let him go yet");
            same = if bytes == held { same + 1 } else { 0 };
            held = bytes;
        }
        bob.revokes(session).await.is(204);
        let begun = Instant::now();
        while deaf.untaken().is_some() {
            assert!(begun.elapsed() < PATIENCE, "it is still open");
            sleep(Duration::from_millis(10)).await;
        }
    }

    async fn a13_who_stops_reading_is_let_go_and_misses_nothing(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Busy", &[&bob, &carol]).await;
        let mut deaf = Frames::open(&world.server.url, route::SOCKET, &bob.token).await;
        let held = bob.chat(chat).await.version;
        let mut carols = carol.live().await;
        // More than the queue and all buffers between hold: 16 MB.
        let text = heavy();
        for _ in 0..1_000 {
            alice.sends(chat, &text).await;
            expects!(carols.socket, ServerEvent::Change(change) if change.conversation_id == chat);
            carols.socket.passed.clear();
        }
        // When he reads again he hears that he is too late; unless he was given up before that.
        let code = deaf.close_code().await;
        assert!([Some(close::RESYNC), None].contains(&code), "{code:?}");
        let mut bobs = bob.live().await;
        let is = bobs.conversation(chat).version;
        assert_eq!(is, held + 1_000);
        let mut since = held;
        while since < is {
            let asked = bobs.syncs(chat, since).await;
            let (items, version) = expects!(bobs.socket,
                ServerEvent::Changes { request_id, items, version, .. } if request_id == asked => (items, version));
            let versions: Vec<i64> = items.iter().map(|item| item.version).collect();
            assert_eq!(versions, (since + 1..=version).collect::<Vec<_>>());
            since = version;
        }
    }

    async fn a17_the_eleventh_socket_of_a_user_closes_the_oldest(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut all = Vec::new();
        for _ in 0..=limits::SOCKETS_PER_USER {
            all.push(alice.live().await);
        }
        let code = all.remove(0).socket.closes().await;
        assert_eq!(code, Some(close::REPLACED));
        bob.sends(chat, "to the ten").await;
        for live in &mut all {
            expects!(live.socket, ServerEvent::Change(change) if change.conversation_id == chat);
        }
    }
}

/// Once is enough for what takes 35 seconds and asks no database.
#[tokio::test]
async fn a14_who_never_answers_a_ping_is_closed_by_35_seconds() {
    let story = async |world: World| {
        let alice = world.person("Alice").await;
        let mut silent = Frames::open(&world.server.url, route::SOCKET, &alice.token).await;
        let mut honest = alice.live().await;
        let limit = limits::PING_EVERY + limits::PONG_WITHIN + Duration::from_secs(3);
        let (code, ()) = tokio::join!(silent.closed_within(limit), async {
            // Whoever reads answers; nothing else comes to this socket.
            let all_the_time = limits::PING_EVERY + limits::PONG_WITHIN + Duration::from_secs(1);
            honest.socket.patience = all_the_time * 2;
            let closed = tokio::time::timeout(all_the_time, honest.socket.closes()).await;
            assert!(closed.is_err(), "one who answers stays: {closed:?}");
        });
        assert_eq!(code, Some(close::SILENT));
    };
    e2e::tell(false, Options::default(), story).await;
}

mod limited {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_RATE_LIMITS", "on")])]

        async fn a12_five_hundred_frames_at_once_are_too_many(world: World) {
            let [alice, bob] = world.people(["Alice", "Bob"]).await;
            let chat = alice.starts_chat_with(&bob).await;
            let mut flood = Frames::open(&world.server.url, route::SOCKET, &alice.token).await;
            let mut bobs = bob.live().await;
            let typing = format!(r#"{{"event":"typing","conversation_id":"{chat}"}}"#);
            for _ in 0..500 {
                flood.sends_frame(0x81, typing.as_bytes()).await;
            }
            assert_eq!(flood.close_code().await, Some(close::RATE));
            // The others were served meanwhile, and of the flood they saw no more than the burst.
            alice.sends(chat, "fence").await;
            expects!(bobs.socket, ServerEvent::Change(change) if change.conversation_id == chat);
            let typed = bobs.socket.passed.len();
            let burst = usize::try_from(limits::FRAMES_PER_MINUTE).expect("a small number");
            assert!((burst / 2..=burst + 30).contains(&typed), "{typed}");
        }

        async fn a12_five_hundred_pings_or_pongs_at_once_are_too_many(world: World) {
            let alice = world.person("Alice").await;
            for head in [0x89, 0x8a] {
                let mut flood = Frames::open(&world.server.url, route::SOCKET, &alice.token).await;
                for _ in 0..500 {
                    flood.sends_frame(head, b"?").await;
                }
                assert_eq!(flood.close_code().await, Some(close::RATE), "{head:#x}");
            }
        }

        async fn e2_nobody_comes_into_a_group_and_goes_again_without_end(world: World) {
            let [alice, bob] = world.people(["Alice", "Bob"]).await;
            let group = alice.starts_group("News", GroupType::Public, &[]).await;
            let mut refused = None;
            for _ in 0..200 {
                let statuses = [bob.joins(group).await.status, bob.leaves(group).await.status];
                refused = statuses.into_iter().find(|status| ![200, 204].contains(status));
                if refused.is_some() {
                    break;
                }
            }
            assert_eq!(refused, Some(429), "it is too often at last");
            // Who leads gives and takes as well, as often as is needed.
            for _ in 0..5 {
                alice.adds(group, &[&bob]).await.is(200);
                alice.removes(group, &bob).await.is(200);
            }
        }

        async fn a12_who_is_too_fast_is_told_when_to_come_again(world: World) {
            let [alice, bob] = world.people(["Alice", "Bob"]).await;
            let chat = alice.starts_chat_with(&bob).await;
            let said = alice.sends(chat, "often").await;
            let mut alices = alice.live().await;
            // By the other door, where no frames are counted.
            let mut changes = 0;
            while alice.edits(said.id, &format!("often {changes}")).await.status != 429 {
                changes += 1;
                assert!(changes < 1_000, "it is never too often");
            }
            let request_id = uuid::Uuid::new_v4().into();
            let (conversation_id, message_id) = (chat, said.id);
            // Every half second there is room for one more, and the machine may have stalled.
            for _ in 0..10 {
                let text = "too often".into();
                alices.socket.says(&ClientCommand::Edit { conversation_id, message_id, text, request_id }).await;
            }
            let (code, again) = expects!(alices.socket,
                ServerEvent::Error { code, request_id: Some(id), retry_after, .. } if id == request_id
                => (code, retry_after));
            assert_eq!((code, again), (ErrorCode::RateLimited, Some(1)));
        }
    }
}
