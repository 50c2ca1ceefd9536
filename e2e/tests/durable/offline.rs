//! Starting without a network, and once at a time.

use std::time::Instant;

use e2e::{World, stories};

use crate::{Desk, FIRST_FRAME, quits};

const ALT_H: &str = "\x1bh";
const CTRL_U: &str = "\x15";
const ESC: &str = "\x1b";
const F6: &str = "\x1b[17~";

stories! {
    async fn the_first_frame_needs_no_server(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "from the cache").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("Bob").presses("\r").sees("from the cache").sees("Write a message");
        quits(&mut client);
        desk.wire.is_silent();
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

    async fn one_chat_is_searched_with_a_network_and_without(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let later = alice.starts_group_chat("The \"Big\" plan, later", &[&bob]).await;
        let plan = alice.starts_group_chat("The \"Big\" plan", &[&bob]).await;
        bob.sends(later, "a boat for later").await;
        bob.sends(plan, "a boat for the plan").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online").sees("later").presses("\r").sees("Write a message").sees("a boat for the plan");
        client.presses("half a sentence").sees("half a sentence");
        client.presses(F6).sees("Find a message").presses("boat").sees("a boat for later").presses(ESC);
        client.sees_no_more("Find a message");
        client.presses(ALT_H).sees("in:\"The Big plan\"").presses("boat").sees("> The \"Big\" plan · Bob");
        client.sees_no_more("a boat for later");
        client.presses("\r").sees_no_more("Find a message").presses(ESC).sees("half a sentence");

        desk.wire.is_cut();
        client.sees("offline since").presses(F6).sees("a boat for the plan").presses(CTRL_U).presses("boat");
        client.sees("a boat for later").presses(ESC).sees_no_more("Find a message");
        client.presses(ALT_H).sees("in:\"The Big plan\"").presses("boat").sees("> The \"Big\" plan · Bob");
        client.sees_no_more("a boat for later");
        quits(client.presses(ESC).sees_no_more("Find a message"));
    }
}
