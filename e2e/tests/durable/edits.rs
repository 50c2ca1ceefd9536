//! Other texts for messages: what was not answered when the client was killed is neither lost nor forced upon anybody.

use e2e::{Actor, Terminal, World, stories};
use protocol::{ConversationId, GroupType, Role};

use crate::{Desk, quits};

const ALT_A: &str = "\x1ba";
const ALT_R: &str = "\x1br";
const ALT_W: &str = "\x1bw";
const SHIFT_UP: &str = "\x1b[1;2A";
const UP: &str = "\x1b[A";

/// Alice has said so much in the chat, which is open.
fn has_said(desk: &Desk, texts: &[&str]) -> Terminal {
    let mut client = desk.starts();
    client.sees("Bob").presses("\r").sees("Write a message").sees("● online");
    for text in texts {
        client.enters(text).sees_in_one_line(&[text, "✓"]);
    }
    client
}

async fn said(person: &Actor, chat: ConversationId) -> Vec<String> {
    let mut texts: Vec<String> = person.history(chat).await.into_iter().map(|message| message.text).collect();
    texts.reverse();
    texts
}

stories! {
    async fn all_that_were_not_answered_survive_a_kill_while_another_is_being_written(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = has_said(&desk, &["one.", "two.", "three."]);
        desk.wire.is_silent();
        client.presses(ALT_A).sees("> three.").enters(" New.").sees_in_one_line(&["three. New.", "↑"]);
        client.presses(&[SHIFT_UP, UP, UP, "e"].concat()).sees("> one.");
        client.enters(" Changed.").sees_in_one_line(&["one. Changed.", "↑"]);
        client.presses(&[SHIFT_UP, UP, "e"].concat()).sees("> two.").presses(" Half").sees("> two. Half");
        desk.keeps_change("two. Half").await;
        client.is_killed();
        desk.wire.is_cut();
        let mut client = desk.starts();
        client.sees_in_one_line(&["one. Changed.", "…"]).sees_in_one_line(&["three. New.", "…"]).sees("> two. Half");
        client.is_killed();
        desk.wire.is_mended();
        let mut client = desk.starts();
        client.sees_in_one_line(&["one. Changed.", "✓"]).sees_in_one_line(&["three. New.", "✓"]).sees("> two. Half");
        assert_eq!(said(&bob, chat).await, ["one. Changed.", "two.", "three. New."]);
        quits(&mut client);
    }

    async fn what_was_done_before_the_client_heard_of_it_is_forgotten_and_what_the_phone_said_stays(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = has_said(&desk, &["one.", "two."]);
        desk.wire.is_silent();
        client.presses(ALT_A).sees("> two.").enters(" New.").sees_in_one_line(&["two. New.", "↑"]);
        client.presses(&[SHIFT_UP, UP, "e"].concat()).sees("> one.");
        client.enters(" Changed.").sees_in_one_line(&["one. Changed.", "↑"]);
        client.presses("half a thou").sees("> half a thou");
        desk.keeps_draft("half a thou").await;
        client.is_killed();
        desk.wire.is_cut();
        let history = alice.history(chat).await;
        alice.edits(history[0].id, "two. New.").await.is(200);
        alice.edits(history[1].id, "From the phone.").await.is(200);
        desk.wire.is_mended();
        let mut client = desk.starts();
        client.sees("● online").sees_in_one_line(&["two. New.", "✓"]).sees("> half a thou");
        client.sees("From the phone.").sees("not changed to “one. Changed.”");
        assert_eq!(said(&bob, chat).await, ["From the phone.", "two. New."]);
        client.presses(ALT_R).sees_no_more("not changed").sees_in_one_line(&["one. Changed.", "✓"]);
        assert_eq!(said(&bob, chat).await, ["one. Changed.", "two. New."]);
        quits(&mut client);
    }

    async fn an_edit_that_is_written_without_a_connection_goes_out_with_the_next_one(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = has_said(&desk, &["one.", "two."]);
        desk.wire.is_cut();
        client.sees("offline since").presses(ALT_A).sees("> two.").enters(" New.");
        client.sees_in_one_line(&["two. New.", "…"]);
        desk.wire.is_mended();
        // F5: now, and not after a while.
        client.presses("\x1b[15~").sees_in_one_line(&["two. New.", "✓"]);
        assert_eq!(said(&bob, chat).await, ["one.", "two. New."]);
        quits(&mut client);
    }

    async fn the_text_for_a_message_of_a_group_that_one_was_put_out_of_can_be_copied(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let crew = bob.starts_group_chat("Crew", &[&alice, &carol]).await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("Crew").presses("\r").sees("Write a message").sees("● online");
        client.enters("one.").sees_in_one_line(&["one.", "✓"]);
        desk.wire.is_silent();
        client.presses(ALT_A).sees("> one.").enters(" Changed.").sees_in_one_line(&["one. Changed.", "↑"]);
        client.presses("half a thou").sees("> half a thou");
        desk.keeps_draft("half a thou").await;
        client.is_killed();
        desk.wire.is_cut();
        bob.removes_from_chat(crew, &alice).await;
        desk.wire.is_mended();
        let mut client = desk.starts();
        client.sees("Alt+W shows what you wrote").presses(ALT_W).sees("> one. Changed.");
        client.presses("\r").sees("Copied: one. Changed.");
        client.presses("\x1b").sees_no_more("Written and not sent");
        quits(&mut client);
    }

    async fn of_several_refused_messages_the_keys_reach_the_chosen_one(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let crew = bob.starts_group("Crew", GroupType::Private, &[&alice]).await;
        bob.makes(crew, &alice, Role::Admin).await.is(200);
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("Crew").presses("\r").sees("Write a message").sees("● online");
        desk.wire.is_silent();
        client.enters("One.").sees_in_one_line(&["One.", "↑"]).enters("Two.").sees_in_one_line(&["Two.", "…"]);
        bob.makes(crew, &alice, Role::Member).await.is(200);
        desk.wire.is_mended();
        client.sees_in_one_line(&["One.", "✕"]).sees_in_one_line(&["Two.", "✕"]);
        client.presses(SHIFT_UP).presses("d").sees_no_more("Two.").sees_in_one_line(&["One.", "✕"]);
        assert!(said(&bob, crew).await.is_empty());
        quits(&mut client);
    }
}
