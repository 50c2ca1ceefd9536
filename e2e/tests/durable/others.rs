//! The accounts of this device that are not shown: they tell and are counted, once, by whoever is to do it.

use std::{
    fs,
    time::{Duration, Instant},
};

use e2e::{Home, Options, PATIENCE, Terminal, Wire, World, expects, stories};
use protocol::{Presence, ServerEvent, close, limits};
use tokio::time::sleep;

use crate::quits;

const F12: &str = "\x1b[24~";
const ESC: &str = "\x1b";
/// A terminal that shows notifications when it is asked by OSC 9.
const SHOWS: [(&str, &str); 1] = [("TERM_PROGRAM", "WezTerm")];

fn written(client: &Terminal) -> String {
    String::from_utf8_lossy(&client.bytes()).into_owned()
}

stories! {
    async fn what_comes_to_the_other_account_is_told_counted_and_there_when_one_goes_to_it(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let (to_alice, to_bob) = (carol.starts_chat_with(&alice).await, carol.starts_chat_with(&bob).await);
        carol.sends(to_bob, "an old one").await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut client = home.opens_with(&[], &SHOWS);
        client.sees("Messenger · Alice").sees("● online").sees("F12 (1)");
        carol.sends(to_bob, "a new one").await;
        client.writes(&format!("\x1b]9;Carol (for {}): a new one\x1b\\\x07", bob.email()));
        client.sees("F12 (2)");
        assert!(!written(&client).contains("an old one"), "it was told");
        assert_eq!(carol.chat(to_bob).await.presence, Some(Presence::HIDDEN), "nobody looks at it");
        client.presses(F12).sees_in_one_line(&[bob.email(), "2 unread"]).presses("\r");
        client.sees("Messenger · Bob").sees("● online").sees_no_more("F12 (").presses("\r").sees("an old one");
        client.sees("a new one");
        assert_eq!(carol.chat(to_bob).await.presence, Some(Presence::ONLINE));
        carol.sends(to_alice, "left behind").await;
        client.writes(&format!("]9;Carol (for {}): left behind", alice.email()));
        client.sees("F12 (1)");
        client.presses(F12).sees_in_one_line(&[alice.email(), "1 unread"]).presses("\r");
        client.sees("Messenger · Alice").sees("● online").sees_no_more("F12 (").sees("left behind");
        client.presses(F12).sees("in use").sees_no_more("unread");
        quits(client.presses(ESC).sees_no_more("in use"));
    }

    async fn of_two_clients_the_one_that_shows_an_account_tells_of_it(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = carol.starts_chat_with(&bob).await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut client = home.opens_with(&[], &SHOWS);
        client.sees("Messenger · Alice").sees("● online");
        let mut other = home.opens_with(&["--email", bob.email()], &SHOWS);
        other.sees("Messenger · Bob").sees("● online").sees("Carol");
        carol.sends(chat, "for one of them").await;
        other.writes("]9;Carol: for one of them");
        client.sees("F12 (1)").presses(F12).sees_in_one_line(&[bob.email(), "1 unread · open in another process"]);
        client.presses(ESC).sees_no_more("in use");
        quits(&mut other);
        carol.sends(chat, "for the other one").await;
        client.writes(&format!("]9;Carol (for {}): for the other one", bob.email()));
        assert!(!written(&client).contains("for one of them"), "it was told twice");
        quits(&mut client);
    }

    async fn two_clients_that_listen_to_the_same_account_tell_once(world: World) {
        let [alice, bob, carol, dave] = world.people(["Alice", "Bob", "Carol", "Dave"]).await;
        let chat = dave.starts_chat_with(&carol).await;
        let home = Home::of(&alice);
        for person in [&bob, &carol] {
            home.signs_in(person);
        }
        let mut first = home.opens_with(&["--email", alice.email()], &SHOWS);
        first.sees("Messenger · Alice").sees("● online");
        let mut second = home.opens_with(&["--email", bob.email()], &SHOWS);
        second.sees("Messenger · Bob").sees("● online");
        dave.sends(chat, "before").await;
        first.sees("F12 (1)");
        second.sees("F12 (1)");
        dave.sends(chat, "to both").await;
        first.sees("F12 (2)");
        second.sees("F12 (2)");
        let told = || [&first, &second].map(|client| written(client).matches("]9;").count());
        let is_told_more_often = async |before: usize| {
            let begun = Instant::now();
            while told().iter().sum::<usize>() <= before {
                assert!(begun.elapsed() < PATIENCE, "nobody tells: {:?}", told());
                sleep(Duration::from_millis(20)).await;
            }
        };
        is_told_more_often(0).await;
        let before = told().iter().sum();
        // Whoever has told rests for a while before the next time: by then the other would have told of the same.
        dave.sends(chat, "and again").await;
        is_told_more_often(before).await;
        assert!(told().contains(&0), "{:?}", told());
        quits(&mut first);
        quits(&mut second);
    }

    async fn a_session_that_is_ended_elsewhere_is_said_and_the_account_stays_in_the_list(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "hello").await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut client = home.opens(&[]);
        client.sees("Messenger · Alice").sees("F12 (1)");
        let here = bob.sessions().await.into_iter().find(|session| !session.current).unwrap();
        bob.revokes(here.id).await.is(204);
        client.sees(&format!("{} is signed out", bob.email())).sees_no_more("F12 (1)");
        client.presses(F12).sees("in use").sees_in_one_line(&[">", bob.email(), "· signed out"]).presses("\r");
        client.sees("Password").sees(bob.email()).sees("Esc goes back to").enters(&bob.password);
        client.sees("Messenger · Bob").sees("● online").sees("hello");
        quits(&mut client);
    }

    async fn one_that_nobody_looks_at_leaves_its_place_to_those_who_look(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "before").await;
        let home = Home::of(&bob);
        let wire = Wire::to(&alice.url).await;
        let mut by_wire = alice.clone();
        by_wire.url.clone_from(&wire.url);
        home.signs_in(&by_wire);
        let mut client = home.opens(&[]);
        client.sees("Messenger · Alice").sees("● online").sees("F12 (1)");
        let mut devices = Vec::new();
        for _ in 0..limits::SOCKETS_PER_USER {
            devices.push(bob.live().await);
        }
        // What is shown is lost and comes back, twice: so would have come what is not shown, and one of these would be gone.
        for _ in 0..2 {
            wire.is_cut();
            client.sees_no_more("● online");
            wire.is_mended();
            client.sees("● online");
        }
        alice.sends(chat, "after").await;
        for device in &mut devices {
            expects!(device.socket, ServerEvent::Change(change) if change.conversation_id == chat);
        }
        assert!(client.screen().contains("F12 (1)"), "{}", client.screen());
        quits(&mut client);
    }

    async fn they_can_be_left_alone(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        alice.sends(chat, "hello").await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let folder = home.path().join(".config/messenger");
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("config.toml");
        fs::write(&file, "other_accounts = \"off\"\n").unwrap();
        let mut client = home.opens(&[]);
        client.sees("Messenger · Alice").sees("● online");
        // It would have been counted by then: where nothing is said of it, it is, by a client that was started later.
        let elsewhere = Home::of(&bob);
        elsewhere.signs_in(&alice);
        quits(elsewhere.opens(&[]).sees("Messenger · Alice").sees("F12 (1)"));
        client.presses(F12).sees(bob.email());
        assert!(!client.screen().contains("unread"), "{}", client.screen());
        fs::write(&file, "other_accounts = \"on\"\n").unwrap();
        client.sees_in_one_line(&[bob.email(), "1 unread"]);
        fs::write(&file, "other_accounts = \"off\"\n").unwrap();
        client.sees_no_more("1 unread");
        quits(client.presses(ESC).sees_no_more("in use"));
    }
}

