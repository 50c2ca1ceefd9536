//! What is done at one node, as it is heard at the other.

use std::time::{Duration, Instant};

use e2e::{PATIENCE, expects};
use protocol::{
    ErrorCode, GroupType, Presence, Role, ServerEvent, Settings,
    event::Changed,
    limits::PRESENCE_GRACE,
    request::{ChangeProfile, ChangeSettings},
    route,
};
use serde_json::json;

use crate::pair::of_two_nodes;

of_two_nodes! {
    async fn a_message_is_heard_at_once(pair: Pair) {
        let (chat, [alice, _], [_, mut bobs]) = pair.chat().await;
        let mut least = Duration::MAX;
        for n in 1..=5 {
            let sent = Instant::now();
            let message = alice.sends(chat, &n.to_string()).await;
            let heard = expects!(bobs.socket, ServerEvent::Change(change) => change);
            assert_eq!(heard.version, message.version);
            let Changed::Message { message: heard } = heard.changed else { panic!("{heard:?}") };
            assert_eq!((heard.id, heard.client_id), (message.id, None));
            // The first may have been said before NATS knew that somebody listens.
            if n > 1 {
                least = least.min(sent.elapsed());
            }
        }
        // By a hint, and not by a sweep, which comes every two seconds or more: whoever writes just after one would wait for
        // the next one each time.
        assert!(least < Duration::from_millis(1_500), "{least:?}");
    }

    async fn typing_is_heard_with_a_name(pair: Pair) {
        let (chat, [alice, _], [mut alices, mut bobs]) = pair.chat().await;
        let first = alice.sends(chat, "now NATS knows that Bob listens").await;
        expects!(bobs.socket, ServerEvent::Change(change) if change.version == first.version);
        alices.types(chat).await;
        let who = expects!(bobs.socket, ServerEvent::Typing { conversation_id, user_id, user_name } => (conversation_id, user_id, user_name));
        assert_eq!(who, (chat, alice.id(), "Alice".into()));
    }

    async fn a18_who_loses_their_role_at_one_node_types_no_more_at_the_other(pair: Pair) {
        let [alice, bob] = pair.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        alice.makes(group, &bob, Role::Admin).await.is(200);
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        // The first may be said before NATS knows that somebody listens.
        for said in ["one", "two"] {
            let said = alice.posts(group, said).await;
            expects!(bobs.socket, ServerEvent::Change(change) if change.version == said.version);
        }
        for _ in 0..2 {
            bobs.types(group).await;
            expects!(alices.socket, ServerEvent::Typing { user_id, .. } if user_id == bob.id());
        }
        alice.makes(group, &bob, Role::Member).await.is(200);
        expects!(bobs.socket, ServerEvent::Change(change) if matches!(change.changed, Changed::MemberJoined { .. }));
        bobs.types(group).await;
        expects!(bobs.socket, ServerEvent::Error { code, .. } if code == ErrorCode::Forbidden);
    }

    async fn who_comes_and_goes_is_seen_at_the_other_node(pair: Pair) {
        let [alice, bob] = pair.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.live().await;
        let bobs = bob.live().await;
        let told = expects!(alices.socket, ServerEvent::Presence { user_id, presence } => (user_id, presence));
        assert_eq!(told, (bob.id(), Presence::ONLINE));
        assert_eq!(alice.live().await.conversation(chat).presence.map(|presence| presence.online), Some(true));
        drop(bobs);
        alices.socket.patience = PRESENCE_GRACE + PATIENCE;
        let left = expects!(alices.socket, ServerEvent::Presence { presence, .. } => presence);
        assert!(!left.online && left.last_seen_at.is_some(), "{left:?}");

        let mut bobs = bob.live().await;
        expects!(alices.socket, ServerEvent::Presence { presence: Presence::ONLINE, .. });
        let hide = ChangeProfile { shows_presence: Some(false) };
        alice.asks(alice.request("PATCH", route::ME).json(&hide)).await.is(200);
        expects!(bobs.socket, ServerEvent::Presence { presence: Presence::HIDDEN, .. });
    }

    async fn reading_is_heard_and_its_author_told_once(pair: Pair) {
        let (chat, [alice, bob], [mut alices, mut bobs]) = pair.chat().await;
        let message = alice.sends(chat, "one").await;
        bobs.reads(chat, 1).await;
        // Two hints of two subjects: either may be the first.
        let (mut reader, mut told) = (None, None);
        while reader.is_none() || told.is_none() {
            match alices.socket.next().await {
                ServerEvent::Read { user_id, seq, .. } => reader = Some((user_id, seq)),
                ServerEvent::FullyRead { message_id, seq, title, .. } => {
                    assert_eq!(told.replace((message_id, seq, title)), None, "told twice");
                }
                _ => {}
            }
        }
        assert_eq!((reader, told), (Some((bob.id(), 1)), Some((message.id, 1, "Bob".into()))));
        bob.reads(chat, 1).await;
        bob.sends(chat, "fence").await;
        alices.socket.passed.clear();
        expects!(alices.socket, ServerEvent::Change(change) if change.version == message.version + 1);
        assert!(!alices.socket.passed.iter().any(|event| matches!(event, ServerEvent::FullyRead { .. })));
        // Once noted, nobody is told again when they come.
        assert_eq!(alice.live().await.conversation(chat).read_watermark, 2);
    }

    async fn what_somebody_says_of_a_chat_is_heard_at_their_other_devices(pair: Pair) {
        let (chat, [alice, bob], _lives) = pair.chat().await;
        let phone = alice.at_another_device().await.at_node(&pair.other);
        let (mut alices, mut phones, mut bobs) = (alice.live().await, phone.live().await, bob.live().await);
        let fence = bob.sends(chat, "now NATS knows that the phone listens").await;
        expects!(phones.socket, ServerEvent::Change(change) if change.version == fence.version);
        for (n, muted) in [(1, true), (2, false), (3, true)] {
            let wish = ChangeSettings { muted: Some(muted), ..ChangeSettings::default() };
            alice.asks(alice.request("PATCH", &route::settings(chat)).json(&wish)).await.is(200);
            for live in [&mut alices, &mut phones] {
                let settings = expects!(live.socket, ServerEvent::Settings { settings, .. } => settings);
                assert_eq!(settings, Settings { muted, revision: n, ..Settings::default() });
            }
        }
        let fence = alice.sends(chat, "fence").await;
        expects!(bobs.socket, ServerEvent::Change(change) if change.version == fence.version);
        assert!(!bobs.socket.passed.iter().any(|event| matches!(event, ServerEvent::Settings { .. })));
    }

    async fn the_readers_of_a_group_do_not_see_each_other_on_another_node_either(pair: Pair) {
        let [alice, bob] = pair.people(["Alice", "Bob"]).await;
        let carol = pair.world.person("Carol").await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob, &carol]).await;
        alice.posts(group, "one").await;
        let (mut alices, mut carols, mut bobs) = (alice.live().await, carol.live().await, bob.live().await);
        bobs.reads(group, 1).await;
        expects!(alices.socket, ServerEvent::Read { user_id, seq: 1, .. } if user_id == bob.id());
        let fence = alice.posts(group, "two").await;
        expects!(carols.socket, ServerEvent::Change(change) if change.version == fence.version);
        assert!(!carols.socket.passed.iter().any(|event| matches!(event, ServerEvent::Read { .. })), "{:?}", carols.socket.passed);
    }

    async fn who_is_added_hears_it_and_who_leaves_hears_nothing_more(pair: Pair) {
        let [alice, bob] = pair.people(["Alice", "Bob"]).await;
        let mut bobs = bob.live().await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        let title = expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == group => conversation.title);
        assert_eq!(title, "News");
        let message = alice.posts(group, "for members").await;
        expects!(bobs.socket, ServerEvent::Change(change) if change.version == message.version);
        let mut only = bob.group_socket(group).await;

        // Bob leaves at Alice's node; his sockets are at the other one.
        bob.at_node(&pair.world.server).leaves(group).await.is(204);
        alice.posts(group, "not for him").await;
        expects!(bobs.socket, ServerEvent::ConversationRemoved { conversation_id } if conversation_id == group);
        only.closes().await;
        let chat = alice.starts_chat_with(&bob).await;
        expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == chat);
        let told = format!("{:?}", bobs.socket.passed);
        assert!(!told.contains("not for him"), "{told}");

        // Coming back, he hears again.
        alice.adds(group, &[&bob]).await.is(200);
        expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == group);
        let back = alice.posts(group, "welcome back").await;
        expects!(bobs.socket, ServerEvent::Change(change) if change.version == back.version);
        alice.makes(group, &bob, Role::Admin).await.is(200);
        expects!(bobs.socket, ServerEvent::Change(change) if matches!(&change.changed, Changed::MemberJoined { member, .. } if member.role == Role::Admin));
    }

    async fn who_is_removed_hears_nothing_more_and_a_title_is_heard(pair: Pair) {
        let [alice, bob] = pair.people(["Alice", "Bob"]).await;
        let carol = pair.world.person("Carol").await.at_node(&pair.other);
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let (mut bobs, mut carols) = (bob.live().await, carol.live().await);
        let mut only = bob.chat_socket(chat).await;
        alice.renames_chat(chat, "Harbour").await.is(200);
        for live in [&mut bobs, &mut carols] {
            let title = expects!(live.socket, ServerEvent::Change(change) => match change.changed {
                Changed::Renamed { title } => title,
                other => panic!("{other:?}"),
            });
            assert_eq!(title, "Harbour");
        }
        alice.removes_from_chat(chat, &bob).await.is(200);
        alice.sends(chat, "not for him").await;
        expects!(bobs.socket, ServerEvent::ConversationRemoved { conversation_id } if conversation_id == chat);
        only.closes().await;
        expects!(carols.socket, ServerEvent::Change(change)
            if matches!(change.changed, Changed::MemberLeft { user_id, member_count: 2 } if user_id == bob.id()));
        // At his own node, too, what he says goes nowhere.
        bob.tries_to_send(chat, json!({ "text": "am I still there?" })).await.refuses(404);
        let fence = alice.starts_chat_with(&bob).await;
        expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == fence);
        let told = format!("{:?}", bobs.socket.passed);
        assert!(!told.contains("not for him"), "{told}");
    }

    async fn a5_a_revoked_session_is_closed_everywhere_and_hears_nothing_after(pair: Pair) {
        let [alice, bob] = pair.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let phone = bob.at_another_device().await;
        let elsewhere = phone.at_node(&pair.world.server);
        let (mut here, mut there, mut kept) = (phone.live().await, elsewhere.live().await, bob.live().await);
        assert!([200, 204].contains(&bob.revokes(here.session_id).await.status));
        for live in [&mut here, &mut there] {
            live.socket.closes().await;
            assert!(live.socket.passed.is_empty(), "{:?}", live.socket.passed);
        }
        let after = alice.sends(chat, "after it").await;
        expects!(kept.socket, ServerEvent::Change(change) if change.version == after.version);
    }
}
