//! Coming back: what was missed, whatever the reason.

use e2e::{Live, World, expects, stories};
use protocol::{ConversationId, GroupType, RequestId, ServerEvent, close, event::Change, limits};

/// Everything since a version, asked for page by page.
async fn catches_up(live: &mut Live, chat: ConversationId, since: i64) -> Vec<Change> {
    let (mut all, mut held) = (Vec::new(), since);
    loop {
        let asked: RequestId = live.syncs(chat, held).await;
        let (items, version, more) = expects!(live.socket, ServerEvent::Changes { request_id, items, version, more, .. }
            if request_id == asked => (items, version, more));
        assert!(items.is_sorted_by_key(|item| item.version), "{items:?}");
        all.extend(items);
        held = version;
        if !more {
            return all;
        }
    }
}

stories! {
    async fn who_was_away_asks_for_what_is_new(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "seen").await;
        let held = bob.live().await.conversation(chat).version;
        for n in 0..3 {
            alice.sends(chat, &format!("missed {n}")).await;
        }
        let mut bobs = bob.live().await;
        assert_eq!(bobs.conversation(chat).version, held + 3);
        let missed = catches_up(&mut bobs, chat, held).await;
        assert_eq!(missed.iter().map(|change| change.version).collect::<Vec<_>>(), [held + 1, held + 2, held + 3]);
        assert!(catches_up(&mut bobs, chat, held + 3).await.is_empty());
    }

    async fn a_sync_of_everything_comes_in_pages(world: World) {
        let alice = world.person("Alice").await;
        let group = alice.starts_group("News", GroupType::Private, &[]).await;
        let mut alices = alice.live().await;
        let before = alices.conversation(group).version;
        let many = i64::from(limits::SYNC_PAGE) + 20;
        for _ in 0..many {
            alice.posts(group, "hm").await;
        }
        let missed = catches_up(&mut alices, group, before).await;
        assert_eq!(i64::try_from(missed.len()), Ok(many));
    }

    async fn who_holds_what_never_was_starts_again(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "one").await;
        let mut alices = alice.live().await;
        let asked = alices.syncs(chat, 1_000_000).await;
        let (conversation, messages) = expects!(alices.socket, ServerEvent::Reset { request_id, conversation, messages }
            if request_id == asked => (conversation, messages));
        assert_eq!((conversation.id, messages.len(), messages[0].text.as_str()), (chat, 1, "one"));
    }

    async fn a_restart_loses_nothing_and_doubles_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.live().await;
        let epoch = alices.epoch;
        let sent = alices.sends(chat, "before").await;
        expects!(alices.socket, ServerEvent::Ack { .. });
        world.server.is_killed();
        world.server.comes_back().await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        assert_eq!(bobs.epoch, epoch, "it is the same database");
        alices.sends_as(chat, "before", sent).await;
        expects!(alices.socket, ServerEvent::Ack { seq: 1, .. });
        alices.sends(chat, "after").await;
        expects!(bobs.socket, ServerEvent::Change(change) if change.conversation_id == chat);
        let texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["after", "before"]);
    }

    async fn a_server_that_stops_says_that_it_comes_back(world: World) {
        let alice = world.person("Alice").await;
        let mut alices = alice.live().await;
        assert!(world.server.stops(), "it leaves with code 0:\n{}", world.server.log());
        assert_eq!(alices.socket.closes().await, Some(close::RESTART));
    }
}
