//! Forwarding in the real client: the chat is chosen by a few letters, it works without a network, and it arrives once.

use e2e::{World, expects, stories};
use protocol::{
    ServerEvent,
    event::{Change, Changed},
};

use crate::{Desk, quits};

const CTRL_K: &str = "\x0b";
const SHIFT_UP: &str = "\x1b[1;2A";
const ESCAPE: &str = "\x1b";

/// The forwarded message at that place.
fn is_forward(change: &Change, place: i64) -> bool {
    matches!(&change.changed, Changed::Message { message } if message.seq == place && message.forwarded.is_some())
}

stories! {
    async fn a_message_is_forwarded_offline_survives_a_kill_and_arrives_once(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let team = alice.starts_group_chat("Harbour team", &[&carol]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "the ferry leaves at five").await;
        let mut carols = carol.live().await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("Bob").presses("\r").sees("│   the ferry leaves at five").sees("● online");
        client.presses(SHIFT_UP).sees("reply").presses("f").sees("Forward to").presses(ESCAPE);
        client.sees_no_more("Forward to").presses("f").sees("Forward to").presses("habrour");
        client.sees("> & Harbour team").presses("\r").sees("Forwarded to Harbour team");
        expects!(carols.socket, ServerEvent::Change(change) if is_forward(&change, 1) => ());
        desk.wire.is_cut();
        client.sees("offline since").presses("f").sees("Forward to").presses("harbour");
        client.sees("> & Harbour team").presses("\r").sees("It goes to Harbour team when the connection is back");
        desk.keeps_forward("the ferry leaves at five").await;
        client.is_killed();

        let mut client = desk.starts();
        client.sees("the ferry leaves at five").sees("offline since").presses(CTRL_K).sees("Go to").presses("harbour");
        client.sees("> & Harbour team").presses("\r").sees("Harbour team · group chat");
        client.sees_in_one_line(&["Forwarded from Bob", "…"]);
        desk.wire.is_mended();
        expects!(carols.socket, ServerEvent::Change(change) if is_forward(&change, 2) => ());
        client.sees("● online").sees_no_more("…1").sees_in_one_line(&["Forwarded from Bob", "✓"]);
        let page = carol.history(team).await;
        let told: Vec<_> = page.iter().map(|copy| (copy.text.as_str(), copy.forwarded.as_ref().map(|first| first.name.as_str()))).collect();
        assert_eq!(told, [("the ferry leaves at five", Some("Bob")); 2]);
        quits(&mut client);
    }

    async fn what_was_deleted_meanwhile_is_refused_with_its_reason(world: World) {
        let [alice, bob, carol] = world.people(["Alice", "Bob", "Carol"]).await;
        let team = alice.starts_group_chat("Harbour team", &[&carol]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let said = bob.sends(chat, "regrettable").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("Bob").presses("\r").sees("│   regrettable").sees("● online");
        desk.wire.is_cut();
        client.sees("offline since").presses(SHIFT_UP).sees("reply").presses("f").sees("Forward to");
        client.presses("harbour").sees("> & Harbour team").presses("\r").sees("It goes to Harbour team");
        bob.deletes(said.id).await.is(200);
        desk.wire.is_mended();
        client.sees("Not forwarded to Harbour team").sees("message deleted");
        assert!(carol.history(team).await.is_empty());
        client.presses(CTRL_K).sees("Go to").presses("harbour").sees("> & Harbour team").presses("\r").sees("retry").presses("\x1bx").sees_no_more("retry");
        quits(&mut client);
    }
}
