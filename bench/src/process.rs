//! What is measured: the server, or a baseline, as a process of its own that tells on its first line where it listens.

use std::{
    env,
    fs::File,
    io::{BufRead, BufReader, Read},
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow};

use crate::{data::Home, leash::Leash, machine::Cores};

/// Migrations of a large database included.
const START: Duration = Duration::from_secs(30);

/// A process that listens.
pub(crate) struct Process {
    leash: Leash,
    /// Where.
    pub(crate) address: SocketAddr,
    /// When it was started.
    pub(crate) started: Instant,
}

impl Process {
    /// The server on this home, as in production but for the limits on how often one may ask. `listen` is port 0 or
    /// that of an earlier life.
    pub(crate) fn server(mut command: Command, home: &Home, listen: SocketAddr) -> Result<Self> {
        for (name, _) in env::vars_os() {
            let ours =
                name.to_str().is_some_and(|name| name.starts_with("MESSENGER_") || name == "DATABASE_URL");
            if ours {
                command.env_remove(name);
            }
        }
        let log = home.folder().join("server.log");
        command
            .arg("serve")
            .args(["--listen", &listen.to_string(), "--rate-limits=off"])
            .arg("--data-dir")
            .arg(home.folder())
            .envs(home.database_url().map(|url| ("DATABASE_URL", url)))
            .current_dir(home.folder())
            .stderr(File::options().create(true).append(true).open(&log)?);
        Self::start(&mut command).with_context(|| last_words(&log))
    }

    /// The relay without a store.
    pub(crate) fn relay(cores: &Cores) -> Result<Self> {
        let mut command = cores.measured(&env::current_exe()?);
        Self::start(command.arg("bare-relay"))
    }

    fn start(command: &mut Command) -> Result<Self> {
        let started = Instant::now();
        let mut leash = Leash::spawn(command.stdout(Stdio::piped()))?;
        let address = first_address(leash.stdout()?)?;
        Ok(Self { leash, address, started })
    }

    /// Its process id.
    pub(crate) fn pid(&self) -> u32 {
        self.leash.pid()
    }

    /// Ends it as a power cut would.
    pub(crate) fn kill(&mut self) {
        self.leash.kill();
    }
}

/// Waits for the first line with an address, and goes on reading, so that the process is never held up by a full pipe.
fn first_address(output: impl Read + Send + 'static) -> Result<SocketAddr> {
    let (found, address) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(address) = address_in(&line) {
                // Only the first is waited for.
                let _ = found.send(address);
            }
        }
    });
    address.recv_timeout(START).map_err(|_| anyhow!("it does not say where it listens"))
}

fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, address) = line.split_once("http://")?;
    address.trim().parse().ok()
}

fn last_words(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().rev().take(5).collect();
    let lines: Vec<&str> = lines.into_iter().rev().collect();
    format!("the server does not start: {}", lines.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_in_the_greeting() {
        let address = address_in("Messenger is ready: http://127.0.0.1:4711");
        assert_eq!(address, Some(SocketAddr::from(([127, 0, 0, 1], 4711))));
        assert_eq!(address_in("something else"), None);
    }
}
