//! A matrix of terminals: what each is called, what it answers and how large it is. In all of them the client begins, sends, and
//! leaves no trace.

use e2e::{Home, Options, Terminal, World};

use crate::quits;

/// How a terminal shows itself to a program.
struct Profile {
    name: &'static str,
    env: &'static [(&'static str, &'static str)],
    /// What it sends when it is asked; nothing for one that is silent, or is not asked.
    answers: &'static str,
    /// What is never written to it.
    bears_not: &'static [&'static str],
}

const QUESTION: &str = "\x1b[?2027$p";
const SAMPLES: &str = "\x1b[6n";
/// It counts each character alone.
const COUNTS_ALONE: &str = "\x1b[2;7R\x1b[2;12R\x1b[2;20R\x1b[2;32R";
/// It counts clusters as one, without a mode for it.
const COUNTS_WHOLE: &str = "\x1b[2;3R\x1b[2;12R\x1b[2;21R\x1b[2;30R";
const SIZES: [(u16, u16); 3] = [(40, 10), (80, 24), (200, 60)];
const ANY_COLOUR: &[&str] = &["38;5;", "48;5;", "38;2;", "48;2;"];

const PROFILES: &[Profile] = &[
    Profile { name: "xterm", env: &[], answers: COUNTS_ALONE, bears_not: &[] },
    Profile {
        name: "one that answers everything",
        env: &[("COLORTERM", "truecolor")],
        answers: "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?2027;2$y\x1b[2;3R\x1b[2;12R\x1b[2;21R\x1b[2;30R\x1b[?997;1n\x1b[?62;22c",
        bears_not: &[],
    },
    Profile { name: "one that answers nothing", env: &[], answers: "", bears_not: &[] },
    Profile {
        name: "one that answers nonsense",
        env: &[],
        answers: "\x1b]11;what\x07\x1b[?2027;99999999999$y\x1b[2;\x1b[99;99R\x1b[0;0R\x1bP!|00\x1b\\\x1b[?1;2c\x1b]11;rgb:",
        bears_not: &[],
    },
    Profile {
        name: "tmux",
        env: &[("TERM", "tmux-256color"), ("TMUX", "/tmp/tmux-0/default,1,0")],
        answers: "",
        bears_not: &[SAMPLES],
    },
    Profile {
        name: "screen",
        env: &[("TERM", "screen-256color"), ("STY", "1.pts")],
        answers: "",
        bears_not: &[SAMPLES],
    },
    Profile {
        name: "the console of Linux",
        env: &[("TERM", "linux")],
        answers: "",
        bears_not: &[QUESTION, SAMPLES, "38;2;", "48;2;", "\x1b]2;"],
    },
    Profile { name: "a vt100", env: &[("TERM", "vt100")], answers: "", bears_not: &["38;2;", "48;2;"] },
    Profile {
        name: "rxvt",
        env: &[("TERM", "rxvt-unicode-256color")],
        answers: COUNTS_ALONE,
        bears_not: &[],
    },
    Profile { name: "no colours", env: &[("NO_COLOR", "1")], answers: "", bears_not: ANY_COLOUR },
    Profile { name: "no locale", env: &[("LANG", "C"), ("LC_ALL", "C")], answers: "", bears_not: &[] },
    Profile {
        name: "the terminal of Windows",
        env: &[("WT_SESSION", "0b7c1f0e"), ("COLORTERM", "truecolor")],
        answers: COUNTS_WHOLE,
        bears_not: &[],
    },
];

/// The first in all sizes, the others in one each.
fn matrix() -> impl Iterator<Item = (&'static Profile, (u16, u16))> {
    let first = SIZES.into_iter().map(|size| (&PROFILES[0], size));
    first.chain(PROFILES[1..].iter().zip(SIZES.into_iter().cycle()))
}

fn writes_a_letter(client: &mut Terminal, name: &str) {
    // Something else may be drawn at the same moment, as what the server says of the message before: not three times.
    let costs = (0..3).map(|_| {
        let before = client.bytes().len();
        client.presses("z").sees("> z");
        let written = client.bytes().len() - before;
        client.presses("\x7f").sees("Write a message");
        written
    });
    let least = costs.min().unwrap_or_default();
    assert!(least < 100, "{name}: {least} bytes for a letter");
}

#[tokio::test]
async fn in_every_terminal_it_begins_sends_and_leaves_no_trace() {
    let story = async |world: World| {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let home = Home::of(&alice);
        let mut sent = Vec::new();
        for (number, (profile, size)) in matrix().enumerate() {
            let (name, text) = (profile.name, format!("hello{number}"));
            let mut client = home.opens_in(size, &[], profile.env);
            if !profile.answers.is_empty() {
                client.writes(QUESTION);
                client.presses(profile.answers);
            }
            client.sees("Messenger").sees("● online").sees("Bob");
            client.presses("\r").sees("Write a message");
            let screen = client.screen();
            let rows: Vec<&str> = screen.lines().collect();
            assert!(rows[0].starts_with(" Messenger") || rows[0].starts_with(" (1) M"), "{name}:\n{screen}");
            assert!(rows[usize::from(size.1) - 1].contains("F1 keys"), "{name}:\n{screen}");
            client.enters(&text).sees_in_one_line(&[&text, "✓"]);
            writes_a_letter(&mut client, name);
            quits(&mut client);
            let written = String::from_utf8_lossy(&client.bytes()).into_owned();
            for unborne in profile.bears_not {
                assert!(!written.contains(unborne), "{name} is sent {unborne:?}");
            }
            sent.insert(0, text);
        }
        let texts: Vec<String> = bob.history(chat).await.into_iter().map(|message| message.text).collect();
        assert_eq!(texts, sent);
    };
    e2e::tell(false, Options::default(), story).await;
}

#[test]
fn one_on_which_nothing_can_be_drawn_is_told_so() {
    for (lang, says) in [("en_US.UTF-8", "messenger --plain"), ("ru_RU.UTF-8", "нельзя рисовать")]
    {
        let mut client = Terminal::starts(&["--demo"], &[("TERM", "dumb"), ("LANG", lang)]);
        assert_eq!(client.ends(), 2);
        client.sees(says).is_left_clean();
        assert!(!client.bytes().contains(&0x1b), "{}", client.screen());
    }
}
