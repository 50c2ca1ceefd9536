//! The terminal client as it is used: the real program, the real server, a screen to look at.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::sync::Arc;

use e2e::{Actor, Options, PATIENCE, Terminal, World, expects, stories};
use protocol::{ServerEvent, close, event::Changed, limits};

const ALT_I: &str = "\x1bi";
const ALT_T: &str = "\x1bt";
const CTRL_Q: &str = "\x11";
const CTRL_U: &str = "\x15";

/// The client of that person, who gives the password beforehand.
fn opens(person: &Actor) -> Terminal {
    let args = ["--server", &person.url, "--email", person.email()];
    Terminal::starts(&args, &[("MESSENGER_PASSWORD", &person.password)])
}

/// Quits, and leaves the terminal as it was.
fn quits(client: &mut Terminal) {
    client.presses(CTRL_Q);
    assert_eq!(client.ends(), 0, "{}", client.screen());
    client.is_left_clean();
}

stories! {
    async fn two_people_talk_and_see_each_other_type_and_read(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.live().await;
        let mut client = opens(&alice);
        client.sees("Bob").presses("\r").sees("Write a message");
        client.enters("hi there").sees_in_one_line(&["hi there", "✓"]);
        let text = expects!(bobs.socket, ServerEvent::Change(change) => match change.changed {
            Changed::Message { message } => message.text,
            other => panic!("{other:?}"),
        });
        assert_eq!(text, "hi there");

        bobs.types(chat).await;
        client.sees("Bob · typing…");
        bobs.reads(chat, 1).await;
        client.sees_in_one_line(&["hi there", "✔✔"]);
        bobs.sends(chat, "well, hello").await;
        client.sees("well, hello").sees_no_more("typing…");

        // It was on the screen in front of her, so it is read.
        expects!(bobs.socket, ServerEvent::Read { user_id, seq: 2, .. } if user_id == alice.id());
        client.presses("how");
        expects!(bobs.socket, ServerEvent::Typing { user_id, .. } if user_id == alice.id());
        quits(&mut client);
    }

    async fn one_sees_whether_the_other_is_here(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let mut client = opens(&alice);
        client.sees("Bob").presses("\r").sees("Write a message");
        let bobs = bob.live().await;
        client.sees("Bob · online").sees("• Bob");
        drop(bobs);
        client.patience = limits::PRESENCE_GRACE + PATIENCE;
        client.sees("Bob · last seen at").sees_no_more("• Bob");
        quits(&mut client);
    }

    async fn who_leads_a_chat_gives_it_another_name_and_puts_somebody_out(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_group_chat("Three", &[&bob, &carol]).await;
        let (mut hers, mut his) = (opens(&alice), opens(&bob));
        for client in [&mut hers, &mut his] {
            client.sees("Three").presses("\r").sees("Write a message");
        }
        his.presses(ALT_T).sees("change the name");
        hers.presses(ALT_T).sees("Another name").presses(CTRL_U).enters("Harbour").sees_no_more("Another name");
        his.sees("Harbour").sees_no_more("Three");

        hers.presses(ALT_I).sees("Carol").presses("\x1b[B").sees("> Bob").presses("d");
        hers.sees("Remove Bob?").presses("y").sees("Who is in it").sees_no_more("Bob");
        his.sees("You are no longer in Harbour").sees("No chats yet");
        assert_eq!(carol.chat(chat).await.members.len(), 2);
        quits(&mut hers);
        quits(&mut his);
    }

    async fn a_server_that_goes_away_loses_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut client = opens(&alice);
        client.sees("Bob").presses("\r").enters("before").sees_in_one_line(&["before", "✓"]);
        world.server.is_killed();
        client.sees_no_more("online").enters("in between").sees_in_one_line(&["in between", "…"]);
        world.server.comes_back().await;
        client.sees_in_one_line(&["in between", "✓"]).sees("online");
        bob.sends(chat, "after").await;
        client.sees("after");
        let texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["after", "in between", "before"]);
        quits(&mut client);
    }

    async fn a_server_that_restarts_is_waited_for_calmly(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut client = opens(&alice);
        client.sees("Bob").presses("\r").sees("Write a message").sees("● online");
        let before = client.bytes().len();
        world.server.is_asked_to_stop();
        // It comes back sooner than the server may, and finds nobody then: what matters is what it says first.
        let shown = client.screens_until(before, "connecting…");
        assert!(!shown.iter().any(|screen| screen.contains("offline")), "nothing is wrong: {shown:#?}");
        assert!(world.server.has_stopped().await);
        world.server.comes_back().await;
        client.sees("● online");
        bob.sends(chat, "after").await;
        client.sees("after");
        quits(&mut client);
    }

    async fn somebody_signs_in_inside_the_client_and_stays_signed_in(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let home = Arc::new(tempfile::TempDir::new().expect("a folder"));
        let mut client = Terminal::starts_at_home(&home, &["--server", &alice.url], &[]);
        client.sees("Password").enters(alice.email()).enters("a wrong guess");
        client.sees("Incorrect e-mail or password").presses("\x15").enters(&alice.password).sees("Bob").sees("online");
        assert!(!String::from_utf8_lossy(&client.bytes()).contains(&alice.password), "the password was shown");
        quits(&mut client);
        let mut again = Terminal::starts_at_home(&home, &[], &[]);
        again.sees("Bob").sees("online");
        quits(&mut again);
    }

    async fn somebody_makes_an_account_inside_the_client(world: World) {
        let server = world.server.url.clone();
        let mut client = Terminal::starts(&["--server", &server], &[]);
        client.sees("Password").presses("\x14").sees("Name").sees("New account");
        // The caret stands in the first empty field, the name's.
        client.enters("Alice").enters("alice@example.com").enters("long enough");
        client.sees("No chats yet").sees("online");
        quits(&mut client);
    }

    async fn what_is_new_appears_by_itself(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let mut client = opens(&alice);
        client.sees("No chats yet");
        let chat = bob.starts_chat_with(&alice).await;
        client.sees("Bob");
        bob.sends(chat, "knock knock").await;
        client.sees_in_one_line(&["Bob"]).sees("knock knock");
        client.presses("?").sees("Chats").sees("page down");
        quits(&mut client);
    }

    async fn a_client_that_was_stopped_goes_on_where_it_was(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let args = ["--server", &alice.url, "--email", alice.email()];
        let mut client = Terminal::starts_in_shell(&args, &[("MESSENGER_PASSWORD", &alice.password)]);
        client.sees("Bob").presses("\r").sees("Write a message").presses("half a th");
        client.sees("half a th").presses("\x1a").is_stopped();
        client.is_left_clean();
        bob.sends(chat, "meanwhile").await;
        client.is_continued();
        client.sees("half a th").sees("meanwhile").presses("ought").sees("half a thought");
        quits(&mut client);
    }

    async fn a_client_that_nobody_could_continue_does_not_stop(world: World) {
        let mut client = opens(&world.person("Alice").await);
        client.sees("● online").presses("\x1a").sees("No shell waits here");
        client.is_signalled(20);
        quits(&mut client);
    }

    async fn one_letter_is_cheap_and_nothing_costs_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let mut client = opens(&alice);
        client.sees("Bob").presses("\r").sees("Write a message").sees("online").presses("a").sees("> a");
        let mut text = "a".to_owned();
        for letter in ["b", "ы", "日"] {
            // Something else may be drawn at the same moment, as the mark of a draft: not three times.
            let costs = (0..3).map(|_| {
                text.push_str(letter);
                let before = client.bytes().len();
                client.presses(letter).sees(&text);
                client.bytes().len() - before
            });
            let least = costs.min().unwrap_or_default();
            assert!(least < 100, "{letter} took {least} bytes");
        }
        // A movement to where the caret stands already, and focus that is there already, change nothing.
        let frames = (0..3).map(|_| {
            text.push('c');
            let before = client.bytes().len();
            client.presses("\x1b[C\x1b[I").presses("c").sees(&text);
            String::from_utf8_lossy(&client.bytes()[before..]).matches("\x1b[?2026h").count()
        });
        assert_eq!(frames.min(), Some(1));
        quits(&mut client);
    }

    async fn the_colours_follow_the_terminal(world: World) {
        let alice = world.person("Alice").await;
        let mut client = opens(&alice);
        client.sees("No chats yet").sees("online");
        assert!(String::from_utf8_lossy(&client.bytes()).contains("\x1b]11;?"), "it must ask for the background");
        for (answer, hint) in [("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", 240), ("\x1b]11;rgb:1e1e/1e1e/1e1e\x07", 248)] {
            client.presses(answer);
            client.writes(&format!("\x1b[38;5;{hint}"));
        }
        assert!(!client.screen().contains("11;rgb"), "{}", client.screen());
        quits(&mut client);
    }

    async fn a_signal_leaves_the_terminal_clean(world: World) {
        let alice = world.person("Alice").await;
        for (number, code) in [(15, 143), (1, 129), (2, 130)] {
            let mut client = opens(&alice);
            client.sees("online");
            client.is_signalled(number);
            assert_eq!(client.ends(), code);
            client.is_left_clean();
        }
    }
}

mod short_lived {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_ACCESS_TTL", "4s")])]
        async fn a_session_is_renewed_without_a_word(world: World) {
            let [mut alice, bob] = world.people(["Alice", "Bob"]).await;
            alice.signs_in().await;
            let chat = alice.starts_chat_with(&bob).await;
            let mut client = opens(&alice);
            client.sees("Bob").presses("\r").sees("Write a message").sees("● online");
            // Whoever stalls for the second that is left is late, and connects again: not three times.
            let calm = async |client: &mut Terminal| {
                let before = client.bytes().len();
                // As long as two of his tokens live, one after the other.
                for _ in 0..2 {
                    let mut bobs = bob.at_another_device().await.live().await;
                    assert_eq!(bobs.socket.closes().await, Some(close::EXPIRED));
                }
                bob.at_another_device().await.sends(chat, "still there?").await;
                let shown = client.sees("● online").screens_until(before, "still there?");
                !shown.iter().any(|screen| screen.contains("connecting") || screen.contains("offline"))
            };
            assert!(calm(&mut client).await || calm(&mut client).await || calm(&mut client).await);
            quits(&mut client);
        }
    }
}
