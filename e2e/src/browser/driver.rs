//! `chromedriver`, and one session of it.

use std::{
    env,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    thread,
};

use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::programs::Leash;

pub(super) struct Driver {
    session: String,
    http: Client,
    // In this order: the driver goes before the profile that it writes to.
    _process: Leash,
    _profile: TempDir,
}

impl Driver {
    /// Starts a Chromium of that language; `None` where there is no driver and this is not CI.
    pub(super) async fn start(language: &str) -> Option<Self> {
        let driver = env::var("TEST_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".into());
        let profile = TempDir::new().unwrap();
        let mut command = Command::new(driver);
        // Chromium leaves folders behind; so they go with the profile.
        command.arg("--port=0").env("TMPDIR", profile.path()).stdout(Stdio::piped()).stderr(Stdio::null());
        let Ok(mut child) = command.spawn() else {
            assert!(env::var("CI").is_err(), "chromedriver is not there; scripts/test installs it");
            eprintln!("left out: chromedriver is not there");
            return None;
        };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let process = Leash(child);
        let port =
            lines.by_ref().map_while(Result::ok).find_map(|line| port(&line)).expect("the driver's port");
        // Read on, or the driver stops when the pipe is full.
        thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        let http = crate::actor::http();
        let url = format!("http://127.0.0.1:{port}/session");
        let opened = post(&http, &url, capabilities(language, &profile)).await;
        let session = format!("{url}/{}", opened["sessionId"].as_str().expect("a session"));
        Some(Self { session, http, _process: process, _profile: profile })
    }

    /// A command of the session; its value.
    pub(super) async fn post(&self, command: &str, body: Value) -> Value {
        post(&self.http, &format!("{}/{command}", self.session), body).await
    }
}

impl Driver {
    /// Asks the session to end something.
    pub(super) async fn delete(&self, what: &str) {
        self.http.delete(format!("{}/{what}", self.session)).send().await.unwrap();
    }

    /// A question to the session; its answer.
    pub(super) async fn get(&self, question: &str) -> Value {
        let reply = self.http.get(format!("{}/{question}", self.session)).send().await.unwrap();
        let mut answer: Value = reply.json().await.unwrap();
        answer["value"].take()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Without this Chromium would outlive its driver. A runtime of its own: the test's may be going down.
        let session = self.session.clone();
        let closing = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let _ = runtime.block_on(async { crate::actor::http().delete(session).send().await });
        });
        let _ = closing.join();
    }
}

async fn post(http: &Client, url: &str, body: Value) -> Value {
    let reply = http.post(url).json(&body).send().await.expect("the driver answers");
    let mut answer: Value = reply.json().await.unwrap();
    let value = answer["value"].take();
    assert!(value.get("error").is_none(), "{url} {body}: {}", value["message"]);
    value
}

fn capabilities(language: &str, profile: &TempDir) -> Value {
    let mut options = json!({
        "args": [
            "--headless=new",
            // CI runs as root in a container, where Chromium's own sandbox cannot be set up.
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            "--window-size=1000,800",
            format!("--lang={language}"),
            format!("--user-data-dir={}", profile.path().display()),
        ],
        "prefs": { "intl.accept_languages": language },
    });
    if let Ok(binary) = env::var("TEST_CHROMIUM") {
        options["binary"] = json!(binary);
    }
    let wanted = json!({
        "browserName": "chrome",
        "goog:chromeOptions": options,
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    json!({ "capabilities": { "alwaysMatch": wanted } })
}

fn port(line: &str) -> Option<u16> {
    line.strip_prefix("ChromeDriver was started successfully on port ")?.trim_end_matches('.').parse().ok()
}
