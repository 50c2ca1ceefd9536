//! Signing in and out, and sharing one session.

use std::thread;

use e2e::{Home, Options, World, stories};

stories! {
    async fn somebody_signs_in_and_out(world: World) {
        let alice = world.person("Alice").await;
        let home = Home::default();
        home.runs(&["whoami"]).is(3).complains("messenger login");
        let login = ["login", "--server", &alice.url, "--email", alice.email()];
        home.runs_with(&login, &[("MESSENGER_PASSWORD", "a wrong guess")], "").is(3).complains("Incorrect");
        home.runs(&login).is(2).complains("MESSENGER_PASSWORD");
        let command = format!("echo '{}'; echo not this", alice.password);
        home.runs(&[&login[..], &["--password-command", &command]].concat()).is(0).says("Signed in as Alice");
        home.runs(&login).is(0).says("Signed in as Alice");

        home.runs(&["whoami"]).is(0).says(alice.email());
        let who = home.runs(&["whoami", "--json"]).json();
        assert_eq!((&who[0]["user"]["name"], &who[0]["server"]), (&"Alice".into(), &alice.url.clone().into()));
        let sessions = home.runs(&["sessions", "--json"]).json();
        assert_eq!(sessions.len(), 2, "her own and this one");
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
        let named = |session: &&serde_json::Value| session["user_agent"].as_str().unwrap().ends_with(&format!(" ({})", host.trim()));
        assert_eq!(sessions.iter().filter(named).count(), 1, "{sessions:?}");

        home.runs(&["logout"]).is(0).says(alice.email());
        assert_eq!(alice.sessions().await.len(), 1, "the server ended the session");
        home.runs(&["logout"]).is(3);
        home.runs(&["list", "--json"]).is(3).complains(r#""error":"not_signed_in""#);
    }

    async fn somebody_makes_an_account(world: World) {
        let home = Home::default();
        let login = ["login", "--server", &world.server.url, "--email", "new@example.com", "--register", "Nina"];
        home.runs_with(&login, &[("MESSENGER_PASSWORD", "short")], "").is(6);
        home.runs_with(&login, &[("MESSENGER_PASSWORD", "long enough")], "").is(0).says("Nina");
        home.runs(&["whoami"]).is(0).says("new@example.com");
    }

    async fn several_accounts_live_side_by_side(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        let home = Home::of(&alice);
        home.signs_in(&bob);
        home.runs(&["whoami"]).says("Bob");
        home.runs(&["whoami", "--email", alice.email()]).says("Alice");
        let accounts = home.runs(&["accounts", "--json"]).json();
        let known: Vec<&str> = accounts.iter().map(|account| account["email"].as_str().unwrap()).collect();
        assert_eq!(known, [alice.email(), bob.email()]);
        home.runs(&["logout"]).is(0);
        assert_eq!(home.runs(&["accounts"]).lines().len(), 1);
    }

    async fn another_device_is_signed_out(world: World) {
        let alice = world.person("Alice").await;
        let (home, other) = (Home::of(&alice), Home::of(&alice));
        let sessions = other.runs(&["sessions", "--json"]).json();
        let this = sessions.iter().find(|session| session["current"] == true).unwrap();
        home.runs(&["logout", "--session", this["id"].as_str().unwrap()]).is(0);
        other.runs(&["whoami"]).is(3);
        home.runs(&["whoami"]).is(0);
        let third = Home::of(&alice);
        let sessions = third.runs(&["sessions", "--json"]).json();
        let this = sessions.iter().find(|session| session["current"] == true).unwrap();
        let id = this["id"].as_str().unwrap();
        let told = home.runs(&["sessions", "--revoke", id, "--json"]).json();
        assert_eq!(told[0]["revoked"], id);
        third.runs(&["whoami"]).is(3);
        home.runs(&["sessions", "--revoke", id]).is(4);
    }

    async fn commands_work_beside_the_open_client(world: World) {
        let [alice, bob] = world.people(["Alice", "Bob"]).await;
        alice.starts_chat_with(&bob).await;
        let home = Home::of(&alice);
        let mut client = home.opens(&[]);
        client.sees("Bob").presses("\r").sees("Write a message");
        home.runs(&["send", "Bob", "from beside"]).is(0);
        client.sees("from beside");
        assert_eq!(alice.sessions().await.len(), 2, "they share one session");
        home.runs(&["logout"]).is(0);
        client.sees("session is over");
    }
}

mod short_lived {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_ACCESS_TTL", "2s")])]
        async fn two_at_once_never_spend_the_same_token(world: World) {
            let alice = world.person("Alice").await;
            let home = Home::of(&alice);
            for _ in 0..4 {
                // As long as an access token lives: each round all of them have to renew it.
                tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
                let runs: Vec<_> = (0..6)
                    .map(|_| {
                        let home = home.clone();
                        thread::spawn(move || home.runs(&["whoami"]))
                    })
                    .collect();
                for run in runs {
                    run.join().unwrap().is(0);
                }
            }
            assert_eq!(home.runs(&["sessions", "--json"]).json().len(), 2);
        }
    }
}

/// With the limits on.
mod limited {
    use super::*;

    stories! {
        #![options = Options::env(&[("MESSENGER_RATE_LIMITS", "on")])]

        async fn who_guesses_too_often_is_told_when_to_come_again(world: World) {
            let alice = world.person("Alice").await;
            let (home, login) = (Home::default(), ["login", "--server", &alice.url, "--email", alice.email()]);
            for _ in 0..30 {
                let ended = home.runs_with(&login, &[("MESSENGER_PASSWORD", "a wrong guess")], "");
                if ended.code == 7 {
                    ended.complains("Too fast, try again in ");
                    return;
                }
                ended.is(3);
            }
            panic!("thirty guesses, and nobody minds");
        }
    }
}
