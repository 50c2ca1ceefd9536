//! A server, as a process of its own that can be killed, stopped, frozen and started again on the same data.

use std::{
    fs::{File, OpenOptions},
    net::TcpListener,
    path::{Path, PathBuf},
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    process::{Child, Command},
    sync::Mutex,
    time::{sleep, timeout},
};

/// A start includes migrations, on a busy machine.
const START: Duration = Duration::from_secs(30);
/// Attack F9: whoever is asked to stop has gone by then.
const STOP: Duration = Duration::from_secs(30);

/// How it is started.
#[derive(Clone, Debug)]
pub(crate) struct Setup {
    /// Its folder: data and log.
    pub(crate) folder: PathBuf,
    /// Its database.
    pub(crate) database: String,
    /// More environment.
    pub(crate) env: Vec<(&'static str, String)>,
}

/// A server.
pub(crate) struct Node {
    port: u16,
    setup: Setup,
    process: Mutex<Option<Child>>,
}

impl Node {
    /// One on a free port, not started.
    pub(crate) fn new(setup: Setup) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        std::fs::create_dir_all(&setup.folder)?;
        Ok(Self { port, setup, process: Mutex::default() })
    }

    /// Where it listens: host:port.
    pub(crate) fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The file with its log, over all its lives.
    pub(crate) fn log(&self) -> PathBuf {
        self.setup.folder.join("log")
    }

    /// Starts it and waits until it is ready.
    pub(crate) async fn start(&self, http: &reqwest::Client) -> anyhow::Result<()> {
        let until = Instant::now() + START;
        loop {
            let mut child = self.spawn()?;
            while !self.is_ready(http).await {
                if child.try_wait()?.is_some() || Instant::now() > until {
                    break;
                }
                sleep(Duration::from_millis(20)).await;
            }
            if child.try_wait()?.is_none() && self.is_ready(http).await {
                *self.process.lock().await = Some(child);
                return Ok(());
            }
            // Its port may have been taken for a moment by somebody's connection.
            if Instant::now() > until {
                bail!("the server does not become ready: see {}", self.log().display());
            }
            sleep(Duration::from_millis(200)).await;
        }
    }

    /// Kills it as a power cut would.
    pub(crate) async fn kill(&self) -> anyhow::Result<()> {
        if let Some(mut child) = self.process.lock().await.take() {
            child.kill().await?;
        }
        Ok(())
    }

    /// Asks it to stop; what is wrong about how it did, if anything.
    pub(crate) async fn stop(&self) -> anyhow::Result<Option<String>> {
        let Some(mut child) = self.process.lock().await.take() else { return Ok(None) };
        signal("-TERM", &child).await?;
        match timeout(STOP, child.wait()).await {
            Ok(status) => {
                let status = status?;
                Ok((!status.success()).then(|| format!("asked to stop, it left with {status}")))
            }
            Err(_) => {
                child.kill().await?;
                Ok(Some(format!("asked to stop, it was still there after {STOP:?}")))
            }
        }
    }

    /// Holds it in the middle of whatever it does while `deed` is done.
    pub(crate) async fn frozen<T>(&self, deed: impl AsyncFnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
        let process = self.process.lock().await;
        let child = process.as_ref().context("it is not running")?;
        signal("-STOP", child).await?;
        let done = deed().await;
        signal("-CONT", child).await?;
        done
    }

    /// It says that it can serve.
    pub(crate) async fn is_ready(&self, http: &reqwest::Client) -> bool {
        let asked = http
            .get(format!("http://{}/readyz", self.address()))
            .timeout(Duration::from_secs(8))
            .send()
            .await;
        asked.is_ok_and(|answer| answer.status().is_success())
    }

    fn spawn(&self) -> anyhow::Result<Child> {
        let log: File = OpenOptions::new().create(true).append(true).open(self.log())?;
        let mut command = Command::new(program("messenger-server")?);
        let ours = |key: &str| key.starts_with("MESSENGER_") || ["DATABASE_URL", "NATS_URL"].contains(&key);
        for (key, _) in std::env::vars().filter(|(key, _)| ours(key)) {
            command.env_remove(key);
        }
        command
            .args(["serve", "--listen", &self.address()])
            .env("MESSENGER_DATA_DIR", self.setup.folder.join("data"))
            .env("MESSENGER_RATE_LIMITS", "off")
            .env("MESSENGER_ACCESS_TTL", "7d")
            .env("MESSENGER_SECRET", "f4a1c09d27be83566ad0e19c4b7f2d5380c6be917a34")
            .env("DATABASE_URL", &self.setup.database)
            .envs(self.setup.env.iter().map(|(key, value)| (key, value)))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .kill_on_drop(true);
        command.spawn().context("the server cannot be started")
    }
}

/// Sends a signal.
pub(crate) async fn signal(which: &str, child: &Child) -> anyhow::Result<()> {
    let pid = child.id().context("it has ended")?;
    let sent = Command::new("kill").args([which, &pid.to_string()]).status().await?;
    anyhow::ensure!(sent.success(), "kill {which} {pid}");
    Ok(())
}

/// A program of this workspace, built in the same profile as this one.
fn program(name: &str) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let path = own.parent().unwrap_or(Path::new("")).join(name);
    anyhow::ensure!(
        path.exists(),
        "{} is not built: run `cargo build --workspace` in this profile",
        path.display()
    );
    Ok(path)
}
