//! Writing and reading.

use std::process::{Command, Stdio};

use e2e::{Home, World, stories};
use uuid::Uuid;

stories! {
    async fn a_message_is_sent_once_however_often_it_is_tried(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let home = Home::of(&alice);
        home.runs(&["send", "Bob", "hi there"]).is(0).says("Alice: hi there");
        home.pipes("done\n\n", &["send", "bob", "-"]).is(0);
        home.pipes("in a pipe\nof two lines\n", &["send", "bob"]).is(0);
        let id = Uuid::new_v4().to_string();
        let sent = |_| home.runs(&["send", "Bob", "again", "--client-id", &id, "--json"]).json();
        let [first, second] = [0, 1].map(sent);
        assert_eq!(first, second);
        let texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["again", "in a pipe\nof two lines", "done", "hi there"]);

        home.pipes("", &["send", "Bob"]).is(2);
        home.pipes("\u{0}\n", &["send", "Bob", ""]).is(2);
        home.pipes(&"x".repeat(5_000), &["send", "Bob"]).is(6);
        home.runs(&["send", "Nobody", "hi"]).is(4);
        home.runs(&["send"]).is(2);
    }

    async fn an_unreachable_server_is_tried_again(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let home = Home::of(&alice);
        world.server.is_killed();
        home.runs(&["send", "Bob", "now"]).is(7).complains("does not answer");
        home.runs(&["list", "--json"]).is(7).complains(r#""error":"unreachable""#);
        let mut patient = home.starts(&["send", "Bob", "later", "--retry-for", "1m"]);
        world.server.comes_back().await;
        assert_eq!(patient.ends(), 0);
        assert_eq!(bob.history(chat).await.len(), 1);
    }

    async fn messages_are_read_back(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for number in 1..=5 {
            bob.sends(chat, &format!("number {number}\nand more \u{202e}x")).await;
        }
        let home = Home::of(&alice);
        let shown = home.runs(&["read", "Bob", "--limit", "2"]).is(0).says("Bob: number 4\n    and more").clone();
        assert_eq!(shown.lines().len(), 4);
        assert!(!shown.out.contains('\u{202e}'));
        let raw = home.runs(&["read", "Bob", "--json"]);
        assert!(!raw.out.contains('\u{202e}'), "nothing steers a terminal, but it comes back whole:");
        assert!(raw.json()[4]["text"].as_str().unwrap().ends_with("\u{202e}x"));
        let numbers = |args: &[&str]| -> Vec<i64> {
            let read = home.runs(&[&["read", "Bob", "--json"], args].concat());
            read.json().iter().map(|message| message["seq"].as_i64().unwrap()).collect()
        };
        assert_eq!(numbers(&["--after", "3"]), [4, 5]);
        assert_eq!(numbers(&["--since", "1h"]), [1, 2, 3, 4, 5]);
        assert_eq!(numbers(&["--since", "2999-01-01"]), [0_i64; 0]);
        home.runs(&["read", "Bob", "--since", "soon"]).is(2);
        assert_eq!(home.runs(&["list", "--unread"]).lines().len(), 1, "a look marks nothing");
        numbers(&["--mark-read"]);
        assert_eq!(home.runs(&["list", "--unread"]).lines().len(), 0);
    }

    async fn a_whole_chat_is_exported(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for number in 1..=230 {
            bob.sends(chat, &number.to_string()).await;
        }
        let home = Home::of(&alice);
        let lines = home.runs(&["export", "Bob"]).json();
        assert_eq!((&lines[0]["type"], &lines[0]["title"]), (&"chat".into(), &"Bob".into()));
        let texts: Vec<&str> = lines[1..].iter().map(|line| line["text"].as_str().unwrap()).collect();
        assert_eq!(texts, (1..=230).map(|number| number.to_string()).collect::<Vec<_>>());
        assert_eq!(home.runs(&["export", "Bob", "--after", "228"]).json().len(), 2);
        home.runs(&["export", "Bob", "--out", "bob.jsonl"]).is(0);
        let written = std::fs::read_to_string(home.path().join("bob.jsonl")).unwrap();
        assert_eq!(written.lines().count(), 231);
        home.runs(&["export", "Bob", "--out", "bob.jsonl"]).is(1).complains("bob.jsonl");

        // Whoever reads only the beginning of it is not told off.
        let (messenger, path) = (home.program(), home.path());
        let line = format!("HOME='{}' '{}' export Bob | head -n 1; echo \"${{PIPESTATUS[0]}}\"", path.display(), messenger.display());
        let piped = Command::new("bash").args(["-c", &line]).env("LANG", "C.UTF-8").stderr(Stdio::piped()).output().unwrap();
        let out = String::from_utf8(piped.stdout).unwrap();
        assert_eq!((out.lines().last(), piped.stderr.len()), (Some("0"), 0), "{out}");
    }
}
