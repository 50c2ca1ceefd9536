//! Forwarding by a command, and how forwarded messages are printed and spoken.

use e2e::{Home, World, stories};
use uuid::Uuid;

stories! {
    async fn a_message_is_forwarded_by_its_id_once_however_often_it_is_tried(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let group = alice.starts_group_chat("Harbour", &[&carol]).await;
        let said = bob.sends(chat, "the ferry leaves at five").await;
        let home = Home::of(&alice);
        let of = home.runs(&["read", "Bob", "--json"]).json()[0]["id"].as_str().unwrap().to_owned();
        assert_eq!(of, said.id.to_string());
        let id = Uuid::new_v4().to_string();
        let sent = |_| home.runs(&["forward", &of, "harbour", "--client-id", &id, "--json"]).json();
        let [first, second] = [0, 1].map(sent);
        assert_eq!(first, second);
        assert_eq!((&first[0]["text"], &first[0]["forwarded"]["name"]), (&said.text.clone().into(), &"Bob".into()));
        home.runs(&["forward", &of, "Harbour"]).is(0).says("Alice: (forwarded from Bob) the ferry leaves at five");
        assert_eq!(carol.history(group).await.len(), 2);

        home.runs(&["read", "Harbour"]).is(0).says("Alice: (forwarded from Bob) the ferry");
        home.runs(&["tail", "Harbour"]).is(0).says("Alice: (forwarded from Bob) the ferry");
        home.runs(&["search", "ferry", "--in", "Harbour"]).is(0).says("Alice: (forwarded from Bob) the ferry");
        let spoken = Home::of(&carol).pipes("/open harb\n", &["--plain"]);
        spoken.is(0).says(", forwarded from Bob: the ferry leaves at five");

        bob.deletes(said.id).await.is(200);
        home.runs(&["forward", &of, "Harbour"]).is(4).complains("Message not found");
        home.runs(&["forward", &of, "Nowhere"]).is(4);
        home.runs(&["forward", "no-id", "Harbour"]).is(2);
    }
}
