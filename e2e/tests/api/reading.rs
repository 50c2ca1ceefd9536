//! Read positions, ticks, and the notice that all have read.

use e2e::{World, expects, stories};
use protocol::{
    GroupType, Role, ServerEvent,
    event::{Change, Changed},
    v1::StatusEvent,
};

stories! {
    async fn reading_makes_the_ticks(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        alice.sends(chat, "one").await;
        alice.sends(chat, "two").await;
        bob.reads(chat, 1).await;
        let history = alice.history(chat).await;
        let ticks: Vec<_> = history.iter().map(|m| (m.is_read, m.fully_read, m.read_by_count)).collect();
        assert_eq!(ticks, [(false, false, 0), (true, false, 1)]);
        carol.reads(chat, 2).await;
        let history = alice.history(chat).await;
        let ticks: Vec<_> = history.iter().map(|m| (m.is_read, m.fully_read, m.read_by_count)).collect();
        assert_eq!(ticks, [(true, false, 1), (true, true, 2)]);
    }

    async fn the_others_see_who_has_read(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "one").await;
        let mut alices = alice.live().await;
        let phone = bob.at_another_device().await;
        let mut phones = phone.live().await;
        bob.reads(chat, 1).await;
        for socket in [&mut alices.socket, &mut phones.socket] {
            let (who, seq) = expects!(socket, ServerEvent::Read { user_id, seq, .. } => (user_id, seq));
            assert_eq!((who, seq), (bob.id(), 1));
        }
    }

    async fn sending_counts_as_reading(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "one").await;
        bob.sends(chat, "two").await;
        assert!(alice.history(chat).await[1].fully_read);
    }

    async fn a_group_s_readers_see_nobody_s_reading(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob, &carol]).await;
        alice.makes(group, &bob, Role::Admin).await;
        alice.posts(group, "one").await;
        let (mut alices, mut carols) = (alice.live().await, carol.live().await);
        // Bob posts without having read: that counts as reading, and Alice, who posts too, sees it.
        bob.posts(group, "two").await;
        expects!(alices.socket, ServerEvent::Read { user_id, seq: 2, .. } if user_id == bob.id());
        alice.posts(group, "three").await;
        loop {
            match carols.socket.next().await {
                ServerEvent::Change(Change { changed: Changed::Message { message }, .. }) if message.seq == 3 => break,
                event => assert!(!matches!(event, ServerEvent::Read { .. }), "{event:?}"),
            }
        }
    }

    async fn the_sender_is_told_once_when_all_have_read(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let mut alices = alice.live().await;
        let mut bobs = bob.live().await;
        let mut status = alice.status_socket().await;
        alice.sends(chat, "one").await;
        let newest = alice.sends(chat, "two").await;
        bob.reads(chat, 2).await;
        carol.reads(chat, 2).await;
        let all = expects!(alices.socket, ServerEvent::FullyRead { message_id, seq, title, .. } => (message_id, seq, title));
        assert_eq!(all, (newest.id, 2, "Three".into()));
        let notice = expects!(status, StatusEvent::FullyRead { message_id, chat_id, chat_name } => (message_id, chat_id, chat_name));
        assert_eq!(notice, (newest.id, chat, "Three".into()));

        // Read again, and then something else happens: nothing about reading has come between.
        bob.reads(chat, 2).await;
        carol.reads(chat, 1).await;
        let fence = carol.sends(chat, "three").await;
        for live in [&mut alices, &mut bobs] {
            live.socket.passed.clear();
            expects!(live.socket, ServerEvent::Change(change) if change.version == fence.version);
            let repeated = live.socket.passed.iter().any(|event| matches!(event, ServerEvent::FullyRead { .. }));
            assert!(!repeated, "{:?}", live.socket.passed);
        }
    }

    async fn the_sender_is_told_when_the_one_who_held_it_back_leaves(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let mut alices = alice.live().await;
        let message = alice.sends(chat, "one").await;
        bob.reads(chat, 1).await;
        carol.leaves_chat(chat).await;
        let seq = expects!(alices.socket, ServerEvent::FullyRead { message_id, seq, .. } if message_id == message.id => seq);
        assert_eq!(seq, 1);
    }

    async fn the_sender_is_told_when_the_one_who_held_it_back_is_removed(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let mut bobs = bob.live().await;
        let message = bob.sends(chat, "one").await;
        alice.reads(chat, 1).await;
        alice.removes_from_chat(chat, &carol).await.is(200);
        let seq = expects!(bobs.socket, ServerEvent::FullyRead { message_id, seq, .. } if message_id == message.id => seq);
        assert_eq!(seq, 1);
    }

    async fn a_sender_who_was_away_finds_it_in_hello(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "one").await;
        bob.reads(chat, 1).await;
        let live = alice.live().await;
        let known = live.conversation(chat);
        assert_eq!((known.read_watermark, known.read_by_some, known.last_seq), (1, 1, 1));
    }
}
