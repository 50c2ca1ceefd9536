//! Starting without a network, and once at a time.

use std::time::{Duration, Instant};

use e2e::{World, stories};

use crate::{Desk, quits};

/// The first frame of an unoptimised client on a busy machine, at its best of five.
const FIRST_FRAME: Duration = Duration::from_millis(250);

stories! {
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
