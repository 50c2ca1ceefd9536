//! A screen that is locked.

use std::time::Duration;

use e2e::{Home, Terminal, World, stories};

use crate::quits;

const ALT_L: &str = "\x1bl";
const CTRL_C: &str = "\x03";
const CTRL_Q: &str = "\x11";
const CTRL_Z: &str = "\x1a";
const F10: &str = "\x1b[21~";
const F12: &str = "\x1b[24~";

fn written(client: &Terminal) -> String {
    String::from_utf8_lossy(&client.bytes()).into_owned()
}

stories! {
    async fn a_locked_screen_hides_everything_until_the_passphrase_is_written(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "before it").await;
        let home = Home::of(&alice);
        let mut client = home.opens(&[]);
        client.sees("Bob").presses("\r").sees("before it").presses("half a thought").sees("half a thought");
        client.presses(ALT_L).sees("A passphrase").enters("korabl 7").sees("once more").enters("korabl 7");
        client.sees("Messenger is locked").sees(alice.email()).sees_no_more("before it").sees_no_more("Bob");

        bob.sends(chat, "a secret").await;
        client.writes("\x07");
        client.presses(CTRL_C).presses(CTRL_Z).presses(CTRL_Q).enters("korabl 8").sees("That is not it");
        assert_eq!(bob.history(chat).await[0].read_by_count, 0, "nobody has seen it");
        assert!(!written(&client).contains("a secret"), "it was written to the terminal");

        // Whoever kills it finds it locked again.
        client.is_killed();
        let mut client = home.opens(&[]);
        client.sees("Messenger is locked");
        // It has read what is kept, connected, and heard of something new.
        bob.sends(chat, "a secret more").await;
        client.writes("\x07");
        let shown = written(&client);
        assert!(["Bob", "secret", "before it", "thought"].iter().all(|text| !shown.contains(text)), "{shown}");
        client.enters("korabl 7").sees("a secret more").sees("half a thought").sees("● online");
        quits(&mut client);
        let mut client = home.opens(&[]);
        client.sees("a secret");
        quits(&mut client);
    }

    async fn the_passphrase_is_changed_and_removed_by_command(world: World) {
        let alice = world.person("Alice").await;
        let home = Home::default();
        home.pipes("korabl 7\n", &["passphrase"]).is(3);
        home.signs_in(&alice);
        home.pipes("abc\n", &["passphrase"]).is(2).complains("At least 4");
        home.pipes("korabl 7\n", &["passphrase"]).is(0).says("Alt+L");
        let mut client = home.opens(&[]);
        client.sees("● online").presses(ALT_L).sees("Messenger is locked").enters("korabl 7").sees("No chats yet");
        quits(&mut client);
        home.pipes("korabl 8\nkorabl 9\n", &["passphrase"]).is(1).complains("That is not it");
        home.pipes("korabl 7\nkorabl 9\n", &["passphrase"]).is(0);
        home.pipes("korabl 7\n", &["passphrase", "--remove"]).is(1);
        home.pipes("korabl 9\n", &["passphrase", "--remove"]).is(0).says("no passphrase");
        home.pipes("korabl 7\n", &["passphrase"]).is(0);
        home.runs(&["logout"]).is(0);
        home.signs_in(&alice);
        home.pipes("new one\n", &["passphrase"]).is(0);
    }

    async fn a_form_for_another_account_is_no_way_around_it(world: World) {
        let alice = world.person("Alice").await;
        let home = Home::of(&alice);
        home.pipes("korabl 7\n", &["passphrase"]).is(0);
        let mut client = home.opens(&[]);
        client.sees("● online").presses(F12).sees("+ add an account").presses("\x1b[B").presses("\r");
        client.sees("Esc goes back to").presses(ALT_L).sees("Messenger is locked").sees(alice.email());
        client.enters("korabl 7").sees("No chats yet").sees("● online");
        quits(&mut client);
    }

    async fn what_is_locked_stays_locked_when_its_account_is_signed_out(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = bob.starts_chat_with(&alice).await;
        alice.sends(chat, "a secret").await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        home.pipes("korabl 7\n", &["passphrase"]).is(0);
        let mut client = home.opens(&[]);
        client.sees("● online").presses(ALT_L).sees("Messenger is locked").sees(alice.email());
        let elsewhere = alice.sessions().await.into_iter().find(|session| !session.current);
        alice.revokes(elsewhere.unwrap().id).await.is(204);
        client.sees("The session is over").presses(F12).sees_in_one_line(&[">", bob.email()]).presses("\r");
        client.sees("Messenger is locked").sees(bob.email());
        client.enters("korabl 8").sees("That is not it").presses("\x1b");
        assert!(!client.screen().contains("secret"), "{}", client.screen());
        tokio::time::sleep(Duration::from_secs(1)).await;
        client.enters("korabl 7").sees("a secret").sees("● online");
        quits(&mut client);
    }

    async fn who_signs_out_at_the_lock_does_not_get_into_another_account(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        home.pipes("korabl 7\n", &["passphrase"]).is(0);
        let mut client = home.opens(&[]);
        client.sees("● online").presses(ALT_L).sees("Messenger is locked").presses(F10).sees("Sign out here?");
        client.presses("\r").sees_in_one_line(&[">", bob.email()]).presses("\r").sees("Messenger is locked");
        client.sees(bob.email()).enters("korabl 7").sees("Messenger · Bob").sees("● online");
        quits(&mut client);
    }

    async fn a_forgotten_passphrase_costs_the_session_and_nothing_more(world: World) {
        let alice = world.person("Alice").await;
        let home = Home::of(&alice);
        home.pipes("korabl 7\n", &["passphrase"]).is(0);
        let mut client = home.opens(&[]);
        client.sees("● online").presses(ALT_L).sees("Messenger is locked").presses(F10).sees("Sign out here?");
        client.presses("\r").sees("Password").sees(alice.email());
        client.enters(&alice.password).sees("No chats yet").sees("● online");
        client.presses(ALT_L).sees("A passphrase to lock");
        client.presses("\x1b").sees("No chats yet");
        quits(&mut client);
    }
}
