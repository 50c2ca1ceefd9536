//! Several accounts in one client, one after the other.

use e2e::{Home, World, stories};

use crate::quits;

const F10: &str = "\x1b[21~";
const F12: &str = "\x1b[24~";
const DOWN: &str = "\x1b[B";
const PREVIOUS_FIELD: &str = "\x1b[Z";
const CTRL_U: &str = "\x15";
const ESC: &str = "\x1b";

stories! {
    async fn two_accounts_take_turns_and_each_keeps_what_it_was_writing(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        alice.starts_chat_with(&carol).await;
        let chat = bob.starts_chat_with(&carol).await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut client = home.opens(&[]);
        client.sees("Messenger · Alice").sees("Carol").presses("\r").sees("Write a message");
        client.presses("half of alice").sees("half of alice");
        client.presses(F12).sees_in_one_line(&[alice.email(), "in use"]).sees(bob.email()).presses("\r");
        client.sees("Messenger · Bob").sees_no_more("half of alice").sees("● online").sees("Carol");
        client.presses("\r").sees("Write a message").enters("from bob").sees_in_one_line(&["from bob", "✓"]);
        client.presses("half of bob").sees("half of bob");
        for (name, half) in [("Alice", "half of alice"), ("Bob", "half of bob"), ("Alice", "half of alice")] {
            client.presses(F12).sees("in use").presses("\r").sees(&format!("Messenger · {name}")).sees(half);
            client.sees("● online");
        }
        assert!(!client.screen().contains("from bob"), "{}", client.screen());
        let texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["from bob"]);
        assert_eq!(bob.sessions().await.len(), 2, "nobody had to sign in again");
        quits(&mut client);
    }

    async fn an_account_that_another_process_shows_stays_there(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut client = home.opens(&[]);
        client.sees("Messenger · Alice").sees("● online");
        let mut other = home.opens(&["--email", bob.email()]);
        other.sees("Messenger · Bob").sees("● online");
        let process = other.process();
        client.presses(F12).sees("in use").presses("\r");
        client.sees(&format!("open in another process ({process})")).sees("Messenger · Alice");
        client.presses(ESC).sees_no_more("open in another process").sees("● online");
        quits(&mut other);
        client.presses(F12).sees("in use").presses("\r").sees("Messenger · Bob").sees("● online");
        let mut free = home.opens(&["--email", alice.email()]);
        free.sees("Messenger · Alice");
        quits(&mut free);
        quits(&mut client);
    }

    async fn who_starts_with_an_account_that_is_open_elsewhere_is_offered_the_others(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut client = home.opens(&[]);
        client.sees("Messenger · Alice").sees("● online");
        let mut second = home.opens(&[]);
        second.sees(&format!("open in another process ({})", client.process()));
        second.sees_in_one_line(&[">", bob.email()]).presses("\r").sees("Messenger · Bob").sees("● online");
        let mut third = home.opens(&[]);
        third.sees("already open here");
        assert_eq!(third.ends(), 1, "there is no other one to offer");
        quits(&mut second);
        quits(&mut client);
    }

    async fn an_account_is_added_and_left_inside_the_client(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let home = Home::of(&alice);
        let mut client = home.opens(&[]);
        client.sees("Messenger · Alice").sees("● online");
        client.presses(F12).sees("add an account").presses(DOWN).presses("\r").sees("Esc goes back to");
        client.presses(ESC).sees("Messenger · Alice").sees("● online");
        client.presses(F12).sees("add an account").presses(DOWN).presses("\r").sees("Esc goes back to");
        client.enters(bob.email()).enters(&bob.password).sees("Messenger · Bob").sees("● online");
        client.presses(F10).sees("Sign out").presses("\r").sees_in_one_line(&[">", alice.email()]).presses("\r");
        client.sees("Messenger · Alice").sees("● online");
        quits(&mut client);
        assert_eq!(home.runs(&["accounts"]).is(0).lines().len(), 1);
        assert_eq!(bob.sessions().await.len(), 1, "the server ended the session");
    }

    async fn who_signs_in_after_somebody_else_finds_nothing_of_theirs(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut client = home.opens(&["--email", bob.email()]);
        client.sees("Messenger · Bob").sees("● online");
        client.presses(F12).sees("in use").presses("\r").sees("Messenger · Alice").sees("● online").sees("Bob");
        client.presses("\r").sees("Write a message").presses("of alice alone").sees("> of alice alone");
        for session in alice.sessions().await.into_iter().filter(|session| !session.current) {
            alice.revokes(session.id).await.is(204);
        }
        client.sees("The session is over").presses(PREVIOUS_FIELD).presses(CTRL_U);
        client.enters(bob.email()).enters(&bob.password).sees("Messenger · Bob").sees("● online");
        // The same chat, which bears another name here.
        client.sees("Alice").presses("\r").sees("Write a message");
        assert!(!client.screen().contains("of alice alone"), "{}", client.screen());
        quits(&mut client);
    }
}
