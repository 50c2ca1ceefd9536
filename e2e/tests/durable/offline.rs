//! Reading, finding and writing without a network; and coming back.

use std::time::{Duration, Instant};

use e2e::{World, stories};

use crate::{Desk, F6, quits};

const CTRL_END: &str = "\x1b[1;5F";

/// The first frame of an unoptimised client on a busy machine, at its best of five.
const FIRST_FRAME: Duration = Duration::from_millis(250);

stories! {
    async fn it_starts_reads_finds_and_writes_without_a_server(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let other = alice.starts_chat_with(&carol).await;
        for n in 1..=150 {
            bob.sends(chat, &format!("line {n}.")).await;
        }
        bob.sends(chat, "the meeting is at five").await;
        carol.sends(other, "hello from Carol").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online").sees("hello from Carol").presses("\r").sees("Write a message");
        client.presses("\x1b[1;3B").sees("line 1.").presses(CTRL_END).sees("at five").presses("\x1b[5~").presses("\x1b[5~").sees("line 120.");
        quits(&mut client);
        world.server.is_killed();

        let mut client = desk.starts();
        client.sees("offline since").presses(CTRL_END).sees("at five");
        // What was read before can be read again, and what was never seen says so.
        client.presses("\x1b[5~").presses("\x1b[5~").sees("line 120.");
        client.presses(F6).presses("meet").sees_in_one_line(&["Bob", "Bob"]).sees("the meeting is at five");
        client.presses("\x15from:carol hel").sees("hello from Carol").presses("\r");
        client.sees("Write a message").sees_no_more("Find a message").sees_no_more("line 1");
        client.enters("written offline").sees_in_one_line(&["written offline", "…"]);
        client.presses("\x0f").sees("line 1");

        world.server.comes_back().await;
        client.presses("\x1b[15~").sees("● online");
        let texts: Vec<String> = carol.history(other).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["written offline", "hello from Carol"]);
        quits(&mut client);
    }

    async fn the_first_frame_needs_no_server(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "from the cache").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("Bob").presses("\r").sees("from the cache").sees("Write a message");
        quits(&mut client);
        world.server.is_killed();
        let best = (0..5).map(|_| {
            let start = Instant::now();
            let mut client = desk.starts();
            client.sees("from the cache");
            let took = start.elapsed();
            quits(&mut client);
            took
        });
        let best = best.min().unwrap();
        println!("first frame without a server: {best:?}");
        assert!(best < FIRST_FRAME, "{best:?}");
    }

    async fn a_second_client_of_the_same_account_says_who_has_it(world: World) {
        let alice = world.person("Alice").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online");
        let mut second = desk.starts();
        let process = client.process();
        second.sees(&format!("already open here (process {process})"));
        assert_ne!(second.ends(), 0);
        quits(&mut client);
    }
}
