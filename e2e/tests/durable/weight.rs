//! What the client costs: memory with a large cache, and wake-ups when nothing happens.

use std::time::Duration;

use e2e::{Actor, Home, Terminal, World, stories, vitals};
use protocol::{ConversationId, Message};
use tui_client::{
    cache::open,
    model::{Entry, Held},
};

use crate::{Desk, quits};

/// Messages in the cache.
const CACHED: i64 = 100_000;
/// What the client may hold for itself; the program, which is mapped from its file, comes on top.
const OWN_MEMORY: u64 = 20 << 20;
/// So long nothing happens.
const STILL: Duration = Duration::from_secs(3);

/// Fills the cache of a client that is not running: a hundred thousand messages, most of them in chats that are not open.
async fn fills_the_cache(desk: &Desk, alice: &Actor, chat: ConversationId) {
    let like = alice.history(chat).await.remove(0);
    let path = desk.cache();
    let (mut cache, snapshot, aside) = open(&path).unwrap();
    assert_eq!(aside, None);
    let known = snapshot.conversations.into_iter().find(|known| known.conversation.id == chat).unwrap();
    let chats = 50;
    for number in 0..chats {
        let id = ConversationId::from(uuid::Uuid::from_u128(number));
        let mut conversation = known.conversation.clone();
        conversation.id = id;
        let held = Held { version: CACHED, last_seq: CACHED };
        let each = CACHED / i64::try_from(chats).unwrap();
        let messages = (1..=each).map(|seq| Message {
            id: uuid::Uuid::new_v4().into(),
            conversation_id: id,
            seq,
            version: seq,
            text: format!("words of message {seq} about this and that, as people write them"),
            ..like.clone()
        });
        cache
            .keep(&[Entry::Conversation(Box::new(conversation), held), Entry::Messages(messages.collect())])
            .unwrap();
    }
}

/// Waits for a time in which nothing happens to it.
async fn is_still(client: &Terminal) {
    // What was begun comes to its end, and a keep-alive may fall into one of the times: it comes every 25 seconds.
    let mut counts = Vec::new();
    for _ in 0..4 {
        let (bytes, before) = (client.bytes().len(), vitals::wake_ups(client.process()));
        tokio::time::sleep(STILL).await;
        // A thread that has ended takes its count with it.
        let woken = vitals::wake_ups(client.process()).abs_diff(before);
        counts.push((woken, client.bytes().len() - bytes));
    }
    assert!(counts.contains(&(0, 0)), "wake-ups and bytes written: {counts:?}");
}

stories! {
    async fn a_large_cache_costs_little_memory(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "hello").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online").presses("\r").sees("hello");
        quits(&mut client);
        fills_the_cache(&desk, &alice, chat).await;
        world.server.is_killed();
        let mut client = desk.starts();
        client.sees("offline since").presses("\r").sees("Write a message");
        let own = vitals::own_memory(client.process());
        assert!(own < OWN_MEMORY, "{own}");
        quits(&mut client);
    }

    async fn nothing_wakes_it_when_nothing_happens(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        bob.sends(chat, "hello").await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online").presses("\r").sees("Write a message").enters("hi").sees_in_one_line(&["hi", "✓"]);
        is_still(&client).await;
        quits(&mut client);
    }

    async fn nothing_wakes_it_for_accounts_in_which_nothing_happens(world: World) {
        let [alice, bob, carol, dave] = world.people(["Alice", "Bob", "Carol", "Dave"]).await;
        let home = Home::of(&alice);
        let alone = {
            let mut client = home.opens(&[]);
            client.sees("● online");
            is_still(&client).await;
            let own = vitals::own_memory(client.process());
            quits(&mut client);
            own
        };
        for other in [&bob, &carol, &dave] {
            let chat = alice.starts_chat_with(other).await;
            alice.sends(chat, "hello").await;
            home.signs_in(other);
        }
        let mut client = home.opens(&["--email", alice.email()]);
        client.sees("F12 (3)").sees("● online").sees("Bob");
        is_still(&client).await;
        let own = vitals::own_memory(client.process());
        println!("own memory: {alone} alone, {own} with three other accounts");
        assert!(own < OWN_MEMORY, "{own}");
        quits(&mut client);
    }
}
