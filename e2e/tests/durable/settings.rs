//! Two clients of one account: what is said of a chat in one of them is so in the other.

use e2e::{World, stories};

use crate::{Desk, quits};

const ALT_M: &str = "\x1bm";
const ALT_Z: &str = "\x1bz";
const DOWN: &str = "\x1b[B";
const F7: &str = "\x1b[18~";

stories! {
    async fn what_is_muted_pinned_and_marked_in_one_client_is_so_in_the_other(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "the first").await;
        alice.reads(chat, 1).await;
        let livelier = alice.starts_chat_with(&carol).await;
        alice.sends(livelier, "the liveliest").await;
        let (one, other) = (Desk::of(&alice).await, Desk::of(&alice).await);
        let (mut laptop, mut desktop) = (one.starts(), other.starts());
        for client in [&mut laptop, &mut desktop] {
            client.sees("Bob").sees("Carol").sees("● online");
        }
        laptop.presses(DOWN).presses(F7).sees_in_one_line(&["^", "Bob"]);
        desktop.sees_in_one_line(&["^", "Bob"]);
        laptop.presses(ALT_Z).sees("Muted: Bob").sees_in_one_line(&["Bob", "×"]);
        desktop.sees_in_one_line(&["Bob", "×"]);
        let place = |name: &str| desktop.screen().lines().position(|line| line.contains(name)).unwrap();
        assert!(place("Bob") < place("Carol"), "{}", desktop.screen());

        laptop.presses("\r").sees("The beginning").presses(ALT_M).sees("r reply").presses("u").sees("(•)");
        desktop.sees("(•)");
        desktop.presses("\x1b[H").presses("\r").sees("Write a message");
        laptop.sees_no_more("(•)");
        quits(&mut laptop);
        quits(&mut desktop);
    }

    async fn what_is_said_without_a_network_arrives_after_a_restart(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let (one, other) = (Desk::of(&alice).await, Desk::of(&alice).await);
        let (mut laptop, mut desktop) = (one.starts(), other.starts());
        for client in [&mut laptop, &mut desktop] {
            client.sees("Bob").sees("● online");
        }
        one.wire.is_cut();
        laptop.sees("offline since").presses(ALT_Z).sees_in_one_line(&["Bob", "×"]).presses(F7).sees("^");
        one.keeps("pinned", "SELECT EXISTS (SELECT 1 FROM wishes WHERE muted AND pinned AND ?1 = 'pinned')").await;
        laptop.is_killed();
        let mut laptop = one.starts();
        laptop.sees("offline since").sees_in_one_line(&["^", "Bob", "×"]);
        assert!(!alice.chat(chat).await.settings.muted);
        // Said later than what waits there, and delivered earlier: the last that is delivered holds.
        desktop.presses(F7).sees("^").presses(F7).sees_no_more("^");
        one.wire.is_mended();
        desktop.sees_in_one_line(&["^", "Bob", "×"]);
        laptop.sees("● online").sees_in_one_line(&["^", "Bob", "×"]);
        let settings = alice.chat(chat).await.settings;
        assert!(settings.muted && settings.pinned, "{settings:?}");
        laptop.presses(ALT_Z).sees("No longer muted");
        desktop.sees_no_more("×");
        quits(&mut laptop);
        quits(&mut desktop);
    }
}
