//! Following what is said.

use e2e::{Home, Running, World, stories};
use serde_json::Value;

fn next(tail: &Running) -> String {
    let line: Value = serde_json::from_str(&tail.prints()).unwrap();
    line["text"].as_str().unwrap().to_owned()
}

stories! {
    async fn a_tail_shows_what_was_said_last_and_what_comes(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for number in 1..=3 {
            bob.sends(chat, &number.to_string()).await;
        }
        let home = Home::of(&alice);
        assert_eq!(home.runs(&["tail", "Bob", "-n", "2"]).is(0).lines().len(), 2);
        let tail = home.starts(&["tail", "Bob", "-f", "-n", "2", "--json"]);
        assert_eq!([next(&tail), next(&tail)], ["2", "3"]);
        bob.sends(chat, "4").await;
        assert_eq!(next(&tail), "4");
        home.runs(&["tail", "Bob", "--after", "3"]).is(0).says("Bob: 4");
    }

    async fn without_a_chat_it_shows_what_was_said_last_in_each(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        for other in [&bob, &carol] {
            let chat = alice.starts_chat_with(other).await;
            other.sends(chat, "before").await;
            other.sends(chat, "last").await;
        }
        let home = Home::of(&alice);
        let tail = home.runs(&["tail"]);
        let said = tail.is(0).lines();
        assert!(said.len() == 2 && said[0].contains("Bob: last") && said[1].contains("Carol: last"), "{said:?}");
        assert_eq!(home.runs(&["tail", "-n", "1"]).is(0).says("Carol: last").lines().len(), 1);
    }

    async fn nothing_is_lost_or_repeated_when_the_server_is_killed(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let home = Home::of(&alice);
        bob.sends(chat, "0").await;
        let tail = home.starts(&["tail", "Bob", "-f", "--json"]);
        assert_eq!(next(&tail), "0");
        for round in 0..3 {
            let texts = ["a", "b", "c"].map(|text| format!("{text}{round}"));
            for text in &texts {
                bob.sends(chat, text).await;
            }
            world.server.is_killed();
            world.server.comes_back().await;
            for text in &texts {
                assert_eq!(next(&tail), *text);
            }
        }
    }

    async fn all_chats_are_followed_also_new_ones(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "old").await;
        let home = Home::of(&alice);
        let mut marker = 0;
        let tail = home.starts(&["tail", "-f"]);
        // It has begun once it shows something.
        let first = loop {
            marker += 1;
            bob.sends(chat, &format!("now {marker}")).await;
            if let Some(line) = tail.prints_within(std::time::Duration::from_millis(200)) {
                break line;
            }
        };
        assert!(first.contains("[Bob] Bob: now"), "{first}");
        let new = carol.starts_chat_with(&alice).await;
        carol.sends(new, "hello").await;
        let hello = std::iter::repeat_with(|| tail.prints()).find(|line| !line.contains(": now"));
        assert!(hello.clone().unwrap().contains("[Carol] Carol: hello"), "{hello:?}");
    }

    async fn a_session_that_is_ended_ends_the_tail(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let home = Home::of(&alice);
        let mut tail = home.starts(&["tail", "Bob", "-f", "--json"]);
        bob.sends(chat, "hi").await;
        assert_eq!(next(&tail), "hi");
        home.runs(&["logout"]).is(0);
        assert_eq!(tail.ends(), 3);
    }
}
