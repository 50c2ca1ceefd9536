//! Writing in an editor of one's own.

use std::{
    fs,
    path::{Path, PathBuf},
};

use e2e::{PATIENCE, World, stories};
use tokio::time::{sleep, timeout};

use crate::{Desk, quits};

const EDITS: &str = "\x18\x05";

/// An editor, as a command: a script in this folder.
fn editor(folder: &Path, script: &str) -> String {
    let path = folder.join("editor");
    fs::write(&path, script).unwrap();
    format!("/bin/sh {}", path.display())
}

async fn read_once_there(path: &PathBuf) -> String {
    let there = async {
        while !path.exists() {
            sleep(std::time::Duration::from_millis(5)).await;
        }
    };
    timeout(PATIENCE, there).await.unwrap();
    fs::read_to_string(path).unwrap()
}

stories! {
    async fn what_stands_in_an_editor_survives_the_end_of_the_client_and_the_editor_does_not(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let number = desk.home.path().join("number");
        let script = format!(
            "printf ' a thought [%s]' \"$MESSENGER_PASSWORD\" >> \"$1\"; echo $$ > {0}.part; /bin/mv {0}.part {0}; exec /bin/sleep 60",
            number.display()
        );
        let mut client = desk.starts_with(&[("EDITOR", &editor(desk.home.path(), &script))]);
        client.sees("Bob").presses("\r").sees("Write a message").presses("half").sees("> half").presses(EDITS);
        let process = read_once_there(&number).await;
        client.is_signalled(15);
        assert_eq!(client.ends(), 143);
        let process = PathBuf::from(format!("/proc/{}", process.trim()));
        assert!(!process.exists(), "the editor goes on where nobody sees it");
        let mut client = desk.starts();
        client.sees("> half a thought []");
        quits(&mut client);
    }

    async fn what_an_editor_has_left_is_there_also_when_it_failed(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let fails = editor(desk.home.path(), "printf ' and better \\377' >> \"$1\"; exit 3");
        let mut client = desk.starts_with(&[("EDITOR", &fails)]);
        client.sees("Bob").presses("\r").sees("Write a message").presses("good").sees("> good").presses(EDITS);
        client.sees("The editor did not end well: exit status: 3").sees("> good and better");
        // Ctrl+_ brings back what was before.
        client.presses("\x1f").sees_no_more("better").sees("> good");
        quits(&mut client);
    }

    async fn an_editor_that_dies_over_an_empty_file_takes_nothing(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let desk = Desk::of(&alice).await;
        let dies = editor(desk.home.path(), ": > \"$1\"; exit 3");
        let mut client = desk.starts_with(&[("EDITOR", &dies)]);
        client.sees("Bob").presses("\r").sees("Write a message").presses("good").sees("> good").presses(EDITS);
        client.sees("The editor did not work: exit status: 3").sees("> good");
        quits(&mut client);
    }
}
