//! What was written arrives once and in order, whatever happens to client, network and server.

use std::time::Instant;

use e2e::{Terminal, World, stories};
use protocol::limits;

use crate::{CTRL_Q, Desk, quits};

const ALT_A: &str = "\x1ba";

fn numbered(count: usize) -> Vec<String> {
    (1..=count).map(|n| format!("number {n}.")).collect()
}

/// The chat is open and the connection there.
fn in_chat_with_bob(desk: &Desk) -> Terminal {
    let mut client = desk.starts();
    client.sees("Bob").presses("\r").sees("Write a message").sees("● online");
    client
}

async fn said(bob: &e2e::Actor, chat: protocol::ConversationId) -> Vec<String> {
    let mut texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
    texts.reverse();
    texts
}

stories! {
    async fn a_client_that_is_killed_with_a_full_outbox_sends_it_when_it_is_back(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = in_chat_with_bob(&desk);
        desk.wire.is_cut();
        client.sees("offline since");
        for text in numbered(7) {
            client.enters(&text).sees_in_one_line(&[&text, "…"]);
        }
        client.presses("half a thou").sees("> half a thou");
        desk.keeps_draft("half a thou").await;
        client.is_killed();
        // Nothing can be sent yet, and all of it is there.
        let mut client = desk.starts();
        client.sees("> half a thou").sees("offline since");
        for text in numbered(7) {
            client.sees_in_one_line(&[&text, "…"]);
        }
        client.is_killed();
        desk.wire.is_mended();
        let mut client = desk.starts();
        for text in numbered(7) {
            client.sees_in_one_line(&[&text, "✓"]);
        }
        assert_eq!(said(&bob, chat).await, numbered(7));
        quits(&mut client);
    }

    async fn a_network_that_falls_silent_is_told_asked_and_given_up_long_before_its_time(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = in_chat_with_bob(&desk);
        desk.wire.is_silent();
        client.enters("for a moment.").sees("…1 ◐ waiting for an answer");
        desk.wire.is_mended();
        client.sees_in_one_line(&["for a moment.", "✓"]).sees("● online");
        let silent = Instant::now();
        desk.wire.is_silent();
        client.enters("for good.").sees("…1 ◐ waiting for an answer").sees("offline since");
        // A server of which nothing is asked is given up after that.
        assert!(silent.elapsed() < limits::PING_EVERY + limits::PONG_WITHIN, "{:?}", silent.elapsed());
        desk.wire.is_mended();
        client.sees_in_one_line(&["for good.", "✓"]).sees("● online");
        assert_eq!(said(&bob, chat).await, ["for a moment.", "for good."]);
        quits(&mut client);
    }

    async fn what_the_disk_does_not_take_is_marked_and_kept_once_it_does(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = in_chat_with_bob(&desk);
        desk.wire.is_cut();
        client.sees("offline since");
        desk.changes_cache("ALTER TABLE outbox RENAME TO away").await;
        client.enters("from memory.").sees_in_one_line(&["from memory.", "…"]).sees("[not saved]");
        desk.changes_cache("ALTER TABLE away RENAME TO outbox").await;
        client.sees_no_more("[not saved]");
        client.is_killed();
        desk.wire.is_mended();
        let mut client = desk.starts();
        client.sees_in_one_line(&["from memory.", "✓"]);
        assert_eq!(said(&bob, chat).await, ["from memory."]);
        quits(&mut client);
    }

    async fn a_client_that_is_killed_while_it_sends_loses_and_doubles_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = in_chat_with_bob(&desk);
        let mut so_far = 0;
        for _ in 0..4 {
            for text in &numbered(so_far + 5)[so_far..] {
                // What comes at once with a line's end is a paste, and is not sent.
                client.enters(text).sees_no_more(&format!("> {text}"));
            }
            so_far += 5;
            // The last one stands on the screen: the others were written before it. Some are on their way, some arrived.
            client.sees(&format!("number {so_far}."));
            desk.keeps_message(&format!("number {so_far}.")).await;
            client.is_killed();
            client = desk.starts();
            client.sees("● online");
        }
        client.sees_in_one_line(&["number 20.", "✓"]);
        assert_eq!(said(&bob, chat).await, numbered(20));
        quits(&mut client);
    }

    async fn a_network_that_comes_and_goes_loses_and_doubles_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = in_chat_with_bob(&desk);
        for (round, text) in numbered(4).iter().enumerate() {
            desk.wire.is_cut();
            client.sees("offline since").enters(text).sees_in_one_line(&[text, "…"]);
            bob.sends(chat, &format!("answer {round}.")).await;
            desk.wire.is_mended();
            // F5: now, and not after a while.
            client.presses("\x1b[15~").sees_in_one_line(&[text, "✓"]).sees(&format!("answer {round}.")).sees("● online");
        }
        let expected: Vec<String> =
            numbered(4).into_iter().enumerate().flat_map(|(round, text)| [format!("answer {round}."), text]).collect();
        assert_eq!(said(&bob, chat).await, expected);
        quits(&mut client);
    }

    async fn a_change_that_was_not_answered_is_asked_about_and_there_after_a_new_start(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = in_chat_with_bob(&desk);
        client.enters("first.").sees_in_one_line(&["first.", "✓"]);
        desk.wire.is_silent();
        client.presses(ALT_A).sees("> first.").enters(" And more.").sees_in_one_line(&["first. And more.", "↑"]);
        client.presses(CTRL_Q).sees("1 change has not reached the server. Quit?").presses("\r");
        assert_eq!(client.ends(), 0, "{}", client.screen());
        desk.wire.is_mended();
        let mut client = desk.starts();
        client.sees("● online").sees("edited").sees_in_one_line(&["first. And more.", "✓"]);
        assert_eq!(said(&bob, chat).await, ["first. And more."]);
        quits(&mut client);
    }
}
