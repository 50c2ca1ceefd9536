//! What is asked of a client all at once: sizes, lines, messages; and what it leaves behind when it falls.

use std::{
    net::TcpListener,
    time::{Duration, Instant},
};

use e2e::{Actor, Terminal, World, stories};
use futures_util::future::join_all;
use protocol::ConversationId;

use crate::{Desk, FIRST_FRAME, quits};

const FOCUS_LOST: &str = "\x1b[O";
const F6: &str = "\x1b[17~";
/// A frame begins with it.
const FRAME: &str = "\x1b[?2026h";
/// Messages of a burst, and how many are on their way at the same time.
const BURST: usize = 300;
const LANES: usize = 10;
/// An unoptimised client has drawn the burst after so long, however busy its machine is.
const BURST_DRAWN: Duration = Duration::from_mins(1);

fn frames(client: &Terminal) -> usize {
    String::from_utf8_lossy(&client.bytes()).matches(FRAME).count()
}

async fn bursts(bob: &Actor, chat: ConversationId) {
    let lane = |lane: usize| async move {
        for number in 0..BURST / LANES {
            bob.sends(chat, &format!("one of many, {lane}:{number}")).await;
        }
    };
    join_all((0..LANES).map(lane)).await;
    bob.sends(chat, "the last one").await;
}

#[test]
fn a_fault_leaves_the_terminal_as_it_was_and_says_what_happened() {
    for (fault, code) in [("panic", 101), ("error", 1)] {
        let mut client = Terminal::starts(&["--demo", "--lang", "en"], &[("MESSENGER_FAULT", fault)]);
        client.sees("Boris").presses(FOCUS_LOST);
        assert_eq!(client.ends(), code, "{fault}");
        client.is_left_clean();
        client.sees("a fault that was asked for");
    }
}

#[test]
fn the_first_frame_waits_for_neither_cache_nor_server() {
    // Whoever connects there is not answered.
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}", nobody.local_addr().unwrap());
    let best = (0..5).map(|_| {
        let start = Instant::now();
        let mut client = Terminal::starts(&["--server", &silent], &[]);
        client.sees("Password");
        let took = start.elapsed();
        quits(&mut client);
        took
    });
    let best = best.min().unwrap();
    assert!(best < FIRST_FRAME, "{best:?}");
}

#[test]
fn a_storm_of_sizes_ends_with_the_right_screen() {
    let mut client = Terminal::starts(&["--demo", "--lang", "en"], &[]);
    client.sees("Boris").presses("\r").sees("Write a message").presses("a draft").sees("> a draft");
    for number in 0..200_u16 {
        client.is_resized(1 + number * 37 % 200, 1 + number * 13 % 60);
    }
    client.is_resized(110, 32);
    client.sees("Harbour news").sees("> a draft").sees_in_one_line(&["Boris", "online"]);
    client.presses("!").sees("> a draft!");
    quits(&mut client);
}

stories! {
    async fn ten_thousand_pasted_lines_are_asked_about_and_nothing_is_sent(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online").presses("\r").sees("Write a message");
        let lines: Vec<String> = (0..10_000).map(|number| format!("line {number}\r")).collect();
        let lines = lines.concat();
        client.presses(&format!("\x1b[200~{lines}\x1b[201~")).sees("10000 lines");
        client.presses("\x1b").sees_no_more("10000 lines").presses("still here").sees("> still here");
        assert!(bob.history(chat).await.is_empty());
        quits(&mut client);
    }

    async fn without_a_server_there_is_reading_and_finding(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        for text in ["hay", "the needle in it", "more hay"] {
            bob.sends(chat, text).await;
        }
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online").presses("\r").sees("more hay").sees("the needle in it");
        desk.keeps_message("the needle in it").await;
        quits(&mut client);
        world.server.is_killed();
        let mut client = desk.starts();
        client.sees("offline since").sees("more hay").presses(F6).presses("needles").sees("> Bob");
        client.sees_in_one_line(&["the needle in it"]);
        client.presses("\x1b").sees("Write a message");
        quits(&mut client);
    }

    async fn a_burst_of_messages_is_drawn_in_few_frames_and_keys_are_answered(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let mut client = desk.starts();
        client.sees("● online").presses("\r").sees("Write a message");
        let (start, before) = (Instant::now(), frames(&client));
        let typing = tokio::task::spawn_blocking(move || {
            let mut text = String::from("> ");
            let answered: Vec<Duration> = "abcdefghijkl".chars().map(|letter| {
                text.push(letter);
                let pressed = Instant::now();
                client.presses(&letter.to_string()).sees(&text);
                pressed.elapsed()
            }).collect();
            client.patience = BURST_DRAWN;
            (client, answered)
        });
        let (burst, typed) = tokio::join!(async { bursts(&bob, chat).await; start.elapsed() }, typing);
        let (mut client, mut answered) = typed.unwrap();
        client.sees("the last one");
        let keys = answered.len();
        answered.sort();
        // They do not wait for the end of it, on a machine that a server and others share.
        assert!(answered[keys / 2] < burst / 5, "{answered:?} of {burst:?}");
        // Sixty a second, and one for each key.
        let most = start.elapsed().as_millis() / 16 + 2 + keys as u128;
        let drawn = frames(&client) - before;
        assert!(drawn as u128 <= most, "{drawn} frames in {:?}", start.elapsed());
        println!("{drawn} frames in {:?}, keys answered in {answered:?}", start.elapsed());
        quits(&mut client);
    }
}