mod short_lived {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_ACCESS_TTL", "4s")])]
        async fn a_session_that_is_not_shown_is_renewed_and_shared(world: World) {
            let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
            let chat = carol.at_another_device().await.starts_chat_with(&bob).await;
            let home = Home::of(&bob);
            home.signs_in(&alice);
            let mut client = home.opens_with(&[], &SHOWS);
            client.sees("Messenger · Alice").sees("● online");
            let before = bob.at_another_device().await.sessions().await.len();
            // As long as three of her tokens live, one after the other; a command spends them as well.
            for _ in 0..3 {
                let mut live = carol.at_another_device().await.live().await;
                home.runs(&["whoami", "--email", bob.email()]).is(0);
                assert_eq!(live.socket.closes().await, Some(close::EXPIRED));
            }
            carol.at_another_device().await.sends(chat, "still there?").await;
            client.writes(&format!("]9;Carol (for {}): still there?", bob.email()));
            client.presses(F12).sees_in_one_line(&[bob.email(), "1 unread"]).presses("\r");
            client.sees("Messenger · Bob").sees("● online").sees("still there?");
            let after = bob.at_another_device().await.sessions().await.len();
            assert_eq!(after, before + 1, "the one that has just looked, and nobody else");
            quits(&mut client);
        }
    }
}
