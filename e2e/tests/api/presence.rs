//! Who is here, and who is told.

use std::time::Duration;

use e2e::{Actor, Live, PATIENCE, World, expects, stories};
use protocol::{
    ConversationId, Presence, Profile, ServerEvent, close, limits::PRESENCE_GRACE, request::ChangeProfile,
    route,
};

/// Longer than somebody counts as here after their last socket has closed.
const GONE_WITHIN: Duration = PRESENCE_GRACE.saturating_add(PATIENCE);

/// What `hello` says of the other in this chat.
fn seen(live: &Live, chat: ConversationId) -> Option<Presence> {
    live.conversation(chat).presence
}

async fn shows_presence(person: &Actor, shown: bool) {
    let wish = ChangeProfile { shows_presence: Some(shown) };
    let reply = person.asks(person.request("PATCH", route::ME).json(&wish)).await;
    assert_eq!(reply.gives::<Profile>(200).shows_presence, shown);
}

stories! {
    async fn who_comes_and_goes_is_told_to_those_they_have_a_chat_with(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let team = alice.starts_group_chat("Team", &[&bob, &carol]).await;
        let (mut alices, mut carols) = (alice.live().await, carol.live().await);
        assert_eq!(seen(&alices, chat), Some(Presence::HIDDEN), "he was never here");
        assert_eq!(seen(&alices, team), None, "a group tells nothing");
        let bobs = bob.live().await;
        assert_eq!(seen(&bobs, chat), Some(Presence::ONLINE));
        let told = expects!(alices.socket, ServerEvent::Presence { user_id, presence } => (user_id, presence));
        assert_eq!(told, (bob.id(), Presence::ONLINE));

        // A second device is no news, and neither is a reconnect.
        drop(bob.at_another_device().await.live().await);
        drop(bobs);
        drop(bob.live().await);
        alices.socket.patience = GONE_WITHIN;
        let left = expects!(alices.socket, ServerEvent::Presence { user_id, presence } if user_id == bob.id() => presence);
        assert!(!left.online && left.last_seen_at.is_some_and(|at| at.millis() % 60_000 == 0), "{left:?}");
        assert_eq!(alices.socket.passed, [], "nothing flaps");
        assert_eq!(seen(&alice.live().await, chat), Some(left));

        carol.sends(team, "fence").await;
        expects!(carols.socket, ServerEvent::Change(_));
        assert!(carols.socket.passed.is_empty(), "she has no chat with them: {:?}", carols.socket.passed);
    }

    async fn who_listens_without_looking_is_not_here_and_hears_everything_else(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut alices = alice.live().await;
        let mut away = bob.live_away().await;
        assert_eq!(seen(&alices, chat), Some(Presence::HIDDEN), "he was never here");
        assert_eq!(seen(&away, chat), Some(Presence::HIDDEN), "nor is he told that she is");
        alice.sends(chat, "are you there?").await;
        expects!(away.socket, ServerEvent::Change(_));
        assert_eq!(away.socket.passed, [], "he is not told who is here either");
        let bobs = bob.live().await;
        expects!(alices.socket, ServerEvent::Presence { presence: Presence::ONLINE, .. });
        drop(away);
        assert_eq!(alice.chat(chat).await.presence, Some(Presence::ONLINE), "he looks at another device");
        let away = bob.live_away().await;
        drop(bobs);
        alices.socket.patience = GONE_WITHIN;
        expects!(alices.socket, ServerEvent::Presence { presence, .. } if !presence.online);
        drop(away);
    }

    async fn a_socket_of_v1_is_being_here_too_and_a_new_chat_tells_it(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let mut alices = alice.live().await;
        let _bobs = bob.status_socket().await;
        let chat = alice.starts_chat_with(&bob).await;
        let added = expects!(alices.socket, ServerEvent::ConversationAdded { conversation } => conversation.presence);
        assert_eq!(added, Some(Presence::ONLINE));
        assert_eq!(alice.chat(chat).await.presence, Some(Presence::ONLINE));
    }

    async fn who_does_not_show_it_is_not_seen_and_does_not_see(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (mut alices, mut bobs) = (alice.live().await, bob.live().await);
        expects!(alices.socket, ServerEvent::Presence { presence: Presence::ONLINE, .. });
        shows_presence(&bob, false).await;
        expects!(alices.socket, ServerEvent::Presence { presence: Presence::HIDDEN, .. });
        assert_eq!(bobs.socket.closes().await, Some(close::RESYNC), "his lists are made anew");
        let mut bobs = bob.live().await;
        assert!(!bobs.user.shows_presence);
        assert_eq!((seen(&bobs, chat), seen(&alice.live().await, chat)), (None, None));

        let dave = world.person("Dave").await;
        let other = dave.starts_chat_with(&bob).await;
        drop(dave.live().await);
        dave.sends(other, "fence").await;
        expects!(bobs.socket, ServerEvent::Change(_));
        assert!(bobs.socket.passed.iter().all(|event| !matches!(event, ServerEvent::Presence { .. })));

        shows_presence(&bob, true).await;
        expects!(alices.socket, ServerEvent::Presence { presence: Presence::ONLINE, .. });
        assert_eq!(seen(&bob.live().await, chat), Some(Presence::ONLINE));
    }

    async fn a_restart_is_no_reason_to_be_away(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (_alices, _bobs) = (alice.live().await, bob.live().await);
        assert!(world.server.stops());
        world.server.comes_back().await;
        let mut alices = alice.live().await;
        assert!(seen(&alices, chat).is_some_and(|presence| presence.online), "he has the time to come back");
        alices.socket.patience = GONE_WITHIN;
        let left = expects!(alices.socket, ServerEvent::Presence { presence, .. } => presence);
        assert!(!left.online && left.last_seen_at.is_some(), "he did not: {left:?}");
    }
}
