//! A NATS of a story's own.

use std::{
    env,
    net::{SocketAddr, TcpListener, TcpStream},
    path::PathBuf,
    process::{Command, Stdio},
    sync::Mutex,
    time::{Duration, Instant},
};

use crate::{PATIENCE, programs::Leash};

/// A running NATS, which asks for a name and a password. It dies with this value.
pub struct Nats {
    program: PathBuf,
    address: SocketAddr,
    process: Mutex<Option<Leash>>,
}

impl Nats {
    /// Starts one on a free port, if there is one to start.
    pub async fn start() -> Option<Self> {
        let Some(program) = program() else {
            eprintln!("left out: there is no nats-server");
            return None;
        };
        // Nobody else asks for this port in the moment between.
        let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let nats = Self { program, address, process: Mutex::new(None) };
        nats.comes_back().await;
        Some(nats)
    }

    /// What `NATS_URL` is for the server.
    pub fn url(&self) -> String {
        format!("nats://story:is%20secret@{}", self.address)
    }

    /// Kills it as a power cut would.
    pub fn is_killed(&self) {
        let leash = self.process.lock().unwrap().take();
        assert!(leash.is_some(), "it is not running");
    }

    /// Starts it again, on the same port.
    pub async fn comes_back(&self) {
        let mut command = Command::new(&self.program);
        command.args(["--addr", "127.0.0.1", "--port", &self.address.port().to_string()]);
        command.args(["--user", "story", "--pass", "is secret"]);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        *self.process.lock().unwrap() = Some(Leash(child));
        let deadline = Instant::now() + PATIENCE;
        while TcpStream::connect(self.address).is_err() {
            assert!(Instant::now() < deadline, "NATS does not start");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Debian keeps it where not everybody looks.
fn program() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(["/usr/sbin", "/usr/local/bin"].map(PathBuf::from));
    folders.map(|folder| folder.join("nats-server")).find(|program| program.exists())
}
