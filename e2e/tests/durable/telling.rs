//! How people are told of something new is set while the client runs, on its page or in the file, and holds at once.

use std::{fs, time::Instant};

use e2e::{Home, PATIENCE, Terminal, World, stories};

use crate::quits;

const CTRL_K: &str = "\x0b";
const ESC: &str = "\x1b";
const RIGHT: &str = "\x1b[C";
/// A terminal that shows notifications when it is asked by OSC 9.
const SHOWS: [(&str, &str); 1] = [("TERM_PROGRAM", "WezTerm")];

fn written(client: &Terminal) -> String {
    String::from_utf8_lossy(&client.bytes()).into_owned()
}

stories! {
    async fn how_one_is_told_is_set_while_the_client_runs(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let mut bobs = bob.live().await;
        bobs.sends(chat, "hello").await;
        let home = Home::of(&alice);
        let mut client = home.opens_with(&[], &SHOWS);
        client.sees("Bob").sees("● online");
        bobs.sends(chat, "told as it is").await;
        client.writes("\x1b]9;Bob: told as it is\x1b\\\x07");

        // On the page.
        client.presses(CTRL_K).enters("text in notifications");
        client.sees_in_one_line(&["> Text in notifications", "‹ on ›"]).presses(RIGHT);
        client.sees_in_one_line(&["> Text in notifications", "‹ off ›"]);
        let file = home.path().join(".config/messenger/config.toml");
        let text = fs::read_to_string(&file).unwrap();
        for line in ["previews = \"off\"", "notify = \"bell,terminal\"", "quiet_hours = \"off\"", "notify_command = \"\""] {
            assert!(text.lines().any(|other| other == line), "{line}:\n{text}");
        }
        assert!(text.contains("# When to tell of nothing"), "{text}");
        bobs.sends(chat, "nobody else's business").await;
        client.writes("\x1b]9;Bob: New message\x1b\\\x07");
        assert!(!written(&client).contains("]9;Bob: nobody"), "it was shown");

        // In the file, with the page open.
        let said = home.path().join("said");
        let command = format!("echo \\\"$MESSENGER_TITLE\\\" > {0}.part; mv {0}.part {0}", said.display());
        let text = text.replace("notify = \"bell,terminal\"", "notify = \"bell\"");
        let text = text.replace("notify_command = \"\"", &format!("notify_command = \"{command}\""));
        fs::write(&file, text.replace("quiet_hours = \"off\"", "quiet_hours = \"25:00\"")).unwrap();
        client.sees("`quiet_hours` can be").sees_in_one_line(&["Notifications", "‹ bell ›"]);
        home.runs(&["--check-config"]).is(1).says("config.toml:").says("or other hours like");
        fs::write(&file, text).unwrap();
        client.sees_no_more("can be").sees_in_one_line(&["Quiet hours", "‹ off ›"]).presses(ESC);
        client.sees_no_more("Quiet hours");
        home.runs(&["--check-config"]).is(0);
        let before = client.bytes().len();
        bobs.sends(chat, "for the command").await;
        client.writes_after(before, "\x07");
        let deadline = Instant::now() + PATIENCE;
        while !said.exists() {
            assert!(Instant::now() < deadline, "the command does not run:\n{}", client.screen());
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        assert_eq!(fs::read_to_string(&said).unwrap(), "Bob\n");
        assert!(!String::from_utf8_lossy(&client.bytes()[before..]).contains("\x1b]9;"), "the terminal tells too");
        quits(&mut client);

        // A flag goes before the file, and the page says so.
        let mut client = home.opens_with(&["--notify", "off"], &SHOWS);
        client.sees("Bob").sees("● online").presses(CTRL_K).enters("notify");
        client.sees("off *").sees("goes before the file: --notify").presses(RIGHT);
        client.sees("--notify (MESSENGER_NOTIFY) decides this");
        assert!(fs::read_to_string(&file).unwrap().contains("notify = \"bell\""));
        quits(client.presses(ESC).sees_no_more("Quiet hours"));
    }
}
