//! The secret of a session in the keyring, which here is a program that does what `secret-tool` does.

use std::{fs, os::unix::fs::PermissionsExt, time::Duration};

use e2e::{Home, Options, World, stories};

/// Keeps one secret; answers nobody while it is locked.
const TOOL: &str = "#!/bin/sh
cd \"$HOME\" && [ ! -e locked ] || exit 1
case $1 in
    store) cat > keyring ;;
    lookup) cat keyring ;;
    clear) rm -f keyring ;;
esac
";

/// Longer than an access token lives here.
const OUTLIVED: Duration = Duration::from_millis(2_100);

const AT_THE_DESKTOP: [(&str, &str); 2] = [("DISPLAY", ":0"), ("PATH", "bin:/usr/bin:/bin")];
const AWAY: [(&str, &str); 1] = [("PATH", "bin:/usr/bin:/bin")];

/// A home on a machine that has a keyring.
fn home_with_keyring() -> Home {
    let home = Home::default();
    fs::create_dir(home.path().join("bin")).unwrap();
    let tool = home.path().join("bin/secret-tool");
    fs::write(&tool, TOOL).unwrap();
    fs::set_permissions(&tool, fs::Permissions::from_mode(0o700)).unwrap();
    home
}

/// What the client has put into its file of the session.
fn file(home: &Home) -> String {
    let accounts = home.path().join(".local/state/messenger");
    let mut folders = accounts.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let folder = folders.find(|path| path.is_dir()).unwrap();
    fs::read_to_string(folder.join("session.json")).unwrap()
}

stories! {
    #![options = Options::env(&[("MESSENGER_ACCESS_TTL", "2s")])]
    async fn the_secret_lies_in_the_keyring_and_a_locked_one_ends_nothing(world: World) {
        let alice = world.person("Alice").await;
        let home = home_with_keyring();
        let login = ["login", "--server", &alice.url, "--email", alice.email()];
        let env = [&AT_THE_DESKTOP[..], &[("MESSENGER_PASSWORD", alice.password.as_str())]].concat();
        home.runs_with(&login, &env, "").is(0).says("Signed in as Alice").says("keyring");
        let secret = fs::read_to_string(home.path().join("keyring")).unwrap();
        assert!(secret.len() > 20 && !file(&home).contains(&secret) && !file(&home).contains("refresh_token"));

        // Another access token is needed, also by a job that runs by itself.
        tokio::time::sleep(OUTLIVED).await;
        home.runs_with(&["whoami"], &AWAY, "").is(0).says("Alice");
        let next = fs::read_to_string(home.path().join("keyring")).unwrap();
        assert!(next != secret && !file(&home).contains("refresh_token"), "the next one lies there as well");

        tokio::time::sleep(OUTLIVED).await;
        fs::write(home.path().join("locked"), "").unwrap();
        home.runs_with(&["whoami"], &AT_THE_DESKTOP, "").is(7).complains("keyring");
        fs::remove_file(home.path().join("locked")).unwrap();
        home.runs_with(&["whoami"], &AT_THE_DESKTOP, "").is(0);
        let sessions = home.runs_with(&["sessions", "--json"], &AT_THE_DESKTOP, "").json();
        assert_eq!(sessions.len(), 2, "hers and this one, the same as before");

        // Who wants it in the file gets it there with the next renewal.
        tokio::time::sleep(OUTLIVED).await;
        fs::create_dir_all(home.path().join(".config/messenger")).unwrap();
        fs::write(home.path().join(".config/messenger/config.toml"), "secrets = \"file\"\n").unwrap();
        home.runs_with(&["whoami"], &AT_THE_DESKTOP, "").is(0);
        assert!(file(&home).contains("refresh_token") && !home.path().join("keyring").exists());
        home.runs_with(&["logout"], &AT_THE_DESKTOP, "").is(0);
    }

    async fn without_a_keyring_it_lies_in_a_file_unless_that_is_not_wanted(world: World) {
        let alice = world.person("Alice").await;
        let home = Home::default();
        home.signs_in(&alice);
        assert!(file(&home).contains("refresh_token"));
        let strict = home_with_keyring();
        fs::write(strict.path().join("locked"), "").unwrap();
        fs::create_dir_all(strict.path().join(".config/messenger")).unwrap();
        fs::write(strict.path().join(".config/messenger/config.toml"), "secrets = \"keyring\"\n").unwrap();
        let login = ["login", "--server", &alice.url, "--email", alice.email()];
        let env = [&AT_THE_DESKTOP[..], &[("MESSENGER_PASSWORD", alice.password.as_str())]].concat();
        strict.runs_with(&login, &env, "").is(7).complains("keyring");
        strict.runs_with(&["whoami"], &AT_THE_DESKTOP, "").is(3);
    }
}
