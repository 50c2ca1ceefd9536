//! Those who lead: they put members out and change titles.

use e2e::{World, expects, stories};
use protocol::{
    Chat, Group, GroupType, Role, ServerEvent,
    event::{Change, Changed},
    limits, route,
};
use serde_json::json;

stories! {
    async fn a_member_is_put_out_and_all_are_told(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob, &carol]).await;
        let (mut bobs, mut carols) = (bob.live().await, carol.live().await);
        let held = carols.conversation(group).version;
        let left: Group = alice.removes(group, &bob).await.gives(200);
        assert_eq!((left.member_count, left.version), (2, held + 1));
        expects!(bobs.socket, ServerEvent::ConversationRemoved { conversation_id } if conversation_id == group);
        let (version, user, count) = expects!(carols.socket, ServerEvent::Change(Change {
            version, changed: Changed::MemberLeft { user_id, member_count }, ..
        }) => (version, user_id, member_count));
        assert_eq!((version, user, count), (held + 1, bob.id(), 2));
        alice.removes(group, &bob).await.refuses(404);
        // A public group is open to everybody, also to him.
        assert_eq!(bob.group(group).await.role, None);
        bob.joins(group).await.is(200);
        assert_eq!(bob.group(group).await.role, Some(Role::Member));
    }

    async fn who_leads_a_chat_puts_people_out_of_it(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        bob.sends(chat, "stays").await;
        bob.removes_from_chat(chat, &carol).await.refuses(403);
        let left: Chat = alice.removes_from_chat(chat, &bob).await.gives(200);
        assert_eq!(left.participants.len(), 2);
        bob.get(&route::chat(chat)).await.refuses(404);
        bob.tries_to_send(chat, json!({ "text": "hm" })).await.refuses(404);
        assert_eq!(carol.history(chat).await[0].text, "stays");
    }

    async fn an_admin_who_was_removed_comes_back_as_a_member(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        alice.makes(group, &bob, Role::Admin).await.is(200);
        alice.removes(group, &bob).await.is(200);
        bob.get(&route::group(group)).await.refuses(404);
        alice.adds(group, &[&bob]).await.is(200);
        assert_eq!(bob.group(group).await.role, Some(Role::Member));
        bob.tries_to_post(group, "hm").await.refuses(403);
    }

    async fn a_title_is_changed_and_all_are_told(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        let mut bobs = bob.live().await;
        let held = bobs.conversation(group).version;
        let renamed: Group = alice.renames(group, "  Harbour news ").await.gives(200);
        assert_eq!((renamed.name.as_str(), renamed.version), ("Harbour news", held + 1));
        let (version, title) = expects!(bobs.socket, ServerEvent::Change(Change {
            version, changed: Changed::Renamed { title }, ..
        }) => (version, title));
        assert_eq!((version, title.as_str()), (held + 1, "Harbour news"));
        let again: Group = alice.renames(group, "Harbour news").await.gives(200);
        assert_eq!(again.version, held + 1, "what it is called already is no change");
        assert_eq!(bob.finds_groups("harbour").await.len(), 1);
        assert!(bob.finds_groups("News of").await.is_empty());
        assert_eq!(bob.live().await.conversation(group).title, "Harbour news");
        alice.makes(group, &bob, Role::Admin).await.is(200);
        bob.renames(group, "Bob's news").await.is(200);
    }

    async fn a_chat_without_a_name_gets_one(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let wish = json!({ "chat_type": "group", "participants": [bob.id(), carol.id()] });
        let chat: Chat = alice.post(route::CHAT_CREATE, &wish).await.gives(201);
        // They have registered at once, so either may stand first.
        assert!(["Alice, Carol", "Carol, Alice"].contains(&bob.chat(chat.id).await.title.as_str()));
        bob.renames_chat(chat.id, "Three").await.refuses(403);
        let renamed: Chat = alice.renames_chat(chat.id, "Three").await.gives(200);
        assert_eq!((renamed.name.as_deref(), renamed.title.as_str()), (Some("Three"), "Three"));
        assert_eq!(bob.chat(chat.id).await.title, "Three");
    }

    async fn who_is_left_alone_in_a_chat_without_a_name_still_has_a_title(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let wish = json!({ "chat_type": "group", "participants": [bob.id()] });
        let chat: Chat = alice.post(route::CHAT_CREATE, &wish).await.gives(201);
        let left: Chat = alice.removes_from_chat(chat.id, &bob).await.gives(200);
        assert_eq!(left.title, "Alice");
        assert_eq!(alice.live().await.conversation(chat.id).title, "Alice");
    }

    async fn a_title_that_cannot_be_is_refused(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[]).await;
        let chat = alice.starts_group_chat("Two", &[&bob]).await;
        let long = "я".repeat(limits::NAME_CHARS + 1);
        for bad in ["", "  ", "\u{200b}", "two\nlines", &long] {
            alice.renames(group, bad).await.refuses_field("name");
            alice.renames_chat(chat, bad).await.refuses_field("name");
        }
        alice.post(&route::group_rename(group), &json!({})).await.refuses_field("name");
        alice.post(&route::group_remove(group), &json!({ "user_id": "him" })).await.refuses_field("user_id");
        alice.renames(group, &"я".repeat(limits::NAME_CHARS)).await.is(200);
        assert_eq!(alice.chat(chat).await.title, "Two");
    }

    async fn forms_remove_and_rename_and_stay(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Public, &[&bob]).await;
        let chat = alice.starts_group_chat("Two", &[&bob]).await;
        let browser = world.visitor();
        browser.signs_in(alice.email(), &alice.password).await;
        let bobs = bob.id().to_string();
        for (rename, remove, page) in [
            (route::group_rename(group), route::group_remove(group), format!("/group/{group}")),
            (route::chat_rename(chat), route::chat_remove(chat), format!("/chat/{chat}")),
        ] {
            browser.submits(&rename, &[("name", "By hand")]).await.leads_to(&page);
            browser.submits(&remove, &[("user_id", &bobs)]).await.leads_to(&page);
        }
        assert_eq!(alice.group(group).await.name, "By hand");
        assert_eq!((alice.chat(chat).await.title.as_str(), alice.chat(chat).await.members.len()), ("By hand", 1));
    }

    async fn a_group_socket_of_v1_speaks_under_the_new_name(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        let mut socket = bob.group_socket(group).await;
        alice.renames(group, "Late news").await.is(200);
        alice.posts(group, "hello").await;
        let name = expects!(socket, protocol::v1::GroupEvent::Message { sender_name, .. } => sender_name);
        assert_eq!(name, "Late news");
    }

    async fn two_who_remove_each_other_at_once_leave_one_of_them(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob]).await;
        for _ in 0..5 {
            alice.makes(group, &bob, Role::Admin).await.is(200);
            // Handing over and removing at once: whoever comes first decides, and there is always one owner.
            let (made, removed) = tokio::join!(alice.makes(group, &bob, Role::Owner), alice.removes(group, &bob));
            let owner = match (made.status, removed.status) {
                (200, 403) => &bob,
                (404, 200) => &alice,
                other => panic!("{other:?}"),
            };
            let owners = owner.members(group).await.into_iter().filter(|one| one.role == Role::Owner);
            assert_eq!(owners.map(|one| one.id).collect::<Vec<_>>(), [owner.id()]);
            if owner.id() == bob.id() { bob.makes(group, &alice, Role::Owner).await.is(200); } else {
                alice.adds(group, &[&bob]).await.is(200);
            }
        }
    }
}
