//! The group socket of v1, word for word.

use e2e::{World, expects, stories};
use protocol::{
    ErrorCode, GroupType, route,
    v1::{GroupCommand, GroupEvent},
};
use uuid::Uuid;

fn post(text: &str) -> GroupCommand {
    GroupCommand::Post { text: text.into(), sender_id: None, client_id: None }
}

stories! {
    async fn a_post_is_told_in_the_name_of_the_group(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        alice.posts(group, "first").await;
        let (mut alices, mut bobs) = (alice.group_socket(group).await, bob.group_socket(group).await);
        let GroupEvent::History { messages } = bobs.next().await else { panic!("history comes first") };
        assert_eq!((messages[0].text.as_str(), messages[0].sender_name.as_str()), ("first", "News"));
        alices.says(&post("second")).await;
        for socket in [&mut alices, &mut bobs] {
            let told = expects!(socket, GroupEvent::Message { group_id, sender_name, text, seq, .. }
                => (group_id, sender_name, text, seq));
            assert_eq!(told, (group, "News".into(), "second".into(), 2));
        }
        alice.posts(group, "third").await;
        expects!(bobs, GroupEvent::Message { seq: 3, .. });
    }

    async fn a_reader_cannot_post(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        let mut bobs = bob.group_socket(group).await;
        bobs.says(&post("me too")).await;
        expects!(bobs, GroupEvent::Error(refusal) if refusal.code == ErrorCode::Forbidden);
        alice.posts(group, "first").await;
        expects!(bobs, GroupEvent::Message { seq: 1, .. });
    }

    async fn it_opens_for_members_only(world: World) {
        let [alice, carol] = world.people(["Alice", "Carol"]).await;
        for kind in [GroupType::Private, GroupType::Public] {
            let group = alice.starts_group("News", kind, &[]).await;
            assert_eq!(carol.is_refused(&route::group(group)).await, 404);
            assert_eq!(world.stranger().is_refused(&route::group(group)).await, 401);
        }
        assert_eq!(carol.is_refused(&route::group(Uuid::now_v7().into())).await, 404);
    }
}
