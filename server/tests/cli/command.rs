//! The binary as a whole: exit codes, and what it says.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Output, Stdio},
};

fn server(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_messenger-server"));
    command.args(arguments).env_clear();
    command
}

fn lines(output: &Output) -> Vec<String> {
    String::from_utf8_lossy(&output.stderr).lines().map(str::to_owned).collect()
}

#[test]
fn d9_a_bad_setting_is_one_line_exit_1_and_nothing_made() {
    let folder = tempfile::tempdir().unwrap();
    for (name, value, hint) in [
        ("MESSENGER_SECRET", "changeme", "openssl rand -hex 32"),
        ("MESSENGER_LISTEN", "8000", "127.0.0.1:8000"),
        ("DATABASE_URL", "mysql://x", "postgres://"),
        ("MESSENGER_CONFIG", "/nowhere.toml", "/nowhere.toml"),
    ] {
        let data = folder.path().join("data");
        let output =
            server(&["serve", "--data-dir", data.to_str().unwrap()]).env(name, value).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let lines = lines(&output);
        assert!(lines.len() == 1 && lines[0].contains(hint), "{lines:?}");
        assert!(!data.exists());
    }
}

#[test]
fn config_tells_where_each_value_comes_from_and_no_secret() {
    let output = server(&["config", "--demo"])
        .env("DATABASE_URL", "postgres://me:password123@db/chat")
        .env("MESSENGER_REGISTRATION", "closed")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let row = |name: &str| text.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(row("demo").ends_with("command line"));
    assert!(
        row("registration").contains("closed") && row("registration").ends_with("MESSENGER_REGISTRATION")
    );
    assert!(row("listen").ends_with("default"));
    assert!(!text.contains("password123"));
}

#[cfg(unix)]
#[test]
fn it_says_where_to_click_and_ends_with_0_on_sigterm() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let mut child = server(&["serve", "--listen", "127.0.0.1:0", "--data-dir", data.to_str().unwrap()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().rsplit_once("http://").unwrap().1.to_owned();
    // It gives up by itself after three seconds.
    let mut healthy = (0..3).map(|_| server(&["healthcheck", "--listen", &address]).output().unwrap());
    assert!(healthy.any(|said| said.status.code() == Some(0)));
    let kill = Command::new("kill").arg(child.id().to_string()).status().unwrap();
    assert!(kill.success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let gone = server(&["healthcheck", "--listen", &address]).output().unwrap();
    assert_eq!(gone.status.code(), Some(1));
}
