//! Lists, new chats and groups.

use e2e::{Home, World, stories};
use protocol::{GroupType, request::ChangeSettings, route};

stories! {
    async fn the_list_shows_what_is_unread(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "knock\nknock").await;
        alice.starts_group_chat("Quiet crew", &[&bob, &carol]).await;
        let home = Home::of(&alice);
        home.runs(&["list"]).is(0).says("Bob").says("1 unread").says("Bob: knock knock").says("Quiet crew");
        let unread = home.runs(&["list", "--unread", "--json"]).json();
        assert_eq!(unread.len(), 1);
        assert_eq!((&unread[0]["title"], &unread[0]["unread_count"]), (&"Bob".into(), &1.into()));
        assert_eq!(unread[0]["id"], chat.to_string());
    }

    async fn the_list_shows_what_was_said_of_chats(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.starts_chat_with(&carol).await;
        let home = Home::of(&alice);
        let wish = ChangeSettings { muted: Some(true), pinned: Some(true), marked_unread: Some(true) };
        alice.post(&route::settings(chat), &wish).await.is(200);
        let list = home.runs(&["list", "--json"]).json();
        assert_eq!(list[0]["title"], "Bob", "what is pinned comes first");
        for said in ["muted", "pinned", "marked_unread"] {
            assert_eq!((&list[0][said], &list[1][said]), (&true.into(), &false.into()), "{said}");
        }
        home.runs(&["list", "--unread"]).is(0).says("Bob  chat, pinned, muted, marked as unread");
    }

    async fn chats_and_groups_are_made_joined_and_left(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let (home, bobs) = (Home::of(&alice), Home::of(&bob));
        let made = home.runs(&["new-chat", bob.email(), "--json"]).json();
        let again = home.runs(&["new-chat", "bob", "--json"]).json();
        assert_eq!(made[0]["id"], again[0]["id"], "two people have one chat");
        home.runs(&["new-chat", "Bob", "Carol", "--name", "Crew"]).is(0).says("Crew");
        home.runs(&["new-chat", "Nobody at all"]).is(4).complains("Nobody at all");

        home.runs(&["new-group", "Harbour news"]).is(0).says("Harbour news");
        bobs.runs(&["list", "--public", "harbour"]).is(0).says("Harbour news");
        bobs.runs(&["join", "harbour NEWS"]).is(0);
        bobs.runs(&["send", "Harbour news", "may I?"]).is(6).complains("Not allowed");
        bobs.runs(&["leave", "Harbour news"]).is(0);
        bobs.runs(&["read", "Harbour news"]).is(4);
        home.runs(&["new-group", "Crew only", carol.email(), "--private"]).is(0);
        bobs.runs(&["join", "Crew only"]).is(4);
        bobs.runs(&["leave", "Crew"]).is(0);
    }

    async fn those_who_lead_remove_and_rename(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let group = alice.starts_group("News", GroupType::Private, &[&bob, &carol]).await;
        let (home, bobs) = (Home::of(&alice), Home::of(&bob));
        home.runs(&["members", "News"]).is(0).says("Alice, owner").says("Bob").says("Carol");
        let members = home.runs(&["members", "News", "--json"]).json();
        assert_eq!((&members[0]["name"], &members[0]["role"]), (&"Alice".into(), &"owner".into()));
        bobs.runs(&["rename", "News", "Mine"]).is(6).complains("Not allowed");
        bobs.runs(&["remove", "News", "Carol"]).is(6);
        let renamed = home.runs(&["rename", "News", "Harbour news", "--json"]).json();
        assert_eq!(renamed[0]["title"], "Harbour news");
        home.runs(&["rename", "Harbour news", " "]).is(6);
        home.runs(&["rename", "News", "Again"]).is(4);

        home.runs(&["remove", "Harbour news", "Dan"]).is(4).complains("Dan");
        home.runs(&["remove", "Harbour news", bob.email()]).is(0).says("Harbour news");
        home.runs(&["remove", "Harbour news", "bob"]).is(4);
        bobs.runs(&["read", "Harbour news"]).is(4);
        let id = carol.id().to_string();
        let left = home.runs(&["remove", "Harbour news", &id, "--json"]).json();
        assert_eq!(left[0]["member_count"], 1);
        assert_eq!(alice.members(group).await.len(), 1);
        home.runs(&["remove", "Harbour news", "Alice"]).is(6);
    }

    async fn namesakes_are_told_apart(world: World) {
        let [alice, bob, other] = world.people(["Alice", "Bob", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.starts_chat_with(&other).await;
        let home = Home::of(&alice);
        home.runs(&["send", "Bob", "hi"]).is(5).complains(&chat.to_string());
        let err = home.runs(&["read", "Bob", "--json"]).is(5).err.clone();
        let error: serde_json::Value = serde_json::from_str(&err).unwrap();
        assert_eq!(error["candidates"].as_array().map(Vec::len), Some(2));
        home.runs(&["send", &chat.to_string(), "hi"]).is(0);
        home.runs(&["send", other.email(), "hi"]).is(0);
        home.runs(&["read", "Bo"]).is(4).complains("Did you mean “Bob”");
        assert_eq!(bob.history(chat).await.len(), 1);
    }

    async fn a_group_that_is_not_known_of_is_not_found(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let secret = bob.starts_group("Secret", GroupType::Private, &[]).await;
        let home = Home::of(&alice);
        home.runs(&["join", &secret.to_string()]).is(4);
        home.runs(&["read", &secret.to_string()]).is(4);
    }
}
