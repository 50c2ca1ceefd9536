//! Broadcast groups: made, found, joined, left, posted in.

use e2e::{World, expects, stories};
use protocol::{Group, GroupType, Message, Role, ServerEvent, event::Changed, route, v1::StatusEvent};
use serde_json::json;
use uuid::Uuid;

stories! {
    async fn a_group_is_made_and_its_members_are_told(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let mut bobs = bob.live().await;
        let mut status = bob.status_socket().await;
        let wish = json!({ "name": " News ", "group_type": "private", "participants": bob.email() });
        let group: Group = alice.post(route::GROUP_CREATE, &wish).await.gives(201);
        assert_eq!((group.name.as_str(), group.group_type), ("News", GroupType::Private));
        assert_eq!((group.creator_id, group.role, group.member_count), (alice.id(), Some(Role::Owner), 2));
        expects!(bobs.socket, ServerEvent::ConversationAdded { conversation } if conversation.id == group.id);
        let name = expects!(status, StatusEvent::NewGroup { group_name, .. } => group_name);
        assert_eq!(name, "News");
        assert_eq!(bob.group(group.id).await.role, Some(Role::Member));
    }

    async fn a_form_makes_a_group_and_goes_there(world: World) {
        let alice = world.person("Alice").await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await;
        let form = [("name", "News"), ("group_type", "public"), ("participants", "")];
        let reply = browser.submits(route::GROUP_CREATE, &form).await;
        reply.leads_to(&format!("/group/{}", alice.groups().await[0].id));
    }

    async fn a_group_that_cannot_be_is_refused(world: World) {
        let alice = world.person("Alice").await;
        let long = "x".repeat(51);
        for (name, kind, field) in [("", "public", "name"), (&long, "public", "name"), ("News", "open", "group_type")] {
            let wish = json!({ "name": name, "group_type": kind, "participants": [] });
            alice.post(route::GROUP_CREATE, &wish).await.refuses_field(field);
        }
        let unknown = json!({ "name": "News", "group_type": "public", "participants": [Uuid::now_v7()] });
        assert_eq!(alice.post(route::GROUP_CREATE, &unknown).await.refuses(404).detail, "Some users not found");
    }

    async fn a_public_group_is_found_and_joined(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("Harbour News", GroupType::Public, &[]).await;
        alice.posts(group, "before he came").await;
        let found = bob.finds_groups("harbour").await;
        assert_eq!((found[0].id, found[0].role, found[0].participants.len()), (group, None, 0));
        assert!(bob.groups().await.is_empty(), "found is not joined");

        let mut alices = alice.live().await;
        assert!(bob.joins(group).await.status < 300);
        assert!(bob.joins(group).await.status < 300, "joining again changes nothing");
        let (member, count) = expects!(alices.socket, ServerEvent::Change(change) => match change.changed {
            Changed::MemberJoined { member, member_count } => (member.id, member_count),
            other => panic!("{other:?}"),
        });
        assert_eq!((member, count), (bob.id(), 2));
        assert_eq!(bob.group(group).await.unread_count, 0, "a new member starts at the present");
    }

    async fn forms_join_and_leave(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let public = alice.starts_group("Open", GroupType::Public, &[]).await;
        let private = alice.starts_group("Closed", GroupType::Private, &[&bob]).await;
        let browser = world.visitor();
        browser.signs_in(bob.email(), &bob.password).await;
        let page = format!("/group/{public}");
        browser.submits(&route::group_join(public), &[]).await.leads_to(&page);
        browser.submits(&route::group_join(public), &[]).await.leads_to(&page);
        browser.submits(&route::group_leave(public), &[]).await.leads_to(&page);
        browser.submits(&route::group_leave(private), &[]).await.leads_to("/messenger");
    }

    async fn a_private_group_is_not_there_for_others(world: World) {
        let [alice, carol] = world.people(["Alice", "Carol"]).await;
        let group = alice.starts_group("Hidden", GroupType::Private, &[]).await;
        let nowhere = Uuid::now_v7().into();
        assert!(carol.finds_groups("hidden").await.is_empty());
        let missing = carol.get(&route::group(nowhere)).await;
        missing.refuses(404);
        carol.get(&route::group(group)).await.is_the_same_as(&missing);
        let missing = carol.joins(nowhere).await;
        missing.refuses(404);
        carol.joins(group).await.is_the_same_as(&missing);
    }

    async fn the_owner_hands_over_before_leaving(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        alice.leaves(group).await.refuses(409);
        bob.makes(group, &bob, Role::Owner).await.refuses(403);
        assert!(alice.makes(group, &bob, Role::Owner).await.status < 300);
        assert!(alice.leaves(group).await.status < 300);
        assert_eq!(bob.group(group).await.role, Some(Role::Owner));
        assert!(alice.groups().await.is_empty());
    }

    async fn only_those_who_may_post_do(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        assert_eq!(bob.tries_to_post(group, "me too").await.refuses(403).detail, "Only creator can post");
        assert!(alice.makes(group, &bob, Role::Admin).await.status < 300);
        let post: Message = bob.tries_to_post(group, "me too").await.gives(201);
        assert_eq!((post.seq, post.text.as_str(), post.sender_id), (1, "me too", bob.id()));
        assert!(carol.tries_to_post(group, "and I").await.status >= 403);
        let long = alice.tries_to_post(group, &"x".repeat(4001)).await.refuses(422);
        assert_eq!(long.detail, "Message too long");
        let nowhere = alice.tries_to_post(Uuid::now_v7().into(), "hm").await;
        assert_eq!(nowhere.refuses(404).detail, "Group not found");
    }

    async fn a_form_posts_and_stays(world: World) {
        let alice = world.person("Alice").await;
        let group = alice.starts_group("News", GroupType::Public, &[]).await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await;
        let reply = browser.submits(&route::group_post(group), &[("text", "by hand")]).await;
        reply.leads_to(&format!("/group/{group}"));
        assert_eq!(alice.history(group).await[0].text, "by hand");
    }

    async fn posting_again_under_the_same_id_posts_once(world: World) {
        let alice = world.person("Alice").await;
        let group = alice.starts_group("News", GroupType::Public, &[]).await;
        let post = json!({ "text": "once", "client_id": Uuid::new_v4() });
        let first: Message = alice.post(&route::group_post(group), &post).await.gives(201);
        let again: Message = alice.post(&route::group_post(group), &post).await.gives(200);
        assert_eq!(first.id, again.id);
        assert_eq!(alice.history(group).await.len(), 1);
    }

    async fn who_may_adds_people(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        bob.adds(group, &[&carol]).await.refuses(403);
        assert!(alice.adds(group, &[&carol]).await.status < 300);
        assert_eq!(carol.group(group).await.member_count, 3);
        assert_eq!(alice.members(group).await.len(), 3);
    }
}
