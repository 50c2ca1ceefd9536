//! The plain face: through a pipe, in a dumb terminal, and without a server.

use e2e::{Home, Terminal, World, stories};

stories! {
    async fn a_script_talks_through_a_pipe(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "knock").await;
        let home = Home::of(&alice);
        let told = home.pipes("/unread\n/open bo\nwho is there?\n//me\n/dance\n", &["--plain"]);
        told.is(0).says("Connected as Alice. 1 chat").says("1. Bob, chat, 1 unread").says("Opened: Bob, chat");
        told.says(": knock").says("There is no command /dance");
        assert_eq!(told.out.matches("Sent.").count(), 2, "{told:?}");
        let texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["/me", "who is there?", "knock"]);
        assert_eq!(alice.chat(chat).await.unread_count, 0, "what was spoken has been read");
        home.pipes("lost?\n", &["--plain"]).is(0).says("No chat is open");
        Home::default().pipes("", &["--plain"]).is(3);
    }

    async fn a_script_that_ends_by_itself_loses_nothing_of_what_it_said_before(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let told = Home::of(&alice).pipes("/open bo\nbye\n/quit\nnot this\n", &["--plain"]);
        told.is(0).says("Connected as Alice").says("Opened: Bob, chat").says("Sent.");
        let texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, ["bye"]);
    }

    async fn what_comes_is_spoken_in_order_and_survives_a_restart(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let home = Home::of(&alice);
        let mut talk = home.starts(&["--plain"]);
        assert!(talk.prints().starts_with("Connected as Alice"));
        bob.sends(chat, "one").await;
        let line = talk.prints();
        assert!(line.starts_with("Bob: Bob, ") && line.ends_with(": one"), "{line}");
        talk.is_told("/open 1").is_told("/list").is_told("/open 1");
        assert_eq!([talk.prints(), talk.prints()], ["There is no “1”.", "1. Bob, chat, 1 unread"]);
        assert_eq!(talk.prints(), "Opened: Bob, chat, 1 unread.");
        assert!(talk.prints().ends_with(": one"));
        world.server.is_killed();
        assert!(talk.prints().starts_with("The connection is lost"));
        talk.is_told("still here");
        assert!(talk.prints().starts_with("It will be sent"));
        world.server.comes_back().await;
        assert_eq!(talk.prints(), "Connected again.");
        assert_eq!(talk.prints(), "Sent.");
        bob.sends(chat, "two").await;
        let line = talk.prints();
        assert!(line.starts_with("Bob, ") && line.ends_with(": two"), "{line}");
        assert_eq!(talk.ends(), 0);
        assert_eq!(bob.history(chat).await.len(), 3);
    }
}

#[test]
fn a_dumb_terminal_is_enough_and_a_partner_answers_without_a_server() {
    let mut terminal = Terminal::starts(&["--plain", "--demo"], &[("TERM", "dumb"), ("LANG", "ru_RU.UTF-8")]);
    terminal.sees("Вы на связи как Анна").enters("/open Борис").sees("Жду у моста");
    terminal.enters("Привет!").sees("Отправлено.").sees("Рад слышать!").enters("/quit");
    assert_eq!(terminal.ends(), 0);
    assert!(!terminal.bytes().contains(&0x1b), "{}", terminal.screen());
}

#[test]
fn the_client_shows_itself_without_a_server() {
    let mut terminal = Terminal::starts(&["--demo"], &[]);
    terminal.sees("Saturday crew").presses("\r").sees("Write a message").enters("hello");
    terminal.sees_in_one_line(&["hello", "✔✔"]).sees("typing…").sees("Good to hear!").presses("\x11");
    assert_eq!(terminal.ends(), 0);
    terminal.is_left_clean();
}
