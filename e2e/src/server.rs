//! The real server, as a process of its own.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Command, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use tempfile::TempDir;

use crate::{
    Database,
    programs::{Leash, program, signal, terminate},
};

/// A start includes migrations, on a machine that is busy with other tests.
const START: Duration = Duration::from_secs(30);

/// How a server is started.
#[derive(Clone, Default)]
pub struct Options {
    /// More arguments of `serve`.
    pub args: Vec<&'static str>,
    /// More environment.
    pub env: Vec<(&'static str, String)>,
}

impl Options {
    /// With the demo accounts.
    pub fn demo() -> Self {
        Self { args: vec!["--demo"], ..Self::default() }
    }

    /// Telling what it counts to whoever has the token.
    pub fn metrics() -> Self {
        Self::env(&[("MESSENGER_METRICS_TOKEN", METRICS_TOKEN)])
    }

    /// With more arguments.
    pub fn args(args: &[&'static str]) -> Self {
        Self { args: args.to_vec(), ..Self::default() }
    }

    /// With more environment.
    pub fn env(env: &[(&'static str, &'static str)]) -> Self {
        Self { env: env.iter().map(|(key, value)| (*key, (*value).to_owned())).collect(), ..Self::default() }
    }
}

pub(crate) const METRICS_TOKEN: &str = "a token for metrics, of some length";

/// A running server. It dies, and its data goes, with this value; when the test fails it says what it logged.
pub struct Server {
    /// `http://127.0.0.1:port`, the same after a restart.
    pub url: String,
    process: Mutex<Option<Leash>>,
    log: Arc<Mutex<String>>,
    options: Options,
    // After the process: it must be gone before its data is.
    database: Arc<Database>,
    data: TempDir,
}

impl Server {
    /// Starts one on a free port and waits until it is ready.
    pub async fn start(database: Database, options: Options) -> Self {
        Self::start_on(Arc::new(database), options).await
    }

    /// Starts one more on the same database, with a data folder of its own.
    pub async fn beside(&self, options: Options) -> Self {
        Self::start_on(Arc::clone(&self.database), options).await
    }

    async fn start_on(database: Arc<Database>, options: Options) -> Self {
        let mut server = Self {
            url: "http://127.0.0.1:0".into(),
            process: Mutex::new(None),
            log: Arc::default(),
            options,
            database,
            data: TempDir::new().unwrap(),
        };
        server.url = server.spawns();
        server.is_ready().await;
        server
    }

    /// Kills it as a power cut would.
    pub fn is_killed(&self) {
        let leash = self.process.lock().unwrap().take();
        assert!(leash.is_some(), "it is not running");
    }

    /// It does nothing any more, without its connections being closed, until it [goes on](Self::goes_on).
    pub fn freezes(&self) {
        signal(self.pid(), 19);
    }

    /// It has frozen, and goes on.
    pub fn goes_on(&self) {
        signal(self.pid(), 18);
    }

    fn pid(&self) -> u32 {
        self.process.lock().unwrap().as_ref().expect("it is not running").0.id()
    }

    /// Asks it to stop, and waits until it has. True when it left with code 0.
    pub fn stops(&self) -> bool {
        let mut leash = self.process.lock().unwrap().take().expect("it is not running");
        terminate(leash.0.id());
        leash.0.wait().unwrap().success()
    }

    /// Asks it to stop, and does not wait.
    pub fn is_asked_to_stop(&self) {
        terminate(self.pid());
    }

    /// Waits until it has stopped after it was asked to; true when it left with code 0.
    pub async fn has_stopped(&self) -> bool {
        let mut leash = self.process.lock().unwrap().take().expect("it is not running");
        tokio::task::spawn_blocking(move || leash.0.wait().unwrap().success()).await.unwrap()
    }

    /// Starts it again, with the same data on the same port.
    pub async fn comes_back(&self) {
        assert_eq!(self.spawns(), self.url);
        self.is_ready().await;
    }

