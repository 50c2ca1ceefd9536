//! The plain face: through a pipe, in a dumb terminal, and without a server.

use e2e::{Home, Options, Running, Terminal, World, stories};
use protocol::GroupType;

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
        home.pipes("lost?\n", &["--plain"]).is(7).says("No chat is open").says("1 message was not sent.");
        Home::default().pipes("", &["--plain"]).is(3);
    }

    async fn what_is_said_of_a_chat_is_so_on_every_device(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let (chat, other) = (alice.starts_chat_with(&bob).await, alice.starts_chat_with(&carol).await);
        let home = Home::of(&alice);
        let told = home.pipes("/open bo\n/mute\n/pin\n/mark\n/list\n", &["--plain"]);
        told.is(0).says("Muted: Bob").says("Pinned: Bob").says("Closed, and marked as unread: Bob");
        told.says("1. Bob, chat, pinned, muted, marked as unread").says("2. Carol, chat");
        let settings = alice.chat(chat).await.settings;
        assert!(settings.muted && settings.pinned && settings.marked_unread, "{settings:?}");
        let mut talk = home.starts(&["--plain"]);
        assert!(talk.prints().starts_with("Connected as Alice"));
        bob.sends(chat, "nothing is said of this").await;
        carol.sends(other, "of this it is").await;
        let line = talk.prints();
        assert!(line.starts_with("Carol: Carol, "), "{line}");
        talk.is_told("/open bo");
        assert_eq!(talk.prints(), "Opened: Bob, chat, 1 unread, pinned, muted, marked as unread.");
        assert!(talk.prints().ends_with(": nothing is said of this"));
        assert_eq!(talk.ends(), 0);
        assert!(!alice.chat(chat).await.settings.marked_unread);
    }

    async fn a_message_is_answered_changed_reacted_to_and_taken_back_line_by_line(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "tea or coffee?").await;
        let home = Home::of(&alice);
        let mut talk = home.starts(&["--plain"]);
        assert!(talk.prints().starts_with("Connected as Alice"));
        talk.is_told("/reply too early");
        assert!(talk.prints().starts_with("No chat is open"));
        talk.is_told("/open bo");
        assert_eq!(talk.prints(), "Opened: Bob, chat, 1 unread.");
        assert!(talk.prints().ends_with(": tea or coffee?"));
        for (line, said) in [
            ("/reply tea", "Sent."),
            ("/edit coffee", "Changed."),
            ("/react 👍", "The sign is there."),
            ("/react nothing of a sign", "Refused: "),
        ] {
            talk.is_told(line);
            let heard = talk.prints();
            assert!(heard.starts_with(said), "{line}: {heard}");
        }
        let history = bob.history(chat).await;
        assert_eq!((history[0].text.as_str(), history[0].reply_to), ("coffee", Some(history[1].id)));
        assert_eq!(history[1].reactions.len(), 1);
        talk.is_told("/delete");
        let asked = talk.prints();
        assert!(asked.contains("coffee") && asked.contains("/delete again"), "{asked}");
        talk.is_told("/delete");
        assert_eq!(talk.prints(), "Taken back.");
        assert!(bob.history(chat).await[0].deleted);
        talk.is_told("/edit too late");
        assert!(talk.prints().starts_with("None of your messages"));
        assert_eq!(talk.ends(), 7, "one line had no chat, and one was refused");
    }

    async fn messages_and_groups_are_found_joined_and_left_line_by_line(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "the ferry leaves at five").await;
        bob.starts_group("Sailing", GroupType::Public, &[]).await;
        let home = Home::of(&alice);
        let found = home.pipes("/search ferry\n/search nobody-said-this\n", &["--plain"]);
        found.is(0).says("Bob: Bob, ").says(": the ferry leaves at five").says("Nothing found");
        let mut talk = home.starts(&["--plain"]);
        // The socket may tell some of it as well, before or after.
        let hears = |talk: &Running, begins: &str| while !talk.prints().starts_with(begins) {};
        talk.is_told("/join sailing");
        hears(&talk, "Opened: Sailing");
        talk.is_told("/members");
        hears(&talk, "Bob, owner");
        hears(&talk, "Alice");
        talk.is_told("/leave");
        hears(&talk, "You leave Sailing");
        talk.is_told("/who").is_told("/leave");
        hears(&talk, "Sailing");
        hears(&talk, "You leave Sailing");
        talk.is_told("/leave");
        hears(&talk, "You are no longer in Sailing");
        assert_eq!(talk.ends(), 0);
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

    async fn what_comes_to_the_other_accounts_is_said_with_their_name(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let (to_bob, both) = (carol.starts_chat_with(&bob).await, carol.starts_group_chat("Both", &[&alice, &bob]).await);
        let home = Home::of(&bob);
        home.signs_in(&alice);
        let mut talk = home.opens_with(&["--plain"], &[]);
        talk.sees("Connected as Alice");
        let to_him = format!("For {}: Carol: Carol, ", bob.email());
        // Nothing says when the other account is listened to.
        let mut number = 0;
        while !talk.screen().contains(&to_him) {
            number += 1;
            assert!(number < 1_000, "nothing comes:\n{}", talk.screen());
            carol.sends(to_bob, &format!("to Bob {number}")).await;
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        carol.sends(both, "to both").await;
        talk.sees("Both: Carol, ").sees(": to both");
        carol.sends(to_bob, "the last one").await;
        talk.sees(": the last one");
        assert_eq!(talk.screen().matches("to both").count(), 1, "{}", talk.screen());
        assert!(!home.pipes("/list\n", &["--plain"]).is(0).out.contains("For "));
        // Where another window shows that account, it tells of it.
        let mut other = home.opens(&["--email", bob.email()]);
        other.sees("Messenger · Bob").sees("● online");
        carol.sends(to_bob, "seen over there").await;
        other.sees("seen over there");
        carol.sends(both, "the end").await;
        talk.sees(": the end").enters("/quit");
        assert_eq!(talk.ends(), 0);
        assert!(!talk.screen().contains("seen over there"), "{}", talk.screen());
    }
}

mod limited {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_RATE_LIMITS", "on")])]

        async fn a_script_that_says_more_than_may_be_said_at_once_has_said_it_all_in_the_end(world: World) {
            let [alice, bob] = world.people(["Alice", "Bob"]).await;
            let chat = alice.starts_chat_with(&bob).await;
            let lines: Vec<String> = (1..=125).map(|n| format!("line {n}")).collect();
            let input = format!("/open bo\n{}\n", lines.join("\n"));
            let told = Home::of(&alice).pipes(&input, &["--plain"]);
            assert_eq!(told.is(0).out.matches("Sent.").count(), lines.len(), "{told:?}");
            assert_eq!(bob.history(chat).await[0].text, "line 125");
            assert_eq!(bob.chat(chat).await.unread_count, 125);
        }
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
    terminal.sees_in_one_line(&["hello", "✔✔"]).sees("Good to hear!").presses("\x11");
    assert_eq!(terminal.ends(), 0);
    terminal.is_left_clean();
}
