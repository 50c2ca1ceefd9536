//! Terminals that answer when they are asked what they can do, and terminals that do not.

use std::time::Instant;

use e2e::{PATIENCE, Terminal};

const ALT_G: &str = "\x1bg";
const FAMILY: &str = "👨\u{200d}👩\u{200d}👧";
/// After the samples that it draws to see how wide they are.
const ROW_EMPTIED: &str = "\x1b[2;1H\x1b[2K";

fn written(client: &Terminal) -> String {
    String::from_utf8_lossy(&client.bytes()).into_owned()
}

#[test]
fn a_silent_terminal_gets_what_it_cannot_count_wrong() {
    let mut client = Terminal::starts(&["--demo"], &[]);
    client.writes("\x1b[?2027$p");
    client
        .sees("Choose a chat")
        .presses("\r")
        .sees("Write a message")
        .presses(FAMILY)
        .presses("🇷🇺")
        .sees("👨RU");
    // What is drawn over it leaves nothing of it.
    client.presses("\x7f").presses("end").sees("👨end");
    client.presses("\x01").presses("🇷🇺").sees("RU👨end").presses("\x7f").sees("> 👨end");
    client.presses("\x05").presses("🇷🇺").sees("endRU").presses("\x7f").presses("s").sees("ends");
    assert!(!client.screen().contains("endsU"), "{}", client.screen());
    let drawn = written(&client).split_once(ROW_EMPTIED).expect("the samples are gone").1.to_owned();
    assert!(!drawn.contains('\u{200d}'), "nothing is joined");
    client.presses("\x11");
    client.ends();
    client.is_left_clean();
    assert!(!written(&client).contains("\x1b[?2027l"), "what was not set is not taken back");
}

#[test]
fn a_terminal_that_counts_clusters_gets_them_whole() {
    let mut client = Terminal::starts_in_shell(&["--demo"], &[]);
    client.writes("\x1b[?2027$p");
    client.presses("\x1b[?2027;2$y").writes("\x1b[?2027h");
    client.sees("Choose a chat").presses("\r").sees("Write a message").presses(FAMILY).writes(FAMILY);
    client.presses("\x1a").is_stopped();
    client.is_left_clean();
    let before = written(&client).len();
    client.is_continued();
    client.writes_after(before, "\x1b[?2027h");
    client.is_signalled(15);
    client.ends();
    client.is_left_clean();
}

#[test]
fn a_terminal_that_draws_clusters_as_one_gets_those_that_it_was_seen_to() {
    let mut client = Terminal::starts(&["--demo"], &[]);
    client.writes(ROW_EMPTIED);
    client
        .sees("Choose a chat")
        .presses("\r")
        .sees("Write a message")
        .presses(FAMILY)
        .presses("🇷🇺")
        .sees("👨RU");
    assert!(!client.screen().contains('❤') && !client.screen().contains('👧'), "{}", client.screen());
    // The answers come late, one of them in two pieces, and one is missing.
    let before = client.bytes().len();
    client.presses("\x1b[2;3R\x1b[2;");
    client.presses("12R\x1b[2;32R").writes_after(before, FAMILY);
    client.writes_after(before, "🇷🇺");
    client.presses("end").sees("end");
    assert!(!client.screen().contains("R\u{1b}") && !client.screen().contains("12R"), "{}", client.screen());
    client.presses("\x11");
    client.ends();
    client.is_left_clean();
}

#[test]
fn what_lies_within_another_terminal_is_not_asked_how_wide_it_draws() {
    for env in [[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux,1,0")], [("TERM", "linux"), ("TMUX", "")]] {
        let mut client = Terminal::starts(&["--demo"], &env);
        client.sees("Choose a chat");
        assert!(!written(&client).contains("\x1b[6n"), "{env:?}");
        client.presses("\x11");
        client.ends();
        client.is_left_clean();
    }
}

#[test]
fn a_theme_follows_the_terminal_while_it_runs() {
    let mut client = Terminal::starts(&["--demo", "--theme", "auto"], &[("COLORTERM", "truecolor")]);
    client.writes("\x1b[?2031h");
    client.presses("\x1b]11;rgb:0000/0000/0000\x1b\\").writes("38;5;");
    let dark = client.bytes().len();
    client.presses("\x1b[?997;2n").writes_after(dark, "38;5;");
    let light = client.bytes().len();
    client.presses("\x1b[?997;1n").writes_after(light, "38;5;");
    // Whatever was told, a key is a key.
    client.sees("Choose a chat").presses("\r").sees("Write a message");
    client.presses("just words").sees("just words").presses("\x11");
    client.ends();
    client.is_left_clean();
}

/// Sixty thousand bytes of keys, from a terminal that does not say that they are a paste.
fn flood() -> String {
    let words: Vec<String> = (0..10_000).map(|number| format!("{number:05} ")).collect();
    words.concat()
}

fn writes() -> Terminal {
    let mut client = Terminal::starts(&["--demo"], &[]);
    // Without the tour, whose line stands where the keys are.
    client.sees("Choose a chat").presses(ALT_G).presses("\r").sees("Write a message");
    client
}

#[test]
fn a_flood_of_keys_is_drawn_while_it_comes_and_taken_whole() {
    let mut client = writes();
    client.patience = 3 * PATIENCE;
    let (begun, before) = (Instant::now(), client.bytes().len());
    client.is_flooded(flood()).sees("09999").presses("the end").sees("the end");
    client.sees(&format!("Too long by {} characters", 60_000 + "the end".len() - 4_000));
    let frames = String::from_utf8_lossy(&client.bytes()[before..]).matches("\x1b[?2026h").count();
    // Sixty a second, and one for each key that came by itself.
    let most = begun.elapsed().as_millis() / 16 + 60;
    assert!(frames >= 5 && frames as u128 <= most, "{frames} frames in {:?}", begun.elapsed());
    // Not every key is a letter.
    client.is_flooded("\x1b[D".repeat(20_000)).presses("here ").sees("here").presses("\x11");
    client.ends();
    client.is_left_clean();
}

#[test]
fn a_signal_and_another_size_are_heard_in_the_midst_of_a_flood() {
    let mut client = writes();
    client.is_flooded(flood().repeat(100)).sees("Too long by");
    client.is_resized(64, 20);
    client.sees("send  Esc chats");
    client.is_signalled(15);
    // The flood lasts for minutes: longer than anybody waits here.
    assert_eq!(client.ends(), 143);
    client.is_left_clean();
}
