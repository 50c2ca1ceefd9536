//! What the client writes down of itself: enough to find a fault, and nothing of anybody.

use std::fs;

use e2e::{Home, Terminal, World, stories};

stories! {
    async fn the_log_tells_what_happened_and_nothing_of_anybody(world: World) {
        let [alice, bob] = world.people(["Alicenberg", "Bobrovsky"]).await;
        let chat = alice.starts_chat_with(&bob).await;
        let home = Home::default();
        let args = ["--server", &alice.url, "--email", alice.email(), "--log", "debug"];
        let mut client: Terminal = home.opens_with(&args, &[("MESSENGER_PASSWORD", &alice.password)]);
        client.sees("Bobrovsky").presses("\r").sees("Write a message").enters("mysecretwords");
        client.sees_in_one_line(&["mysecretwords", "✓"]);
        bob.sends(chat, "zebrastripes").await;
        client.sees("zebrastripes").presses("\x1b[17~").presses("quaggaquery").sees("quaggaquery").presses("\x1b");
        world.server.is_killed();
        client.sees("offline");
        world.server.comes_back().await;
        client.sees("● online").presses("\x1bl").sees("A passphrase").enters("passphrasewords").enters("passphrasewords");
        client.sees("Messenger is locked").is_signalled(15);
        assert_eq!(client.ends(), 143);

        let state = home.path().join(".local/state/messenger");
        let log = fs::read_to_string(state.join("client.log")).unwrap();
        for told in ["info the client begins", "event kind=Net.Said.Hello", "event kind=Key", "effect kind=Say.Send",
            "the connection is=Online", "warn the connection",  "info the client ends"] {
            assert!(log.contains(told), "{told}:\n{log}");
        }
        let mut secrets = vec![alice.email().to_owned(), bob.email().to_owned(), alice.url.clone(), alice.password.clone()];
        let words = ["mysecretwords", "zebrastripes", "quaggaquery", "passphrasewords", "Alicenberg", "Bobrovsky"];
        secrets.extend(words.map(str::to_owned));
        secrets.extend([chat.to_string(), alice.id().to_string(), home.path().display().to_string()]);
        let account = fs::read_dir(&state).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap();
        let session: serde_json::Value = serde_json::from_slice(&fs::read(account.join("session.json")).unwrap()).unwrap();
        secrets.extend(["access_token", "refresh_token"].map(|name| session[name].as_str().unwrap().to_owned()));
        for secret in &secrets {
            assert!(!log.contains(secret.as_str()), "{secret} stands in the log:\n{log}");
        }
        let report = home.runs(&["report"]).is(0).says("log = warn").says("logged = ").says("the client ends").clone();
        assert!(secrets.iter().all(|secret| !report.out.contains(secret.as_str())), "{}", report.out);
    }
}

#[test]
fn what_goes_well_is_not_written_down_unless_it_is_asked_for() {
    let home = Home::default();
    let log = home.path().join("a/log");
    home.runs(&["keys"]).is(0);
    home.runs(&["--log-file", log.to_str().unwrap(), "list"]).is(3);
    let told = fs::read_to_string(&log).unwrap();
    assert!(told.lines().count() == 1 && told.ends_with("warn a command failed code=3\n"), "{told}");
    home.runs(&["--log", "off", "--log-file", log.to_str().unwrap(), "list"]).is(3);
    assert_eq!(fs::read_to_string(&log).unwrap(), told);
    home.runs(&["--log", "loud", "list"]).is(2).complains("debug");
}
