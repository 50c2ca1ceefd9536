//! Finding messages.

use e2e::{Home, World, stories};

stories! {
    async fn messages_are_found_on_the_server(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let other = alice.starts_chat_with(&carol).await;
        bob.sends(chat, "The meeting\nis at five").await;
        carol.sends(other, "Another meeting \u{202e}x").await;
        for n in 0..60 {
            bob.sends(chat, &format!("number {n}")).await;
        }
        let home = Home::of(&alice);
        let all = home.runs(&["search", "meetings"]).is(0).clone();
        assert_eq!(all.lines().len(), 2);
        all.says("[Bob] #1 Bob: The meeting is at five").says("[Carol] #1 Carol: Another meeting");
        assert!(!all.out.contains('\u{202e}'));
        assert_eq!(home.runs(&["search", "meetings", "--in", "Bob"]).is(0).lines().len(), 1);
        assert_eq!(home.runs(&["search", "from:carol", "meet"]).is(0).lines().len(), 1);
        let hits = home.runs(&["search", "number", "--json", "--limit", "55"]).json();
        assert_eq!(hits.len(), 55, "from more than one page");
        assert_eq!((&hits[0]["seq"], &hits[54]["snippet"]), (&61.into(), &"number 5".into()));
        home.runs(&["search", "nowhere"]).is(4);
        home.runs(&["search", "before:soon"]).is(6);
        home.runs(&["search"]).is(2);
    }
}
