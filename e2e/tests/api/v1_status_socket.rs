//! The status socket of v1, word for word.

use e2e::{World, expects, stories};
use protocol::{
    ErrorCode, GroupType,
    v1::{StatusCommand, StatusEvent},
};

stories! {
    async fn it_tells_what_is_unread(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let read = alice.starts_group_chat("Read", &[&bob]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        let quiet = alice.starts_group("Quiet", GroupType::Private, &[&bob]).await;
        alice.sends(chat, "one").await;
        alice.sends(read, "one").await;
        bob.reads(read, 1).await;
        alice.posts(group, "one").await;
        assert!(bob.group(quiet).await.unread_count == 0);

        let mut status = bob.status_socket().await;
        status.says(&StatusCommand::CheckUnread).await;
        assert_eq!(expects!(status, StatusEvent::UnreadChats { chat_ids } => chat_ids), [chat]);
        status.says(&StatusCommand::CheckGroups).await;
        assert_eq!(expects!(status, StatusEvent::UnreadGroups { group_ids } => group_ids), [group]);
    }

    async fn it_tells_nobody_of_their_own_messages(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut status = alice.status_socket().await;
        alice.sends(chat, "mine").await;
        status.says(&StatusCommand::CheckUnread).await;
        assert_eq!(expects!(status, StatusEvent::UnreadChats { chat_ids } => chat_ids), []);
    }

    async fn a_faulty_frame_is_answered_and_the_socket_lives(world: World) {
        let alice = world.person("Alice").await;
        let mut status = alice.status_socket().await;
        status.says_text("nonsense").await;
        expects!(status, StatusEvent::Error(refusal) if refusal.code == ErrorCode::Malformed);
        status.says(&StatusCommand::CheckGroups).await;
        expects!(status, StatusEvent::UnreadGroups { .. });
    }
}