    /// Everything that it has printed, over all its lives.
    pub fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    /// Waits until it has printed this.
    pub async fn says(&self, text: &str) {
        let deadline = Instant::now() + crate::PATIENCE;
        while !self.log().contains(text) {
            assert!(Instant::now() < deadline, "{text} does not come:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// The database that it shares with other nodes.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// The folder with its data.
    pub fn data_dir(&self) -> &std::path::Path {
        self.data.path()
    }

    /// A run of the same program with other arguments, on the same data: its exit code (124: it had to be stopped) and
    /// everything it printed.
    pub fn runs(&self, args: &[&str]) -> (i32, String) {
        self.runs_with(args, &[])
    }

    /// The same, with more environment.
    pub fn runs_with(&self, args: &[&str], env: &[(&str, &str)]) -> (i32, String) {
        let command = self.command(args);
        // It may do what it should refuse: then it must not run for ever.
        let mut limited = Command::new("timeout");
        limited.arg("20").arg(command.get_program()).args(command.get_args());
        let output = inherit(&mut limited, &command).envs(env.iter().copied()).output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&printed).into_owned())
    }

    fn spawns(&self) -> String {
        let listen = self.url.trim_start_matches("http://");
        let mut command = self.command(&["serve", "--listen", listen]);
        command.args(&self.options.args).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (found, address) = mpsc::channel();
        keep(child.stdout.take().unwrap(), &self.log, found.clone());
        keep(child.stderr.take().unwrap(), &self.log, found);
        *self.process.lock().unwrap() = Some(Leash(child));
        address
            .recv_timeout(START)
            .unwrap_or_else(|_| panic!("no address in what the server said:\n{}", self.log()))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program("messenger-server"));
        let inherited = std::env::vars()
            .filter(|(key, _)| key.starts_with("MESSENGER_") || key == "DATABASE_URL" || key == "NATS_URL");
        inherited.for_each(|(key, _)| {
            command.env_remove(key);
        });
        command
            .args(args)
            .current_dir(self.data.path())
            .env("MESSENGER_DATA_DIR", self.data.path().join("data"))
            .env("MESSENGER_RATE_LIMITS", "off")
            .env("MESSENGER_DRAIN_PAUSE", "0s")
            .envs(self.database.url().map(|url| ("DATABASE_URL", url)))
            .envs(self.options.env.iter().map(|(key, value)| (*key, value)))
            .stdin(Stdio::null());
        command
    }

    async fn is_ready(&self) {
        let client = crate::actor::http();
        let url = format!("{}/readyz", self.url);
        let deadline = Instant::now() + START;
        while !client.get(&url).send().await.is_ok_and(|reply| reply.status().is_success()) {
            assert!(Instant::now() < deadline, "it does not become ready:\n{}", self.log());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if thread::panicking() {
            let log = self.log();
            let tail: Vec<&str> = log.lines().rev().take(60).collect();
            eprintln!("the server's last words:");
            tail.iter().rev().for_each(|line| eprintln!("  {line}"));
        }
    }
}

/// Gives a command the surroundings of another.
fn inherit<'a>(command: &'a mut Command, other: &Command) -> &'a mut Command {
    for (key, value) in other.get_envs() {
        match value {
            Some(value) => command.env(key, value),
            None => command.env_remove(key),
        };
    }
    command.current_dir(other.get_current_dir().expect("its folder")).stdin(Stdio::null())
}

/// Keeps what it prints, and tells the first address in it.
fn keep(output: impl Read + Send + 'static, log: &Arc<Mutex<String>>, found: mpsc::Sender<String>) {
    let log = Arc::clone(log);
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            log.lock().unwrap().extend([line.as_str(), "\n"]);
            if let Some(url) = address(&line) {
                // Only the first is waited for.
                let _ = found.send(url);
            }
        }
    });
}

/// The address in a line that tells where it listens, as `http://127.0.0.1:port`.
fn address(line: &str) -> Option<String> {
    let (_, rest) = line.split_once("127.0.0.1:")?;
    let port: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!port.is_empty() && port != "0").then(|| format!("http://127.0.0.1:{port}"))
}
